"""LoRAs over HTTP: bases, trainings, versions and their files, imports."""
