"""What the pre-flight says of a training, in sentences; pure functions of what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from imaging.captions import tokens
from imaging.errors import ImagingError
from imaging.screening import words
from imaging.training.bases import Card
from imaging.training.exporting import LARGEST
from imaging.training.forecast import Forecast
from imaging.training.recipe import LoraRecipe, Optimizer

Level = Literal["ok", "warn", "refuse"]
FEWEST = 2
"""Of one picture a LoRA can only be a copy."""
FEW, MANY = 12, 200
SAVES = 200
"""More save points than anybody compares."""
SEEN_LITTLE, SEEN_OFTEN = 15, 400
"""How often each picture is looked at: less teaches little, more teaches by heart."""
LONG_HOURS = 12
LARGE_CARD_GB = 24
STEP = "{trigger}"


@dataclass(frozen=True)
class Finding:
    """One sentence; ``option`` is the option it is about, empty for none."""

    level: Level
    code: str
    sentence: str
    option: str = ""


@dataclass(frozen=True)
class Learned:
    """A picture of the dataset as far as a training cares."""

    caption: str
    pending: bool
    width: int
    height: int


def of_pictures(pictures: Sequence[Learned], trigger: str) -> Iterator[Finding]:
    """On the number of pictures and their captions."""
    count = len(pictures)
    if count < FEWEST:
        said = "No picture of this dataset is kept." if not count else "A LoRA of one picture can only copy it."
        yield Finding("refuse", "pictures", f"{said} Keep or add some; 20 to 40 are a good number.")
    elif count < FEW:
        yield Finding("warn", "pictures", f"{count} pictures are few: it may copy them. 20 to 40 are a good number.")
    elif count > MANY:
        yield Finding("warn", "pictures", f"{count} pictures need many steps. 20 to 40 of the best are often better.")
    else:
        yield Finding("ok", "pictures", f"{count} pictures to learn from.")
    yield from _of_captions(pictures, trigger)


def _of_captions(pictures: Sequence[Learned], trigger: str) -> Iterator[Finding]:
    if pending := sum(picture.pending for picture in pictures):
        yield Finding("refuse", "captions", f"{_many(pending)} still being checked. Wait until they are.")
    if silent := sum(not picture.caption.strip() for picture in pictures):
        yield Finding("refuse", "captions", f"{_many(silent)} without a caption. Write it, or reject them.")
    said = [picture.caption for picture in pictures if picture.caption.strip()]
    if missing := sum(trigger.lower() not in caption.lower() for caption in said):
        yield Finding("warn", "captions", f"{_many(missing)} captioned without {trigger}: the word learns less.")
    if long := sum(tokens.estimate(caption) > tokens.LIMIT for caption in said):
        yield Finding("warn", "tokens", f"{_many(long)} captioned longer than the base reads. Shorten the ends.")


def _many(count: int) -> str:
    return "1 picture is" if count == 1 else f"{count} pictures are"


def of_base(card: Card | None, key: str) -> Iterator[Finding]:
    """On the base."""
    if card is None:
        yield Finding("refuse", "base", f"The base {key} is not on this machine. Choose another.")
    elif card.why_not:
        yield Finding("refuse", "base", f"{card.label} cannot be used. {card.why_not}")
    else:
        assert card.family is not None
        yield Finding("ok", "base", f"{card.label}, {card.family.name}. Licence: {card.licence}.")


def of_sizes(pictures: Sequence[Learned], recipe: LoraRecipe, card: Card) -> Iterator[Finding]:
    """On the resolution, against the pictures and the base."""
    size = recipe.resolution
    small = sum(picture.width * picture.height < size * size for picture in pictures)
    if small:
        yield Finding(
            "warn", "resolution", f"{_many(small)} smaller than {size} px and will look soft.", option="resolution"
        )
    if card.resolution and not 0.5 <= size / card.resolution <= 1.5:
        yield Finding(
            "warn",
            "resolution",
            f"{card.label} draws at {card.resolution} px; at {size} px it learns little.",
            option="resolution",
        )
    elif not small:
        yield Finding("ok", "resolution", f"Every picture has enough pixels for {size} px.")


def of_steps(recipe: LoraRecipe, steps: Sequence[int], pictures: int) -> Iterator[Finding]:
    """On the number of steps and saves; ``steps`` are those that are saved."""
    seen = recipe.steps * recipe.batch * recipe.accumulation / max(1, pictures)
    if len(steps) > SAVES:
        yield Finding(
            "refuse", "steps", f"{len(steps)} save points are more than {SAVES}. Save less often.", option="save_every"
        )
    if seen > SEEN_OFTEN:
        yield Finding(
            "warn",
            "steps",
            f"Each picture is seen {seen:,.0f} times: it may be copied. Fewer steps do.",
            option="steps",
        )
    elif seen < SEEN_LITTLE:
        yield Finding("warn", "steps", f"Each picture is seen {seen:,.0f} times: little is learned.", option="steps")
    else:
        yield Finding("ok", "steps", f"Each picture is seen about {seen:,.0f} times.")
    if recipe.optimizer is Optimizer.ADAMW_8BIT:
        yield Finding("warn", "optimizer", "AdamW 8-bit needs an NVIDIA card where it trains.", option="optimizer")


def of_words(recipe: LoraRecipe, pictures: Sequence[Learned], trigger: str) -> Iterator[Finding]:
    """On all words that are learned or drawn: what may not be is refused here already."""
    said = {"prompts": recipe.prompts, "prior_prompt": (recipe.prior_prompt,)}
    for option, texts in said.items():
        if why := _why_refused(texts):
            yield Finding("refuse", "prompts", why, option=option)
    if why := _why_refused([trigger, *(picture.caption for picture in pictures)]):
        yield Finding("refuse", "captions", why.replace("The prompt", "A caption"))
    if recipe.prompts and not any(STEP in prompt for prompt in recipe.prompts):
        yield Finding("warn", "prompts", f"No sample prompt says {STEP}, so no sample shows it.", option="prompts")


def _why_refused(texts: Iterable[str]) -> str:
    try:
        for text in texts:
            words.refuse_words(text)
    except ImagingError as problem:
        return problem.message
    return ""


def of_forecast(told: Forecast, seconds: float) -> Iterator[Finding]:
    """On time, memory and the file."""
    hours = seconds / 3600
    said = f"It takes about {_time(seconds)}, {'as measured here' if told.measured else 'by a rough guess'}."
    if hours > LONG_HOURS:
        yield Finding("warn", "time", f"{said} Fewer steps or a smaller resolution are quicker.", option="steps")
    else:
        yield Finding("ok", "time", said)
    memory = f"On a graphics card it needs about {told.vram_gb:.0f} GB."
    large = told.vram_gb > LARGE_CARD_GB
    advice = " Gradient checkpointing or a smaller batch need less."
    yield Finding(
        "warn" if large else "ok", "vram", memory + (advice if large else ""), "checkpointing" if large else ""
    )
    megabytes = told.file_size / 1_000_000
    if told.file_size > LARGEST:
        yield Finding(
            "refuse", "file_size", f"Its file would have {megabytes:.0f} MB and may have 100. Lower the rank.", "rank"
        )
    else:
        yield Finding("ok", "file_size", f"Each file has about {max(0.1, megabytes):.1f} MB.")


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{max(10, round(seconds, -1)):.0f} seconds"
    return f"{seconds / 60:.0f} minutes" if seconds < 5400 else f"{seconds / 3600:.1f} hours"


def of_credits(price: int, balance: int) -> Iterator[Finding]:
    """On what it costs."""
    if price > balance:
        yield Finding("refuse", "credits", f"This needs {price} credits and {balance} are free.")
