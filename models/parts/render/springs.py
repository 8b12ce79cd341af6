"""Springs lying on their side, as a wire wound along u."""
import numpy as np

from . import materials as m
from .materials import pick
from .part import Part
from .tube import sweep


def helix(turns, pitch, radius, lift, wide=1.0, squeeze=0.8):
    """Points (n, 3) of a coil of `turns`; `wide` scales the far end's radius, ends are closed."""
    steps = int(turns * 44)
    t = np.linspace(0, turns, steps)
    grow = np.ones(steps - 1)
    grow[(t[:-1] < squeeze) | (t[:-1] > turns - squeeze)] = 0.28
    along = np.concatenate([[0], np.cumsum(grow * np.diff(t))]) * pitch
    r = radius * (1 + (wide - 1) * t / turns)
    a = 2 * np.pi * t
    return np.stack([along - along[-1] / 2, r * np.cos(a), r * np.sin(a) + lift], 1)


def hooked(path, radius, lift):
    """A tight coil's path with a half loop at each end."""
    a = np.linspace(0, 1.5 * np.pi, 18)
    loop = np.stack([radius * 0.8 * np.sin(a), radius * 0.8 * np.cos(a), np.full(18, lift)], 1)
    head = path[-1] * [1, 0, 0] + loop + [radius * 0.2, 0, 0]
    tail = path[0] * [1, 0, 0] + loop * [-1, 1, 1] - [radius * 0.2, 0, 0]
    return np.concatenate([tail[::-1], path, head])


def spring(rng):
    """A compression, conical or extension spring, 12 to 60 mm long."""
    wire, index = rng.uniform(0.6, 1.5), rng.uniform(3.0, 6.0)
    radius = wire * index
    style = rng.choice(["open", "open", "cone", "hooks"])
    turns = int(rng.integers(5, 11)) + (8 if style == "hooks" else 0)
    pitch = wire * (2.15 if style == "hooks" else rng.uniform(3.2, 5.2))
    wide = rng.uniform(0.5, 0.7) if style == "cone" else 1.0
    path = helix(turns, pitch, radius, radius + wire, wide, 0.8 if style != "hooks" else 0.0)
    if style == "hooks":
        path = hooked(path, radius, radius + wire)
    reach = np.abs(path[:, :2]).max(0)

    def shape(u, v):
        return sweep(u, v, path, wire)

    stuff = pick(rng, [m.STEEL, m.ZINC, m.STAINLESS, m.BLACK_OXIDE, m.STAINLESS], 0.12)
    return Part("spring", float(np.hypot(*reach)) + wire, 2 * radius + 2 * wire, stuff, shape, False)
