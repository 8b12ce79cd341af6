"""From linear light to a photograph: exposure, colour cast, vignette, blur, noise."""
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter


@dataclass
class Film:
    """One photograph's settings; noise is the standard deviation in 0..1, blur in pixels."""

    exposure: float
    cast: np.ndarray
    vignette: float
    noise: float
    blur: float


def random_film(rng, hard=False):
    """Settings of an ordinary photograph; `hard` varies them more, for training."""
    k = 1.8 if hard else 1.0
    warm, green = rng.normal(0, 0.035 * k), rng.normal(0, 0.012 * k)
    cast = np.array([1 + warm, 1 + green, 1 - warm], np.float32)
    return Film(float(np.exp(rng.normal(0, 0.16 * k))), cast, rng.uniform(0.05, 0.35),
                rng.uniform(0.004, 0.013) * k, rng.uniform(0, 0.6) * k)


def develop(linear, film, rng):
    """8-bit sRGB from linear light (h, w, 3)."""
    h, w = linear.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    r2 = ((x / w - 0.5) ** 2 + (y / h - 0.5) ** 2) * 2
    gain = film.exposure / max(0.08, float(np.percentile(linear, 60))) * 0.17
    light = linear * (gain**0.75 * (1 - film.vignette * r2))[..., None] * film.cast
    if film.blur > 0.15:
        light = gaussian_filter(light, (film.blur, film.blur, 0))
    out = encode(filmic(light))
    grey = rng.normal(0, film.noise, (h, w, 1)).astype(np.float32)
    colour = rng.normal(0, film.noise * 0.6, (h, w, 3)).astype(np.float32)
    return (np.clip(out + grey + colour, 0, 1) * 255 + 0.5).astype(np.uint8)


def filmic(x):
    """A film-like curve with a toe and a shoulder (Narkowicz's fit of ACES)."""
    return x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14)


def encode(linear):
    """The sRGB transfer curve."""
    x = np.clip(linear, 0, 1)
    return np.where(x < 0.0031308, 12.92 * x, 1.055 * np.power(np.maximum(x, 1e-6), 1 / 2.4) - 0.055)
