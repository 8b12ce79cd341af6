"""Training pictures in memory, and random square views of them with their boxes."""
import json
from pathlib import Path

import numpy as np
from PIL import Image

from render.layout import CLASSES


def load(folder):
    """All pictures of a folder: PIL images, and arrays (m, 5) of class, x0, y0, x1, y1 in pixels."""
    images, boxes = [], []
    for line in open(Path(folder) / "index.jsonl"):
        entry = json.loads(line)
        images.append(Image.open(Path(folder) / entry["file"]).convert("RGB"))
        rows = [[CLASSES.index(c), x, y, x + w, y + h] for c, x, y, w, h in entry["items"]]
        boxes.append(np.array(rows, np.float32).reshape(-1, 5))
    return images, boxes


def orient(image, rows, rng):
    """One of the eight ways to turn and mirror a picture taken from above."""
    w, h = image.size
    out = rows.copy()
    if rng.random() < 0.5:
        image, out[:, [1, 3]] = image.transpose(Image.FLIP_LEFT_RIGHT), w - rows[:, [3, 1]]
    if rng.random() < 0.5:
        image, out[:, [2, 4]] = image.transpose(Image.FLIP_TOP_BOTTOM), h - out[:, [4, 2]]
    if rng.random() < 0.5:
        image, out[:, 1:] = image.transpose(Image.TRANSPOSE), out[:, [2, 1, 4, 3]]
    return image, out


def window(image, rows, side, scale, left, top):
    """A side x side view: pixel p of the result shows p / scale + (left, top); grey outside."""
    view = image.transform((side, side), Image.AFFINE, (1 / scale, 0, left, 0, 1 / scale, top),
                           Image.BILINEAR, fillcolor=(114, 114, 114))
    out = rows.copy()
    out[:, [1, 3]] = (rows[:, [1, 3]] - left) * scale
    out[:, [2, 4]] = (rows[:, [2, 4]] - top) * scale
    return view, clip(out, side)


def clip(rows, side, least=0.3):
    """Boxes cut at the frame; dropped when less than `least` of the area or 4 pixels remain."""
    cut = rows.copy()
    cut[:, 1:] = np.clip(rows[:, 1:], 0, side)
    size = cut[:, 3:] - cut[:, 1:3]
    whole = (rows[:, 3:] - rows[:, 1:3]).prod(1)
    return cut[(size.prod(1) > least * whole) & (size.min(1) > 4)]


def crop(image, rows, side, full, rng):
    """A random view at the scale that would fit the picture into `full` pixels, varied."""
    image, rows = orient(image, rows, rng)
    w, h = image.size
    scale = full / max(w, h) * np.exp(rng.uniform(-0.42, 0.25))
    room = np.array([w, h]) - side / scale
    left, top = np.minimum(room, 0) * rng.random(2) + np.maximum(room, 0) * rng.random(2)
    return window(image, rows, side, scale, left, top)


def fit(image, rows, side, rng):
    """The whole picture letterboxed, turned at random."""
    image, rows = orient(image, rows, rng)
    w, h = image.size
    scale = side / max(w, h) * (1 if rng.random() < 0.5 else rng.uniform(0.75, 1.2))
    return window(image, rows, side, scale, (w - side / scale) / 2, (h - side / scale) / 2)


def tint(pixels, rng):
    """Random gamma, brightness, colour cast, now and then no colour: uint8 (h, w, 3) to (3, h, w) 0..1."""
    curve = np.power(np.arange(256) / 255, np.exp(rng.normal(0, 0.22))) * rng.uniform(0.8, 1.2)
    gains = 1 + rng.normal(0, 0.06, 3)
    curves = np.clip(curve * gains[:, None], 0, 1).astype(np.float32)
    x = np.stack([np.take(curves[c], pixels[..., c]) for c in range(3)])
    return np.repeat(x.mean(0, keepdims=True), 3, 0) if rng.random() < 0.12 else x
