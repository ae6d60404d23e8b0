"""Makes the pictures: pure Python stages and engines that have never heard of Django."""
