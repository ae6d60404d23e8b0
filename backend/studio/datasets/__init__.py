"""Datasets: chosen pictures with words, frozen into a version once something was trained on them."""
