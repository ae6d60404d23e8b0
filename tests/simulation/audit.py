"""What must hold after every history."""

from __future__ import annotations

from simulation.rows import Item, Run
from simulation.world import Simulation
from studio.runs.leasing import rules
from studio.runs.models import FINISHED, SETTLED, ItemStatus


def audit(history: Simulation) -> list[str]:
    """Sentences about what does not hold; none when all is well."""
    return [f"run {run.id}: {sentence}" for run in history.runs for sentence in _of_run(run)]


def _of_run(run: Run) -> list[str]:
    items = [item for stage in run.stages for item in stage.items]
    if run.status not in FINISHED:
        return [f"never ended: {run.status}"]
    wrong = [sentence for item in items for sentence in _of_item(item)]
    if run.captured + run.released != run.held:
        wrong.append(f"{run.captured} charged and {run.released} given back of {run.held}")
    return wrong


def _of_item(item: Item) -> list[str]:
    wrong = []
    if item.status not in SETTLED:
        wrong.append(f"ended with picture {item.index} unsettled")
    if item.results > 1 or item.captured > 1:
        wrong.append(f"picture {item.index} was made or charged twice")
    if (item.results == 1) != (item.status == ItemStatus.DONE):
        wrong.append(f"picture {item.index} is {item.status} with {item.results} results")
    if item.code == "engine_crashed" and item.crashes != rules.CRASHES_ALLOWED + 1:
        wrong.append(f"picture {item.index} was set aside after {item.crashes} crashes")
    if item.nature == "good" and item.code not in ("", "engine_crashed", "not_reached"):
        wrong.append(f"a good picture failed as {item.code}")
    return wrong
