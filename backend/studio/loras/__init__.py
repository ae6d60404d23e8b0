"""LoRAs: what was trained of a subject or brought along, its saves, and their files."""
