"""The catalogue: every engine there is, registered here and nowhere else; a new engine is its file and a line here."""

from imaging.engine import Engine
from imaging.engines.age.age_v1 import age_v1
from imaging.engines.caption.blip import blip
from imaging.engines.caption.blip2 import blip2
from imaging.engines.caption.clip_words import clip_words
from imaging.engines.caption.florence2 import florence2
from imaging.engines.caption.measured import measured_words
from imaging.engines.caption.qwen3_vl import qwen3_vl
from imaging.engines.face_detect.blazeface_mesh import blazeface_mesh
from imaging.engines.face_identity.dlib_resnet import dlib_resnet
from imaging.engines.face_swap.mesh_warp import mesh_warp
from imaging.engines.image_generation.diffusers import diffusers
from imaging.engines.lora_training.diffusers_lora import diffusers_lora
from imaging.engines.person_mask.selfie import selfie
from imaging.engines.quality.measured import measured
from imaging.engines.screen.mobilenet import mobilenet
from imaging.engines.screen.open_nsfw import open_nsfw
from imaging.engines.upscale.photo_x2 import photo_x2

CATALOGUE: tuple[Engine, ...] = (
    blazeface_mesh,
    selfie,
    dlib_resnet,
    age_v1,
    mobilenet,
    open_nsfw,
    measured,
    mesh_warp,
    photo_x2,
    measured_words,
    florence2,
    qwen3_vl,
    clip_words,
    blip,
    blip2,
    diffusers,
    diffusers_lora,
)
"""The first engine of a capability is its default; of content screens all are asked."""
