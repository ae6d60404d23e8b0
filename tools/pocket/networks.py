"""The four parts of the pocket base as diffusers and transformers know them, from their sizes alone."""

from pathlib import Path

from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

TOKENS = 77
WORD_WIDTH = 192
LATENT_CHANNELS = 4
# An end of 0.02 instead of Stable Diffusion's 0.012: next to no signal is left at the last step, so that the colours
# must come from the words.
NOISE = {
    "beta_start": 0.00085,
    "beta_end": 0.02,
    "beta_schedule": "scaled_linear",
    "prediction_type": "v_prediction",
    "num_train_timesteps": 1000,
}


def tokenizer(folder: Path) -> CLIPTokenizer:
    """The tokenizer that tokenizer.py wrote."""
    return CLIPTokenizer.from_pretrained(str(folder))


def text_encoder(words: CLIPTokenizer) -> CLIPTextModel:
    """A CLIP text model of 2 layers, 192 wide: 1.1 M parameters, output (batch, 77, 192)."""
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=len(words),
            hidden_size=WORD_WIDTH,
            intermediate_size=4 * WORD_WIDTH,
            num_hidden_layers=2,
            num_attention_heads=4,
            max_position_embeddings=TOKENS,
            hidden_act="quick_gelu",
            bos_token_id=words.bos_token_id,
            eos_token_id=words.eos_token_id,
            pad_token_id=words.pad_token_id,
            projection_dim=WORD_WIDTH,
        )
    )


def unet(side: int) -> UNet2DConditionModel:
    """The denoiser: 11.0 M parameters, latents (batch, 4, side / 4, side / 4)."""
    return UNet2DConditionModel(
        sample_size=side // 4,
        in_channels=LATENT_CHANNELS,
        out_channels=LATENT_CHANNELS,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        block_out_channels=(64, 128, 192),
        layers_per_block=1,
        cross_attention_dim=WORD_WIDTH,
        attention_head_dim=4,
        norm_num_groups=16,
    )


def vae(side: int) -> AutoencoderKL:
    """The picture encoder and decoder: 4 times smaller, 4 channels, 0.65 M parameters, no attention."""
    return AutoencoderKL(
        in_channels=3,
        out_channels=3,
        down_block_types=("DownEncoderBlock2D",) * 3,
        up_block_types=("UpDecoderBlock2D",) * 3,
        block_out_channels=(16, 32, 64),
        mid_block_add_attention=False,
        layers_per_block=1,
        act_fn="silu",
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=8,
        sample_size=side,
        scaling_factor=1.0,
    )


def scheduler() -> DDIMScheduler:
    """How pictures are sampled; the noise is that of training."""
    return DDIMScheduler(
        **NOISE, clip_sample=False, set_alpha_to_one=False, steps_offset=1, timestep_spacing="trailing"
    )
