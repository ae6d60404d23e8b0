"""Opens an ONNX file on the CPU."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from imaging.networks.threads import engine_threads
from imaging.picture import Weights

Tensor = npt.NDArray[np.float32]
OnnxNetwork = Callable[[Tensor], Tensor]
"""One float32 input, the first output; both batched as the file says."""


def open_onnx(weights: Weights) -> OnnxNetwork:
    """Load the file into onnxruntime. Raises MissingWeights when it is absent or altered."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = engine_threads()
    options.inter_op_num_threads = 1
    # The weights are stored as uint8 or float16 and widened once when the file is opened; ORT warns about each of them.
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(weights.path()), options, providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0].name

    def run(tensor: Tensor) -> Tensor:
        outputs = session.run(None, {entry: np.ascontiguousarray(tensor, np.float32)})
        return np.asarray(outputs[0], np.float32)

    return run
