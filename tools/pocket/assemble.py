"""Put the parts together: `python -m tools.pocket.assemble WORK FOLDER` writes a StableDiffusionPipeline in float16.

FOLDER holds model_index.json, vae, unet, text_encoder, tokenizer and scheduler, as `from_pretrained` expects them,
and the model card. The weights are no better than what evaluate.py says of them: look there before they are shipped.
"""

import argparse
import json
import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL, StableDiffusionPipeline, UNet2DConditionModel
from transformers import CLIPTextModel

from . import networks

LARGEST = 30 * 2**20


def assemble(work: Path) -> StableDiffusionPipeline:
    """The pipeline of what lies in WORK, in float32."""
    return StableDiffusionPipeline(
        vae=AutoencoderKL.from_pretrained(str(work / "vae")),
        unet=UNet2DConditionModel.from_pretrained(str(work / "unet")),
        text_encoder=CLIPTextModel.from_pretrained(str(work / "text_encoder")),
        tokenizer=networks.tokenizer(work / "tokenizer"),
        scheduler=networks.scheduler(),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )


def write(work: Path, folder: Path) -> int:
    """Write the pipeline as float16 safetensors; returns the bytes written.

    Raises ValueError where they are more than the repository takes.
    """
    pipe = assemble(work).to(dtype=torch.float16)
    pipe.save_pretrained(str(folder), safe_serialization=True)
    for config in (folder / "vae" / "config.json", folder / "unet" / "config.json"):
        told = json.loads(config.read_text())
        # where a part lay on the machine that made it is nobody's business
        told.pop("_name_or_path", None)
        config.write_text(json.dumps(told, indent=2) + "\n")
    shutil.copyfile(Path(__file__).with_name("MODEL_CARD.md"), folder / "README.md")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if size > LARGEST:
        raise ValueError(f"{folder} has {size:,} bytes, more than {LARGEST:,}: make the networks smaller")
    return size


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    print(f"{write(asked.work, asked.folder) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
