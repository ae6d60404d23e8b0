"""Writes a picture that we made, marked as such: the only way a stage may write one.

The mark is IPTC's DigitalSourceType in XMP (IPTC Photo Metadata Standard 2021.1 and later), which is what search
engines and social networks read to label a picture as made with AI.
"""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import Path

from PIL import Image

from imaging.picture import Picture, Pixels

QUALITY = 95

NEWSCODES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class DigitalSource(Enum):
    """How a picture came about, in the words of IPTC's NewsCodes."""

    COMPOSITE_WITH_AI = NEWSCODES + "compositeWithTrainedAlgorithmicMedia"
    """A photograph of which a part was made by a trained model: a swap, and its enlargement."""
    MADE_BY_AI = NEWSCODES + "trainedAlgorithmicMedia"
    """All of it was made by a trained model: a generation from a prompt."""


PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<Iptc4xmpExt:DigitalSourceType>{source}</Iptc4xmpExt:DigitalSourceType>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""

MARK = re.compile(rb"Iptc4xmpExt:DigitalSourceType\s*(?:=\s*[\"']|>)\s*([^\"'<\s]+)")


def develop(pixels: Pixels, path: Path, *, made_by: DigitalSource) -> Picture:
    """Write ``[height, width, 3]`` as JPEG quality 95 without chroma subsampling, with the mark and no other metadata.

    The file appears under its name only when it is whole, so no unmarked or half-written picture ever has that name.
    """
    unfinished = path.with_name(path.name + ".part")
    Image.fromarray(pixels).save(
        unfinished,
        "JPEG",
        quality=QUALITY,
        subsampling=0,
        optimize=True,
        xmp=PACKET.format(source=made_by.value).encode(),
    )
    os.replace(unfinished, path)
    return Picture(path)


def read_mark(path: Path) -> DigitalSource | None:
    """The mark of a JPEG file, or None when it has none that we know."""
    with Image.open(path, formats=["JPEG"]) as file:
        found = MARK.search(file.info.get("xmp", b""))
    if found is None:
        return None
    return next((source for source in DigitalSource if source.value.encode() == found.group(1)), None)
