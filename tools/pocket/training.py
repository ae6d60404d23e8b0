"""What the three trainings share: device, learning rate, running average, state that resumes exactly, a log.

All that is random in step n is drawn from a generator made of the seed and n. A stopped training therefore goes on as
if it had not been stopped, on the same machine to the bit (one thread, or CUDA with the same kernels).
"""

import argparse
import copy
import json
import math
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import numpy as np
import torch
from torch import nn

SAVE_SECONDS = 120.0
LOG_STEPS = 50


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The options that every training has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path, help="folder with the data, the states and what is made")
    parser.add_argument("--steps", type=int, required=True, help="train up to this step, counted from the start")
    parser.add_argument("--finish", type=int, default=0, help="then lower the rate to nothing over so many more steps")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop and save after so long; resume at will")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=1)
    return parser


def quick(device: str) -> AbstractContextManager[object]:
    """bfloat16 where the machine computes in it; elsewhere it would be slower than float32."""
    flags = Path("/proc/cpuinfo")
    fast = torch.device(device).type != "cpu" or (flags.is_file() and "avx512_bf16" in flags.read_text())
    return torch.autocast(torch.device(device).type, dtype=torch.bfloat16, enabled=fast)


def dice(seed: int, step: int) -> tuple[np.random.Generator, torch.Generator]:
    """The generators of one step."""
    return np.random.default_rng([seed, step]), torch.Generator().manual_seed(seed * 1_000_003 + step)


class Training:
    """Networks that learn, their optimizer, their running average, and the file they resume from."""

    def __init__(self, networks: dict[str, nn.Module], state: Path, asked: argparse.Namespace, warmup: int = 200):
        torch.set_num_threads(asked.threads)
        self.networks = {name: network.to(asked.device) for name, network in networks.items()}
        self.averages = {name: copy.deepcopy(network).eval() for name, network in networks.items()}
        for network in self.averages.values():
            network.requires_grad_(False)
        self.state, self.asked, self.warmup, self.step = state, asked, warmup, 0
        every = [weight for network in networks.values() for weight in network.parameters()]
        self.learning = [weight for weight in every if weight.requires_grad]
        self.optimizer = torch.optim.AdamW(self.learning, lr=asked.rate, betas=(0.9, 0.99), weight_decay=0.01)
        self.losses: list[float] = []
        if state.is_file():
            self._load()

    def _load(self) -> None:
        kept = torch.load(self.state, map_location=self.asked.device, weights_only=True)
        for name, network in self.networks.items():
            network.load_state_dict(kept["networks"][name])
            self.averages[name].load_state_dict(kept["averages"][name])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.step = int(kept["step"])
        print(f"resumed {self.state.name} at step {self.step}", flush=True)

    def save(self) -> None:
        """Write the state under its name in one piece."""
        part = self.state.with_suffix(".part")
        kept = {
            "networks": {name: network.state_dict() for name, network in self.networks.items()},
            "averages": {name: network.state_dict() for name, network in self.averages.items()},
            "optimizer": self.optimizer.state_dict(),
            "step": self.step,
        }
        torch.save(kept, part)
        os.replace(part, self.state)

    def _rate(self) -> float:
        """Warm up, stay, and over the last `finish` steps go down to nothing."""
        left = self.asked.steps + self.asked.finish - self.step
        down = left / self.asked.finish if self.asked.finish and left < self.asked.finish else 1.0
        return float(self.asked.rate * min(1.0, (self.step + 1) / self.warmup) * down)

    def _learn(self, loss: torch.Tensor) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = self._rate()
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.learning, 1.0)
        self.optimizer.step()
        self.step += 1
        keep = min(0.999, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, network in self.networks.items():
                mean, now = list(self.averages[name].parameters()), list(network.parameters())
                torch._foreach_lerp_(mean, now, 1 - keep)
        self.losses.append(float(loss.detach()))

    def _log(self, since: float, first: int) -> None:
        speed = (self.step - first) * self.asked.batch / (time.monotonic() - since)
        mean = float(np.mean(self.losses[-LOG_STEPS:]))
        print(json.dumps({"step": self.step, "loss": round(mean, 5), "samples_s": round(speed, 1)}), flush=True)

    def run(self, loss_of: Callable[[int], torch.Tensor]) -> bool:
        """Train; `loss_of(step)` gives the loss of a step. True when all asked steps are done.

        The state file holds the constant-rate part only: the steps of `finish` are made anew each time, so that a
        longer training can go on from before them.
        """
        started = saved = time.monotonic()
        first, trunk, last = self.step, self.asked.steps, self.asked.steps + self.asked.finish
        while self.step < last:
            now = time.monotonic()
            if self.step < trunk and now - started > 60 * self.asked.minutes:
                break
            self._learn(loss_of(self.step))
            if self.step % LOG_STEPS == 0:
                self._log(started, first)
            if self.step == trunk or (self.step < trunk and now - saved > SAVE_SECONDS):
                self.save()
                saved = now
        if self.step < trunk:
            self.save()
        return self.step >= last
