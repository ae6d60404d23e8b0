"""What the studio can do, as stages in order: reading this file is reading the product. Each begins with a screen."""

from imaging.picture import Document, Picture
from imaging.stage import Pipeline
from imaging.stages.caption import caption
from imaging.stages.enhance import enhance
from imaging.stages.enlarge import enlarge
from imaging.stages.generate import generate
from imaging.stages.identify import identify
from imaging.stages.inspect import inspect
from imaging.stages.score import score
from imaging.stages.screen import screen
from imaging.stages.screen_pair import screen_pair
from imaging.stages.screen_words import screen_words
from imaging.stages.swap import swap
from imaging.stages.train_lora import train_lora
from imaging.stages.weigh import weigh

SCREENING = Pipeline("screening", takes={"photo": Picture}, stages=(screen,))
"""All that may look at a photo before there is consent."""

REPORT = Pipeline(
    "report",
    takes={"photo": Picture, "chosen": int | None, "synthetic": bool},
    stages=(screen, inspect, identify),
    skippable=frozenset({"identify"}),
)
"""What a photographer is told about a photo; identify is left out for targets, whose likeness is nobody's business."""

SWAP = Pipeline(
    "swap",
    takes={"source": Picture, "target": Picture, "source_face": int | None, "target_face": int | None},
    stages=(screen_pair, swap, enhance, score),
    skippable=frozenset({"enhance"}),
)
"""One source onto one target."""

CAPTION = Pipeline(
    "caption",
    takes={"photo": Picture},
    stages=(screen, weigh, caption),
    skippable=frozenset({"weigh", "caption"}),
)
"""Words and scores for one picture of a dataset."""

GENERATE = Pipeline(
    "generate",
    takes={"prompt": str, "negative": str, "picture": dict, "loras": list},
    stages=(screen_words, generate),
)
"""One picture from words; the words are screened before, the picture after."""

ENLARGE = Pipeline("enlarge", takes={"photo": Picture}, stages=(screen, enlarge))
"""One generated picture, larger."""

TRAIN = Pipeline(
    "train",
    takes={
        "pictures": list[Picture],
        "captions": list[str],
        "base": str,
        "trigger": str,
        "title": str,
        "licence": str,
        "step": int,
        "state": Document | None,
        "begin_from": Document | None,
    },
    stages=(train_lora,),
)
"""A LoRA, save by save: each goes on from the one before. The stage screens all that it takes and gives."""

PIPELINES = (SCREENING, REPORT, SWAP, CAPTION, GENERATE, ENLARGE, TRAIN)
