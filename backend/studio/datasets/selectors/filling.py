"""What a caption is by a dataset's rule: the template, filled with what an engine said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from imaging.capabilities import Description, Part
from imaging.captions import looks, template
from imaging.errors import UnusableInput
from imaging.screening.examine import SAFE
from studio.datasets.errors import TemplateRefused
from studio.datasets.models import Dataset, DatasetItem

EXAMPLE: Mapping[str, Any] = {
    "sentence": "head and shoulders, smiling, blue jacket, plain grey background",
    "parts": {
        "features": "brown hair",
        "clothing": "blue jacket",
        "pose": "head and shoulders, smiling",
        "location": "plain grey background",
    },
}
"""What is said where no engine has said anything yet."""


def filled(dataset: Dataset, said: Mapping[str, Any]) -> str:
    """The dataset's template with these words in it; identity words are left out unless it asks for them."""
    parts = {Part(part): text for part, text in said.get("parts", {}).items()}
    words = template.filled(
        dataset.template,
        trigger=dataset.subject.trigger_word,
        said=Description(said.get("sentence", ""), parts),
        rating=SAFE,
        looks=dataset.looks,
    )
    return words if dataset.looks else looks.without_looks(words)


def preview(dataset: Dataset, *, rule: str, describe_identity: bool) -> tuple[str, UUID | None]:
    """What the first caption would be by another rule, and whose picture that is. Raises TemplateRefused (422)."""
    require_fillable(rule)
    item = DatasetItem.objects.filter(dataset=dataset).exclude(said=None).order_by("number").first()
    tried = Dataset(subject=dataset.subject, template=rule, looks=describe_identity)
    return filled(tried, (item.said or EXAMPLE) if item else EXAMPLE), item.id if item else None


def require_fillable(text: str) -> None:
    """Raise TemplateRefused (422) for a template that asks for what no caption has."""
    try:
        template.checked(text)
    except UnusableInput as problem:
        raise TemplateRefused(f"{problem.message} Nothing was changed.") from problem
