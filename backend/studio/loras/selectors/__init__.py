"""Reads LoRAs: bases of this machine, versions with their saves, what a training would be, and archives."""
