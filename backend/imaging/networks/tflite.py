"""Opens a TensorFlow Lite file on the CPU."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from imaging.networks.threads import engine_threads
from imaging.picture import Weights

Tensor = npt.NDArray[np.float32]
LiteNetwork = Callable[[Tensor], list[Tensor]]
"""One float32 input, every output in the order of the file."""


def open_tflite(weights: Weights) -> LiteNetwork:
    """Load the file into LiteRT. Raises MissingWeights when it is absent or altered."""
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_path=str(weights.path()), num_threads=engine_threads())
    interpreter.allocate_tensors()
    entry = interpreter.get_input_details()[0]["index"]
    exits = [detail["index"] for detail in interpreter.get_output_details()]

    def run(tensor: Tensor) -> list[Tensor]:
        interpreter.set_tensor(entry, np.ascontiguousarray(tensor, np.float32))
        interpreter.invoke()
        return [np.asarray(interpreter.get_tensor(index), np.float32) for index in exits]

    return run
