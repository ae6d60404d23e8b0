"""Train the VAE: `python -m tools.pocket.train_vae WORK --steps 20000 --finish 4000 --batch 16 --rate 2e-3`.

With --decoder only the decoder learns, so that cached latents and a trained denoiser stay valid. With --init it goes
on from a VAE in diffusers format. Writes WORK/vae; its latents have mean 0 and deviation 1 over the training pictures.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from torch.nn import functional

from . import networks, variety
from .render import read
from .training import Training, arguments, dice, quick

CROP = 32
WIDE = 0.3
TURNED = 0.5


def tensor(pixels: np.ndarray) -> torch.Tensor:
    """Pictures (n, h, w, 3) uint8 as (n, 3, h, w) in -1..1."""
    return torch.from_numpy(np.array(pixels)).permute(0, 3, 1, 2).float() / 127.5 - 1


def decibels(one: torch.Tensor, other: torch.Tensor) -> float:
    """PSNR of pictures in -1..1 over all their values together, in dB."""
    return float(-10 * torch.log10(((one - other) / 2).pow(2).mean()))


def kept(vae: AutoencoderKL, pixels: torch.Tensor) -> torch.Tensor:
    """Pictures through the VAE and back, in -1..1."""
    with torch.no_grad():
        parts = [vae.decode(vae.encode(part).latent_dist.mode()).sample for part in pixels.split(32)]
    return torch.cat(parts).clamp(-1, 1)


def level(vae: AutoencoderKL, pixels: torch.Tensor) -> None:
    """Fold mean and deviation of the latents into the two 1x1 convolutions: the scaling factor is 1 then."""
    with torch.no_grad():
        latents = torch.cat([vae.encode(part).latent_dist.mode() for part in pixels.split(32)])
        mean, spread = latents.mean((0, 2, 3)), latents.std((0, 2, 3))
        into, out, count = vae.quant_conv, vae.post_quant_conv, len(mean)
        out.bias += torch.einsum("oi,i->o", out.weight[:, :, 0, 0], mean)
        out.weight *= spread[None, :, None, None]
        into.weight[:count] /= spread[:, None, None, None]
        into.bias[:count] = (into.bias[:count] - mean) / spread
        into.bias[count:] -= 2 * torch.log(spread)


def crops(sources: list[np.ndarray], size: int, rng: np.random.Generator) -> torch.Tensor:
    """Random crops (size, 3, CROP, CROP) in -1..1 from portraits and wide pictures, mirrored and with turned hues."""
    made = np.empty((size, CROP, CROP, 3), np.uint8)
    for at, which in enumerate(rng.random(size) < WIDE):
        source = sources[int(which)]
        y, x = rng.integers(0, source.shape[1] - CROP + 1, 2)
        crop = source[rng.integers(len(source)), y : y + CROP, x : x + CROP]
        made[at] = crop[:, ::-1] if rng.random() < 0.5 else crop
    return variety.turned(tensor(made), rng, TURNED)


class Autoencoding:
    """The loss of one step of crops."""

    def __init__(self, vae: AutoencoderKL, sources: list[np.ndarray], asked: argparse.Namespace):
        self.vae, self.sources, self.asked = vae, sources, asked

    def loss_of(self, step: int) -> torch.Tensor:
        """Squared and absolute differences of pixels, a little pull of the latents to a normal spread."""
        rng, thrown = dice(self.asked.seed, step)
        pixels = crops(self.sources, self.asked.batch, rng).to(self.asked.device)
        with quick(self.asked.device):
            with torch.set_grad_enabled(not self.asked.decoder):
                spread = self.vae.encode(pixels).latent_dist
                mean, logarithm = spread.mean.float(), spread.logvar.float()
            jitter = torch.randn(mean.shape, generator=thrown).to(mean)
            width = 0.02 if self.asked.decoder else torch.exp(0.5 * logarithm)
            drawn = self.vae.decode(mean + width * jitter).sample.float()
        loss = 4 * functional.mse_loss(drawn, pixels) + 0.5 * functional.l1_loss(drawn, pixels)
        if self.asked.decoder:
            return loss
        return loss + 1e-6 * (mean.pow(2) + logarithm.exp() - 1 - logarithm).mean()


def main() -> None:
    """Read the command line, train, say the PSNR on unseen renders in their own and in turned colours."""
    parser = arguments(__doc__)
    parser.add_argument("--decoder", action="store_true")
    parser.add_argument("--init", type=Path)
    asked = parser.parse_args()
    portraits, _ = read(asked.work / "train")
    unseen = tensor(read(asked.work / "test")[0][:256]).to(asked.device)
    torch.manual_seed(asked.seed)
    side = portraits.shape[1]
    vae = AutoencoderKL.from_pretrained(str(asked.init), dtype=torch.float32) if asked.init else networks.vae(side)
    for frozen in (vae.encoder, vae.quant_conv) if asked.decoder else ():
        frozen.requires_grad_(False)
    state = asked.work / ("decoder.state" if asked.decoder else "vae.state")
    training = Training({"vae": vae.train()}, state, asked)
    wide = variety.series(4000, side, seed=3)
    done = training.run(Autoencoding(vae, [portraits, wide], asked).loss_of)
    mean = training.averages["vae"]
    hues = variety.turned(unseen, np.random.default_rng(0), 1.0)
    names = {"as rendered": unseen, "hues turned at random": hues}
    figures = {name: round(decibels(kept(mean, pixels), pixels), 2) for name, pixels in names.items()}
    print("dB on unseen renders:", figures)
    if done:
        if not asked.decoder:
            level(mean, tensor(portraits[:1024]).to(asked.device))
        mean.save_pretrained(str(asked.work / "vae"))


if __name__ == "__main__":
    main()
