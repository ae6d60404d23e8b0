"""What the pocket base's programs draw and what they say about it, without torch and without the renderer."""

import numpy as np
import pytest
from tools.pocket import drawing, palette, people, words

SOME = [people.portrait(1, number) for number in range(300)]


def test_a_portrait_depends_on_its_seed_and_number_alone() -> None:
    assert people.portrait(1, 17) == SOME[17]
    assert people.portrait(2, 17) != SOME[17]


@pytest.mark.parametrize("name", palette.NAMES)
def test_a_shade_has_its_own_word(name: str) -> None:
    rng = np.random.default_rng(5)
    shades = [palette.shade(name, rng) for _ in range(30)]
    anchors = palette.lab(np.stack([palette.channels(colour) for colour in palette.ANCHORS.values()]))
    own = palette.lab(np.stack([palette.channels(shade) for shade in shades]))
    nearest = ((own[:, None] - anchors) ** 2).sum(-1).argmin(1)
    assert {palette.NAMES[at] for at in nearest} == {name}
    assert len(set(shades)) > 1


def test_a_full_caption_says_all_that_can_be_changed() -> None:
    one = next(one for one in SOME if one.glasses and not one.place)
    text = words.caption(one)
    said = {one.framing, one.noun, one.hair_style, one.skin_name, one.glasses, one.clothes, one.ground_name}
    assert all(word in text for word in said)
    assert words.BLOND.get(one.hair_name, one.hair_name) in text


def test_a_subject_is_called_by_its_trigger_and_not_described() -> None:
    for number in range(16):
        text = words.caption(people.subject(77, number, "ohwx"))
        assert " of ohwx person" in text
        assert "hair" not in text
        assert "glasses" not in text


def test_labels_are_the_words_that_the_caption_states() -> None:
    rng = np.random.default_rng(3)
    empty = 0
    for one in SOME:
        text, said = words.varied(one, rng)
        empty += not text
        for kind, word in said.items():
            assert (words.BLOND.get(word, word) if kind == "hair_name" else word) in text, (kind, text)
        labels = words.numbers(said)
        assert [at > 0 for at in labels] == [kind in said for kind in words.SAID]
        assert all(label < size for label, size in zip(labels, words.sizes(), strict=True))
    assert 0 < empty < len(SOME) / 4


def test_every_place_and_every_pair_of_glasses_can_be_drawn() -> None:
    for place in people.PLACES:
        first = drawing.ground(place, "", np.random.default_rng(1))
        assert first == drawing.ground(place, "", np.random.default_rng(1))
        assert "<" in first
    drawn = {drawing.glasses(kind, "202020") for kind in ["", *people.GLASSES]}
    assert len(drawn) == 1 + len(people.GLASSES)
