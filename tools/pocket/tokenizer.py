"""Build the tokenizer: `python -m tools.pocket.tokenizer FOLDER`.

A byte-level BPE in CLIP's manner whose merges come from the words of the captions, so that each of them is about one
token. Any other UTF-8 text falls back to bytes: a trigger word is a few tokens that nothing else uses.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import CLIPTokenizer

from .networks import TOKENS
from .people import portrait
from .words import caption, varied

ENTRIES = 1024
BYTES = 256
SPECIALS = ["<|startoftext|>", "<|endoftext|>"]
SPLIT = r"""<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"""
MORE = """photo picture image drawing illustration cartoon avatar of girl boy lady guy human face head shoulders
hair eyes nose mouth ear young old happy serious calm front view left right profile studio outdoor indoor
street park office lake sea sky sun tree flower grass wall light dark bright daylight evening short long
curly wavy straight ponytail braid beard glasses hat cap scarf coat suit tie hoodie sweater blouse skirt
holding looking at camera with and in on under the a an style detailed safe teal green blue cyan navy
lime gold silver blond colour background plain neutral expression"""


def _sentences() -> list[str]:
    rng = np.random.default_rng(0)
    people = [portrait(1, number) for number in range(4000)]
    return [text for one in people for text in (caption(one), varied(one, rng)[0])]


def _merges() -> list[tuple[str, str]]:
    """The merges that a BPE trainer finds, rarest last; bytes that end a word are counted apart."""
    bpe = Tokenizer(models.BPE(end_of_word_suffix="</w>", continuing_subword_prefix=""))
    spaces = normalizers.Replace(Regex(r"\s+"), " ")
    bpe.normalizer = normalizers.Sequence([normalizers.NFC(), spaces, normalizers.Lowercase()])
    split = pre_tokenizers.Split(Regex(SPLIT), behavior="removed", invert=True)
    bpe.pre_tokenizer = pre_tokenizers.Sequence([split, pre_tokenizers.ByteLevel(add_prefix_space=False)])
    trainer = trainers.BpeTrainer(
        vocab_size=ENTRIES - BYTES - len(SPECIALS),
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        end_of_word_suffix="</w>",
        continuing_subword_prefix="",
        min_frequency=20,
        show_progress=False,
    )
    bpe.train_from_iterator([*_sentences(), *(MORE.split() * 30)], trainer)
    found = json.loads(bpe.to_str())["model"]["merges"]
    return [tuple(pair) if isinstance(pair, list) else tuple(pair.split(" ")) for pair in found]


def build(folder: Path) -> CLIPTokenizer:
    """Write tokenizer files to a folder and return the tokenizer. Same captions, same bytes."""
    vocabulary: dict[str, int] = {}
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    for entry in [*alphabet, *(letter + "</w>" for letter in alphabet)]:
        vocabulary[entry] = len(vocabulary)
    kept = []
    for left, right in _merges():
        if left in vocabulary and right in vocabulary:
            kept.append((left, right))
            vocabulary.setdefault(left + right, len(vocabulary))
    for entry in SPECIALS:
        vocabulary[entry] = len(vocabulary)
    # transformers 5 takes the tables themselves, not the names of files
    words = CLIPTokenizer(vocab=vocabulary, merges=kept, model_max_length=TOKENS)
    words.save_pretrained(str(folder))
    # older readers, and other programs, look for these two
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{left} {right}\n" for left, right in kept))
    return words


def main() -> None:
    """Read the command line, build, say what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    words = build(parser.parse_args().folder)
    longest = max(len(words(text).input_ids) for text in _sentences())
    print(f"{len(words)} entries; the longest of 8,000 captions has {longest} tokens of {TOKENS}")
    print(words.convert_ids_to_tokens(words("a photo of ohwx person, café 東京").input_ids))


if __name__ == "__main__":
    main()
