"""Training steps against diffusers' own example on the same base and against a bare loop; a save against accelerate's.

The base has the pocket base's sizes and random weights. The example (peers/text_to_image_lora.py) loads, encodes and
reads at every step, as it does for everybody; ours does it once and keeps it. The bare loop has the cached latents and
words in hand and nothing around it, so that what remains is what the trainer itself costs.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pairs
import torch
from diffusers import DDPMScheduler, StableDiffusionPipeline
from peers.text_to_image_lora import Example as Peer
from PIL import Image
from tokenizers import pre_tokenizers
from tools.pocket import networks
from transformers import CLIPTokenizer

from imaging.training.examples import Example
from imaging.training.families import open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import LoraRecipe
from imaging.training.trainer import Trainer

SIDE, RANK, BATCH, PICTURES = 64, 8, 4, 16
STEPS, SAVES = 12, 10
RATE, GAMMA = 1e-4, 5.0


def base(folder: Path) -> Path:
    """A Stable Diffusion of the pocket base's sizes with random weights and one token a byte."""
    torch.manual_seed(0)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    known = [*letters, *(f"{letter}</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    words = CLIPTokenizer(vocab={token: at for at, token in enumerate(known)}, merges=[], model_max_length=77)
    StableDiffusionPipeline(
        vae=networks.vae(SIDE), unet=networks.unet(SIDE), text_encoder=networks.text_encoder(words), tokenizer=words,
        scheduler=networks.scheduler(), safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    ).save_pretrained(str(folder))  # fmt: skip
    return folder


def pictures(folder: Path) -> list[tuple[Path, str]]:
    """Sixteen JPEGs of 512 pixels with captions: what a newcomer brings."""
    dice, made = np.random.default_rng(0), []
    for number in range(PICTURES):
        path = folder / f"{number}.jpg"
        Image.fromarray(dice.integers(0, 255, (16, 16, 3), dtype=np.uint8)).resize((512, 512)).save(path, quality=92)
        made.append((path, f"portrait of ohwx person, smiling, number {number}, plain background"))
    return made


def trainer(folder: Path, files: list[tuple[Path, str]], cache: Path, precision: str) -> Trainer:
    """Ours, with what the example has: attention only, alpha = rank, no caption dropout."""
    recipe = LoraRecipe(
        steps=10_000, rank=RANK, alpha=RANK, rate=RATE, batch=BATCH, resolution=SIDE, min_snr=GAMMA,
        caption_dropout=0, precision=precision,
    )  # fmt: skip
    examples = [Example(path, caption) for path, caption in files]
    opened = open_base(folder, machine_for(recipe, "cpu"))
    return Trainer(opened, recipe, examples, folder=folder, cache=cache)


class Bare:
    """The same arithmetic on the same networks with latents and words in hand: no order, no losses kept, no checks."""

    def __init__(self, ours: Trainer) -> None:
        self.base, self.weights = ours.base, ours.learning
        seen = ours.lessons.seen[:BATCH]
        self.latents = torch.stack([one.latents for one in seen])
        self.words = ours.lessons.captions.at(list(range(BATCH)))["hidden"]
        self.noise: DDPMScheduler = ours.base.noise
        self.optimizer = torch.optim.AdamW(self.weights, lr=RATE, weight_decay=0.01)

    def step(self) -> None:
        """Forward, backward, clip, change."""
        noise = torch.randn(self.latents.shape)
        times = torch.randint(0, 1000, (BATCH,))
        target = self.noise.get_velocity(self.latents, noise, times)
        noisy = self.noise.add_noise(self.latents, noise, times)
        with self.base.machine.quick():
            said = self.base.pipe.unet(noisy, times, encoder_hidden_states=self.words, return_dict=False)[0]
        loss = (said.float() - target).pow(2).mean()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.optimizer.step()


def main() -> None:
    """Steps in two precisions, the bare loop, and a save."""
    asked = pairs.arguments(__doc__).parse_args()
    torch.set_num_threads(1)
    records = []
    with tempfile.TemporaryDirectory() as room:
        home = Path(room)
        folder, files = base(home / "base"), pictures(home)
        for precision, called in (("bfloat16", "bf16"), ("float32", "no")):
            ours = trainer(folder, files, home / "cache", precision)
            peer = Peer(
                folder, files, side=SIDE, rank=RANK, batch=BATCH, rate=RATE, snr_gamma=GAMMA, precision=called,
                kept=home,
            )  # fmt: skip
            records.append(against_the_example(ours, peer, precision, asked.pairs))
        records.append(against_a_bare_loop(ours, asked.pairs))
        records.append(saving(ours, peer, home, asked.pairs))
    pairs.write(records, asked.json, packages=("torch", "diffusers", "peft", "accelerate", "safetensors"))


def against_the_example(ours: Trainer, peer: Peer, precision: str, count: int) -> pairs.Record:
    """The mean of some steps, both warm."""
    for _ in range(2):
        ours.step(), peer.step()
    return pairs.in_turns(
        f"{STEPS} LoRA steps, {precision}", pairs.cpu(lambda: [ours.step() for _ in range(STEPS)]),
        pairs.cpu(lambda: [peer.step() for _ in range(STEPS)]), pairs=count, unit="ms CPU", wanted=0.75,
        peer_name="diffusers' example", notes=f"Batch {BATCH}, {SIDE} px, rank {RANK}; stretch 0.68.",
    )  # fmt: skip


def against_a_bare_loop(ours: Trainer, count: int) -> pairs.Record:
    """What the trainer adds to the arithmetic."""
    bare = Bare(ours)
    bare.step(), ours.step()
    return pairs.in_turns(
        f"{STEPS} LoRA steps, float32", pairs.cpu(lambda: [ours.step() for _ in range(STEPS)]),
        pairs.cpu(lambda: [bare.step() for _ in range(STEPS)]), pairs=count, unit="ms CPU", wanted=1.03,
        peer_name="a bare loop",
    )  # fmt: skip


def saving(ours: Trainer, peer: Peer, home: Path, count: int) -> pairs.Record:
    """A state that goes on to the bit, against accelerate's."""
    return pairs.in_turns(
        f"{SAVES} saved states", pairs.wall(lambda: [ours.state().write(home / "state") for _ in range(SAVES)]),
        pairs.wall(lambda: [peer.save(home / "peer") for _ in range(SAVES)]), pairs=count, unit="ms", wanted=0.5,
        peer_name="accelerate's save_state", notes="Accelerate's holds the frozen base too.",
    )  # fmt: skip


if __name__ == "__main__":
    main()
