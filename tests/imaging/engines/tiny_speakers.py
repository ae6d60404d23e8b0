"""Tiny captioners with random weights, saved as the real ones are, so that the engines load them as they load those."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import transformers
from tokenizers import pre_tokenizers
from transformers.models.blip import BlipImageProcessorPil
from transformers.models.clip import CLIPImageProcessorPil
from transformers.models.qwen2_vl import Qwen2VLImageProcessorPil

SMALL = {"height": 32, "width": 32}
LAYERS = {"hidden_size": 32, "intermediate_size": 37, "num_hidden_layers": 2, "num_attention_heads": 4}
EYE = {**LAYERS, "image_size": 32, "patch_size": 8}
CHAT = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{% for c in m.content %}{% if c.type=='image' %}"
    "<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ c.text }}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def letters(kind: type[Any], specials: list[str], **more: Any) -> Any:
    """A tokenizer of a kind without merges: every byte is a token of its own."""
    known = [*specials, *sorted(pre_tokenizers.ByteLevel.alphabet())]
    return kind(vocab={token: number for number, token in enumerate(known)}, merges=[], **more)


def blip(folder: Path) -> None:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[DEC]", "[ENC]", "a", "photo", "of", "man", "smiling"]
    text = {**LAYERS, "vocab_size": len(words), "encoder_hidden_size": 32, "projection_dim": 32}
    text |= {"bos_token_id": 5, "eos_token_id": 3, "pad_token_id": 0, "sep_token_id": 3, "max_position_embeddings": 64}
    config = transformers.BlipConfig(text_config=text, vision_config=EYE, projection_dim=32, image_text_hidden_size=32)
    transformers.BlipForConditionalGeneration(config).save_pretrained(folder)
    tokenizer = transformers.BertTokenizer(vocab={word: number for number, word in enumerate(words)})
    transformers.BlipProcessor(BlipImageProcessorPil(size=SMALL), tokenizer).save_pretrained(folder)


def blip2(folder: Path) -> None:
    end = "</s>"
    tokenizer = letters(
        transformers.GPT2Tokenizer,
        ["<pad>", end, "<image>"],
        pad_token="<pad>",
        bos_token=end,
        eos_token=end,
        unk_token=end,
    )
    text = {"model_type": "opt", "vocab_size": len(tokenizer), "hidden_size": 32, "num_hidden_layers": 2}
    text |= {"num_attention_heads": 4, "ffn_dim": 37, "max_position_embeddings": 256, "word_embed_proj_dim": 32}
    text |= {"bos_token_id": 1, "eos_token_id": 1, "pad_token_id": 0}
    config = transformers.Blip2Config(
        vision_config=EYE,
        qformer_config={**LAYERS, "encoder_hidden_size": 32, "vocab_size": 30},
        text_config=text,
        num_query_tokens=8,
        image_token_index=2,
    )
    transformers.Blip2ForConditionalGeneration(config).save_pretrained(folder)
    eyes = BlipImageProcessorPil(size=SMALL)
    transformers.Blip2Processor(eyes, tokenizer, num_query_tokens=8).save_pretrained(folder)


def florence2(folder: Path) -> None:
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    tokenizer = letters(transformers.RobertaTokenizer, specials, extra_special_tokens={"image_token": "<image>"})
    text = {"model_type": "bart", "vocab_size": len(tokenizer), "d_model": 64, "max_position_embeddings": 1024}
    text |= {
        f"{side}_{name}": size for side in ("encoder", "decoder") for name, size in (("layers", 1), ("ffn_dim", 64))
    }
    text |= {"encoder_attention_heads": 1, "decoder_attention_heads": 1, "bos_token_id": 0, "pad_token_id": 1}
    text |= {"eos_token_id": 2, "decoder_start_token_id": 2, "forced_bos_token_id": 0, "forced_eos_token_id": 2}
    ones = [1, 1, 1, 1]
    vision = {"patch_size": [7, 3, 3, 3], "patch_stride": [4, 2, 2, 2], "patch_padding": [3, 1, 1, 1]}
    vision |= {"patch_prenorm": [False, True, True, True], "depths": ones, "num_heads": ones, "num_groups": ones}
    vision |= {"window_size": 12, "drop_path_rate": 0.0, "embed_dim": [16, 32, 32, 64], "projection_dim": 64}
    config = transformers.Florence2Config(
        text_config=text,
        vision_config=vision,
        image_token_id=tokenizer.convert_tokens_to_ids("<image>"),
        bos_token_id=0,
        pad_token_id=1,
        eos_token_id=2,
    )
    transformers.Florence2ForConditionalGeneration(config).save_pretrained(folder)
    side = {"height": 64, "width": 64}
    eyes = CLIPImageProcessorPil(size=side, crop_size=side, do_center_crop=False)
    eyes.image_seq_length = 5
    # as in the published copies, whose answers are plain text for captions
    parse = {"pure_text": {}}
    more = {"num_additional_image_tokens": 0, "post_processor_config": parse}
    transformers.Florence2Processor(eyes, tokenizer, **more).save_pretrained(folder)


def qwen3_vl(folder: Path) -> None:
    extra = ["<|im_start|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]
    specials = ["<|endoftext|>", "<|im_end|>", *extra]
    tokenizer = letters(transformers.Qwen2Tokenizer, specials, pad_token="<|endoftext|>", eos_token="<|im_end|>")
    tokenizer.add_special_tokens({"additional_special_tokens": extra})
    tokenizer.chat_template = CHAT
    number = tokenizer.convert_tokens_to_ids
    text = {"vocab_size": len(tokenizer), "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2}
    text |= {"num_attention_heads": 2, "num_key_value_heads": 2, "head_dim": 16, "max_position_embeddings": 2048}
    rope: dict[str, Any] = {"rope_type": "default", "mrope_section": [4, 2, 2], "mrope_interleaved": True}
    text["rope_parameters"] = {**rope, "rope_theta": 10000.0}  # type: ignore[assignment]
    vision = {"depth": 2, "hidden_size": 32, "intermediate_size": 64, "num_heads": 2, "patch_size": 8}
    vision |= {"spatial_merge_size": 2, "temporal_patch_size": 2, "out_hidden_size": 32, "num_position_embeddings": 64}
    config = transformers.Qwen3VLConfig(
        text_config=text,
        vision_config={**vision, "deepstack_visual_indexes": [0]},
        image_token_id=number("<|image_pad|>"),
        video_token_id=number("<|video_pad|>"),
        vision_start_token_id=number("<|vision_start|>"),
        vision_end_token_id=number("<|vision_end|>"),
    )
    transformers.Qwen3VLForConditionalGeneration(config).save_pretrained(folder)
    size = {"shortest_edge": 256, "longest_edge": 4096}
    Qwen2VLImageProcessorPil(patch_size=8, merge_size=2, temporal_patch_size=2, size=size).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def clip_words(folder: Path) -> None:
    tokenizer = letters(transformers.CLIPTokenizer, ["<|startoftext|>", "<|endoftext|>"], model_max_length=77)
    text = {**LAYERS, "vocab_size": len(tokenizer), "max_position_embeddings": 77}
    text |= {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 1}
    config = transformers.CLIPConfig(text_config=text, vision_config=EYE, projection_dim=16)
    transformers.CLIPModel(config).save_pretrained(folder)
    eyes = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size=SMALL)
    transformers.CLIPProcessor(eyes, tokenizer).save_pretrained(folder)


MAKERS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "blip": ("blip-image-captioning-large", blip),
    "blip2": ("blip2-opt-2.7b", blip2),
    "florence2": ("Florence-2-large-ft", florence2),
    "qwen3-vl": ("Qwen3-VL-4B-Instruct", qwen3_vl),
    "clip-words": ("clip-vit-large-patch14", clip_words),
}
"""By key of the engine: the name of its folder, and what fills it."""
