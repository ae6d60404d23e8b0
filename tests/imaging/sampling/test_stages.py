"""The stages of GENERATE with a real tiny base and the real screens: refused, shown on the way, marked."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from imaging.capabilities import IMAGE_GENERATION, SCREEN, ScreenScore
from imaging.engine import NoOptions, engine
from imaging.engines import CATALOGUE
from imaging.errors import ContentRefused
from imaging.formats.marked import DigitalSource, read_mark
from imaging.picture import Pixels
from imaging.pipelines import GENERATE
from imaging.progress import Progress
from imaging.sampling import glimpse
from imaging.stage import Choice, Context, Rack

PICTURE = {"base": "tiny-sd", "seed": 3, "width": 64, "height": 64}
ASKED: dict[str, Any] = {"prompt": "a photo of ohwx", "negative": "", "picture": PICTURE, "loras": []}
CHOICES = {IMAGE_GENERATION.key: Choice("stable-diffusion", {"steps": 4})}


class Eye:
    """Sees what is shown."""

    def __init__(self) -> None:
        self.seen = list[bytes]()

    def heard(self, fraction: float, message: str) -> None:
        """Look, not listen."""

    def glimpsed(self, picture: bytes) -> None:
        self.seen.append(picture)

    def wants_to_stop(self) -> bool:
        return False


@contextmanager
def strict(_options: NoOptions) -> Iterator[Any]:
    """Refuses everything."""

    class Strict:
        def screen(self, picture: Pixels) -> ScreenScore:
            return ScreenScore(explicit=1.0, labels={"refused": 1.0})

    yield Strict()


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glimpse, "SECONDS", 0.0)
    monkeypatch.setattr(glimpse, "SHARE", 1.0)


@pytest.fixture
def generate(tmp_path: Path) -> Callable[..., tuple[dict[str, Any], Eye]]:
    def run(*, refusing: bool = False, **asked: Any) -> tuple[dict[str, Any], Eye]:
        product = [one for one in CATALOGUE if one.opener.__module__.startswith("imaging.")]
        extra = [engine("strict", "Strict", does=SCREEN, licence="none")(strict)] if refusing else []
        eye = Eye()
        with Rack([*extra, *product]) as rack:
            ctx = Context(rack, tmp_path, Progress(eye), CHOICES)
            known = {**ASKED, **asked}
            try:
                for stage in GENERATE.stages:
                    known |= stage.perform(ctx, **known)
            finally:
                known["eye"] = eye
        return known, eye

    return run


def test_a_picture_is_made_marked_and_told_of(generate: Any, often: None) -> None:
    known, eye = generate()
    assert read_mark(known["picture"].path) is DigitalSource.MADE_BY_AI
    assert known["made_with"]["device"] == "cpu"
    assert len(eye.seen) == 3
    assert Image.open(io.BytesIO(eye.seen[0])).size == (64, 64)


def test_the_same_wish_makes_the_same_file(generate: Any) -> None:
    files = [generate()[0]["picture"].path.read_bytes() for _ in range(2)]
    assert files[0] == files[1]


def test_what_is_refused_is_neither_kept_nor_shown_on_the_way(
    generate: Any, often: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = list[bytes]()
    monkeypatch.setattr(Eye, "glimpsed", lambda self, picture: shown.append(picture))
    with pytest.raises(ContentRefused, match="The picture was refused"):
        generate(refusing=True)
    assert not shown
    assert not list(tmp_path.glob("*.jpg"))


def test_words_are_refused_before_an_engine_sees_them(generate: Any) -> None:
    with pytest.raises(ContentRefused, match="The prompt was refused"):
        generate(prompt="a nude portrait", picture={**PICTURE, "base": "a base that nobody could open"})
