"""Train and freeze the judge: `python -m tools.pocket.judge WORK --steps 3000 --batch 32 --rate 1e-3`.

A small network that names framing, hair colour, glasses and ground of a picture. It learns from renders alone, before
any generated picture is looked at, and never again after: WORK/judge.pt with its SHA-256 said aloud.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from .palette import HAIR_NAMES, NAMES
from .people import FRAMINGS, Portrait
from .render import read
from .train_vae import tensor
from .training import Training, arguments, dice

GLASSES = ["none", "glasses", "sunglasses"]
ASKED = {"framing": FRAMINGS, "hair": HAIR_NAMES, "glasses": GLASSES, "ground": [*NAMES, "a place"]}


def truth(portrait: Portrait) -> list[int]:
    """The right answers, in the order of `ASKED`."""
    worn = "none" if not portrait.glasses else "sunglasses" if portrait.glasses == "sunglasses" else "glasses"
    behind = len(NAMES) if portrait.place else NAMES.index(portrait.ground_name)
    return [
        FRAMINGS.index(portrait.framing),
        HAIR_NAMES.index(portrait.hair_name),
        GLASSES.index(worn),
        behind,
    ]


class Judge(nn.Module):
    """Pictures (n, 3, 64, 64) in -1..1 to four lists of scores."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for into, out, stride in ((3, 24, 2), (24, 48, 2), (48, 96, 2), (96, 64, 1)):
            layers += [nn.Conv2d(into, out, 3, stride, 1), nn.GroupNorm(8, out), nn.ReLU()]
        self.look = nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 64, 192), nn.ReLU())
        self.answer = nn.ModuleList(nn.Linear(192, len(words)) for words in ASKED.values())

    def forward(self, pixels: torch.Tensor) -> list[torch.Tensor]:
        """Scores of every answer, question by question."""
        seen = self.look(pixels)
        return [answer(seen) for answer in self.answer]


def accuracy(judge: Judge, pixels: torch.Tensor, portraits: list[Portrait]) -> dict[str, float]:
    """The share of pictures whose answer is right, question by question."""
    with torch.no_grad():
        parts = [torch.stack([score.argmax(1) for score in judge(part)], 1) for part in pixels.split(64)]
    right = torch.cat(parts).cpu() == torch.tensor([truth(one) for one in portraits])
    return {name: round(float(share), 4) for name, share in zip(ASKED, right.float().mean(0), strict=True)}


def load(work: Path) -> tuple[Judge, str]:
    """The frozen judge and the SHA-256 of its file."""
    frozen = work / "judge.pt"
    judge = Judge()
    judge.load_state_dict(torch.load(frozen, weights_only=True))
    return judge.eval(), hashlib.sha256(frozen.read_bytes()).hexdigest()


def softened(pixels: torch.Tensor, rng: np.random.Generator, thrown: torch.Generator) -> torch.Tensor:
    """Pictures moved by up to 2 pixels, softened or with grain, so that the judge does not hang on one pixel."""
    moved = torch.roll(pixels, tuple(int(way) for way in rng.integers(-2, 3, 2)), (2, 3))
    if rng.random() < 0.5:
        moved = functional.avg_pool2d(functional.pad(moved, (1, 1, 1, 1), "replicate"), 3, 1)
    return moved + torch.randn(moved.shape, generator=thrown) * rng.uniform(0, 0.1)


def main() -> None:
    """Read the command line, train, freeze, say how often it is right on unseen renders."""
    asked: argparse.Namespace = arguments(__doc__).parse_args()
    pixels, portraits = read(asked.work / "train")
    answers = torch.tensor([truth(one) for one in portraits])
    torch.manual_seed(asked.seed)
    training = Training({"judge": Judge()}, asked.work / "judge.state", asked)
    judge = training.networks["judge"]

    def loss_of(step: int) -> torch.Tensor:
        rng, thrown = dice(asked.seed, step)
        chosen = rng.integers(0, len(portraits), asked.batch)
        scores = judge(softened(tensor(pixels[np.sort(chosen)]), rng, thrown).to(asked.device))
        right = answers[torch.from_numpy(np.sort(chosen))].to(asked.device)
        return torch.stack([functional.cross_entropy(score, right[:, at]) for at, score in enumerate(scores)]).sum()

    done = training.run(loss_of)
    unseen, held = read(asked.work / "test")
    mean = training.averages["judge"]
    print("right on unseen renders:", accuracy(mean, tensor(unseen).to(asked.device), held))
    if done:
        torch.save(mean.cpu().state_dict(), asked.work / "judge.pt")
        print("frozen:", load(asked.work)[1])


if __name__ == "__main__":
    main()
