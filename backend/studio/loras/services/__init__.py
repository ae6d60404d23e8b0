"""Writes LoRAs: starts trainings, keeps what they make, brings foreign files in, changes and deletes."""

from studio.loras.services.changing import change, delete, delete_save
from studio.loras.services.importing import bring
from studio.loras.services.starting import go_on, start

__all__ = ["bring", "change", "delete", "delete_save", "go_on", "start"]
