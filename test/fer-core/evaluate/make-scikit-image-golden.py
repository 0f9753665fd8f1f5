"""Writes scikit-image-golden.json: PSNR, SSIM and luma of two small pictures, as scikit-image 0.26 computes them.

    pip install scikit-image && python make-scikit-image-golden.py

The pictures are written by formulas that the test repeats.
"""

import json
from pathlib import Path

import numpy as np
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

WIDTH, HEIGHT = 24, 20


def picture(a: int, b: int, c: int) -> np.ndarray:
    y, x, channel = np.mgrid[0:HEIGHT, 0:WIDTH, 0:3]
    return ((a * x * x + b * x * y + c * y + 37 * channel) % 256).astype(np.uint8)


def luma(pixels: np.ndarray) -> np.ndarray:
    return np.rint(rgb2ycbcr(pixels)[..., 0]).astype(np.uint8)


def ssim(first: np.ndarray, second: np.ndarray, **options) -> float:
    window = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False, "data_range": 255}
    return float(structural_similarity(first, second, **window, **options))


truth = picture(1, 3, 5)
other = np.clip(truth.astype(int) + picture(7, 1, 11).astype(int) // 4 - 32, 0, 255).astype(np.uint8)
golden = {
    "psnrY": float(peak_signal_noise_ratio(luma(truth), luma(other), data_range=255)),
    "ssimY": ssim(luma(truth), luma(other)),
    "psnrRgb": float(peak_signal_noise_ratio(truth, other, data_range=255)),
    "ssimRgb": ssim(truth, other, channel_axis=2),
    "firstLumaRow": luma(truth)[0].tolist(),
}
Path(__file__).with_name("scikit-image-golden.json").write_text(json.dumps(golden, indent=2) + "\n")
