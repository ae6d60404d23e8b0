"""Teach the text encoder words: `python -m tools.pocket.train_text WORK --steps 4000 --batch 64 --rate 1e-3`.

It learns to tell, at the padding after a caption, every attribute that the caption states (a linear reader, thrown away
afterwards). No pictures are used. A denoiser that learns beside an untaught encoder does not follow colours for very
long: in the draft its pictures ignored the words after 26,000 samples. Writes WORK/text_encoder.
"""

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from . import networks, words
from .people import portrait
from .training import Training, arguments, dice, quick

# from this number on, portraits of the series are never rendered for training
UNSEEN = 1_000_000


class Text:
    """The encoder with its reader."""

    def __init__(self, folder: Path):
        self.tokenizer = networks.tokenizer(folder)
        self.encoder = networks.text_encoder(self.tokenizer)
        self.reader = nn.Linear(networks.WORD_WIDTH, sum(words.sizes()))

    def batch(self, seed: int, step: int, size: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Token numbers (size, 77) and labels (size, attributes) of varied captions of random portraits."""
        rng, _ = dice(seed, step)
        said = [words.varied(portrait(2, int(number)), rng) for number in rng.integers(0, UNSEEN, size)]
        tokens = self.tokenizer(
            [text for text, _ in said], padding="max_length", max_length=networks.TOKENS, return_tensors="pt"
        ).input_ids
        return tokens, torch.tensor([words.numbers(labels) for _, labels in said])

    def read(self, hidden: torch.Tensor, tokens: torch.Tensor, step: int) -> list[list[torch.Tensor]]:
        """Scores of every attribute, from the mean of the padding and from one padding token chosen at random."""
        ends = (tokens == self.tokenizer.eos_token_id).float()
        mean = (hidden * ends[..., None]).sum(1) / ends.sum(1, keepdim=True)
        at = torch.multinomial(ends.cpu(), 1, generator=dice(1, step)[1])[:, 0]
        one = hidden[torch.arange(len(hidden)), at]
        return [list(self.reader(place).split(words.sizes(), 1)) for place in (mean, one)]


def right(text: Text, tokens: torch.Tensor, labels: torch.Tensor) -> dict[str, float]:
    """How often each attribute is read rightly off the mean of the padding."""
    with torch.no_grad():
        scores = text.read(text.encoder(tokens).last_hidden_state, tokens, 0)[0]
    hits = [(score.argmax(1) == labels[:, at]).float().mean().item() for at, score in enumerate(scores)]
    return dict(zip(words.SAID, hits, strict=True))


def main() -> None:
    """Read the command line and train; says how often unseen captions are understood."""
    asked = arguments(__doc__).parse_args()
    torch.manual_seed(asked.seed)
    text = Text(asked.work / "tokenizer")
    training = Training({"encoder": text.encoder, "reader": text.reader}, asked.work / "text.state", asked)

    def loss_of(step: int) -> torch.Tensor:
        tokens, labels = (part.to(asked.device) for part in text.batch(asked.seed, step, asked.batch))
        with quick(asked.device):
            hidden = text.encoder(tokens).last_hidden_state
        read = text.read(hidden.float(), tokens, step)
        parts = [functional.cross_entropy(score, labels[:, at]) for one in read for at, score in enumerate(one)]
        return torch.stack(parts).sum() / 2

    done = training.run(loss_of)
    text.encoder, text.reader = training.averages["encoder"], training.averages["reader"]
    tokens, labels = (part.to(asked.device) for part in text.batch(asked.seed + 1, UNSEEN, 512))
    print("read rightly off unseen captions:", {k: round(v, 3) for k, v in right(text, tokens, labels).items()})
    if done:
        text.encoder.save_pretrained(str(asked.work / "text_encoder"))


if __name__ == "__main__":
    main()
