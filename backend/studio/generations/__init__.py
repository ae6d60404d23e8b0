"""Pictures made from words: asked for, drawn with LoRAs, kept with all that is needed to make them again."""
