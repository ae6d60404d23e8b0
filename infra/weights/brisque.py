"""Take the SVM of BRISQUE and the ranges of its features out of the wheel brisque==0.2.0, which breaks on new numpy.

    python brisque.py brisque-0.2.0-py3-none-any.whl <folder to build in>

The ranges lie in a pickle; it is read with an unpickler that knows no class at all.
"""

import io
import json
import pickle
import sys
import zipfile
from pathlib import Path


class Numbers(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name} is not a number")


def main(wheel, target):
    with zipfile.ZipFile(wheel) as archive:
        Path(target, "brisque_svm.txt").write_bytes(archive.read("brisque/models/svm.txt"))
        ranges = Numbers(io.BytesIO(archive.read("brisque/models/normalize.pickle"))).load()
    lines = {"min": ranges["min_"], "max": ranges["max_"]}
    Path(target, "brisque_range.json").write_text(json.dumps(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
