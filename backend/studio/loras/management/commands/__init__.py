"""Commands of LoRAs."""
