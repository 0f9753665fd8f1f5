"""The images that peers work on: gray levels as bytes, exactly what `fer` itself is given."""

from pathlib import Path

import numpy as np

IMAGE_SIZE = 48
EXPRESSIONS = 7
BATCHES = 8


def random_batches(batch: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Seeded noise: images, uint8 [batch, 48, 48, 1], and labels, int32 [batch]."""
    random = np.random.default_rng(1)
    return [
        (
            random.integers(0, 256, (batch, IMAGE_SIZE, IMAGE_SIZE, 1), dtype=np.uint8),
            random.integers(0, EXPRESSIONS, batch, dtype=np.int32),
        )
        for _ in range(BATCHES)
    ]


def read_split(folder: str, split: str) -> tuple[np.ndarray, np.ndarray]:
    """One split of a prepared data set: images, uint8 [n, 48, 48, 1], and labels, int32 [n]."""
    images = np.fromfile(Path(folder) / f"{split}.images.bin", dtype=np.uint8)
    labels = np.fromfile(Path(folder) / f"{split}.labels.bin", dtype=np.uint8)
    return images.reshape(-1, IMAGE_SIZE, IMAGE_SIZE, 1), labels.astype(np.int32)


def network_options(options: dict) -> dict:
    """A network's options without the shapes of its input and output, which are the same in every benchmark."""
    shapes = {"height": IMAGE_SIZE, "width": IMAGE_SIZE, "channels": 1, "classes": EXPRESSIONS}
    for name, expected in shapes.items():
        if options.get(name, expected) != expected:
            raise ValueError(f"{name} must be {expected}, got {options[name]}")
    return {name: value for name, value in options.items() if name not in shapes}
