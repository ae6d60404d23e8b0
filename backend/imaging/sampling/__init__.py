"""Drawing pictures from words: schedulers by name, strict LoRAs, previews, and words with choices in them."""
