"""How the model is drawn: every label and type has a look that names declared properties only."""

from __future__ import annotations

import re

import pytest

from graph import looks, model


def test_every_label_and_type_has_a_look() -> None:
    assert looks.NODES.keys() == model.labels()
    assert looks.RELATIONSHIPS.keys() == looks.RELATIONSHIPS_IN_ENGLISH.keys() == model.relationship_types()


@pytest.mark.parametrize(
    ("name", "caption"),
    [
        *((name, look.caption) for name, look in looks.NODES.items()),
        *looks.RELATIONSHIPS.items(),
        *looks.RELATIONSHIPS_IN_ENGLISH.items(),
    ],
)
def test_a_caption_names_declared_properties(name: str, caption: str) -> None:
    assert set(re.findall(r"{(\w+)}", caption)) <= model.properties(name)
    # the parser of GraSS cuts at these
    assert not {":", ";", '"', "'"} & set(caption)


@pytest.mark.parametrize("look", looks.NODES.values(), ids=looks.NODES)
def test_words_can_be_read_on_their_colour(look: looks.Look) -> None:
    light, dark = sorted((_luminance(look.color), _luminance(look.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_no_two_labels_look_the_same() -> None:
    assert len({look.color for look in looks.NODES.values()}) == len(looks.NODES)


def _luminance(color: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
