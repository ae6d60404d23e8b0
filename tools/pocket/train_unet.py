"""Train the denoiser: `python -m tools.pocket.train_unet WORK --steps 16000 --finish 4000 --batch 32 --rate 1e-3`.

It learns from cached latents of WORK/train and from the frozen WORK/text_encoder. --init goes on from a UNet in
diffusers format. Writes WORK/unet (the running average).
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, DDPMScheduler, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor
from diffusers.training_utils import compute_snr
from transformers import CLIPTextModel

from . import networks, words
from .people import Portrait
from .render import read
from .train_vae import tensor
from .training import Training, arguments, dice, quick

SNR_LIMIT = 5.0
TURNS = 1000


def latents(work: Path, pixels: np.ndarray, device: str) -> torch.Tensor:
    """Latents (n, 4, h, w) of all training pictures, float16, from WORK/latents.pt where they are there already."""
    cached = work / "latents.pt"
    if cached.is_file():
        return torch.load(cached, weights_only=True)
    vae = AutoencoderKL.from_pretrained(str(work / "vae")).to(device).eval()
    made = []
    with torch.no_grad():
        for at in range(0, len(pixels), 64):
            made.append(vae.encode(tensor(pixels[at : at + 64]).to(device)).latent_dist.mode().half().cpu())
    torch.save(torch.cat(made), cached)
    return torch.cat(made)


class Denoising:
    """The loss of one step of noised latents."""

    def __init__(self, unet: UNet2DConditionModel, asked: argparse.Namespace, portraits: list[Portrait]):
        self.unet, self.asked, self.portraits = unet, asked, portraits
        self.tokenizer = networks.tokenizer(asked.work / "tokenizer")
        encoder = CLIPTextModel.from_pretrained(str(asked.work / "text_encoder"))
        self.encoder = encoder.to(asked.device).eval().requires_grad_(False)
        self.noise = DDPMScheduler(**networks.NOISE)
        self.latents = latents(asked.work, read(asked.work / "train")[0], asked.device)
        # plain grounds and the middle framing more often: what the words bind to is larger there
        weight = np.array([0.6 if one.place else 1.0 for one in portraits])
        self.chance = weight / weight.sum()

    def hidden(self, chosen: np.ndarray, rng: np.random.Generator) -> torch.Tensor:
        """What the text encoder says of one varied caption for each chosen portrait: (batch, 77, 192)."""
        said = [words.varied(self.portraits[int(at)], rng)[0] for at in chosen]
        tokens = self.tokenizer(said, padding="max_length", max_length=networks.TOKENS, return_tensors="pt").input_ids
        with torch.no_grad():
            return self.encoder(tokens.to(self.asked.device)).last_hidden_state

    def loss_of(self, step: int) -> torch.Tensor:
        """Weighted squared error of the velocity. The times of a batch are spread evenly."""
        rng, thrown = dice(self.asked.seed, step)
        size, device = self.asked.batch, self.asked.device
        chosen = rng.choice(len(self.portraits), size, p=self.chance)
        clean = self.latents[torch.from_numpy(chosen)].float()
        noise = torch.randn(clean.shape, generator=thrown)
        even = (torch.from_numpy(rng.permutation(size)) + torch.from_numpy(rng.random(size))) / size
        # a power below 1 asks more often for high noise, where the colours are decided
        times = (TURNS * even**self.asked.power).long().clamp(0, TURNS - 1)
        noised, target = self.noise.add_noise(clean, noise, times), self.noise.get_velocity(clean, noise, times)
        with quick(device):
            guess = self.unet(noised.to(device), times.to(device), self.hidden(chosen, rng)).sample.float()
        ratio = compute_snr(self.noise, times)
        # min-SNR, but never below what keeps the high noise, and with it the colours, in the loss
        weight = (ratio.clamp(max=SNR_LIMIT) + 1) / (ratio + 1)
        return ((guess - target.to(device)).pow(2).mean((1, 2, 3)) * weight.to(device)).mean()


def main() -> None:
    """Read the command line and train."""
    parser = arguments(__doc__)
    parser.add_argument("--init", type=Path)
    parser.add_argument("--power", type=float, default=1.0, help="below 1: more of the steps at high noise")
    asked = parser.parse_args()
    pixels, portraits = read(asked.work / "train")
    torch.manual_seed(asked.seed)
    if asked.init:
        unet = UNet2DConditionModel.from_pretrained(str(asked.init), dtype=torch.float32)
    else:
        unet = networks.unet(pixels.shape[1])
    if asked.device == "cpu":
        # the backward pass of the fused attention is slow there at small heads
        unet.set_attn_processor(AttnProcessor())
    training = Training({"unet": unet.train()}, asked.work / "unet.state", asked)
    done = training.run(Denoising(unet, asked, portraits).loss_of)
    mean = training.averages["unet"]
    mean.set_default_attn_processor()
    # a look at what an unfinished training draws: assemble takes it from a folder where it lies under this name
    mean.save_pretrained(str(asked.work / ("unet" if done else "unet_so_far")))


if __name__ == "__main__":
    main()
