"""The LoRA trainer: what every family of base models shares, and in ``families`` what each does its own way."""
