"""Things on the bench that are no class: they must not be found."""
import numpy as np

from . import materials as m
from . import sdf
from .materials import Material, pick
from .noise import Lattice, smoothstep
from .part import Field, Part
from .tube import sweep


def coin(rng):
    """A coin with a raised rim and a blurred relief."""
    r, noise = rng.uniform(8, 12.5), Lattice(rng)

    def shape(u, v):
        d = np.hypot(u, v) - r
        relief = noise.fbm(u / 2.4, v / 2.4, 3) * smoothstep(-1.6, -2.6, d) * 0.55
        rim = 0.3 * smoothstep(-1.5, -1.1, d)
        return Field(d, 1.7 + rim + relief - sdf.bevel(d, 0.35))

    return Part("", r, 1.8, pick(rng, [m.COPPER, m.BRASS, m.ZINC], 0), shape)


def rubber_ring(rng):
    """An O-ring: round like a washer, but black or red rubber of round section."""
    r, w = rng.uniform(4, 13), rng.uniform(0.9, 1.8)
    stuff = m.RUBBER if rng.random() < 0.7 else Material((0.34, 0.05, 0.03), 0.5, 0.0)

    def shape(u, v):
        d = np.abs(np.hypot(u, v) - r) - w
        return Field(d, w + np.sqrt(np.maximum(w * w - (d + w) ** 2, 0)))

    return Part("", r + w, 2 * w, stuff, shape)


def clip_path():
    """The three bends of a paper clip (mm)."""
    def arc(x, y, r, a, b):
        t = np.linspace(a, b, 14)
        return np.stack([x + r * np.cos(t), y + r * np.sin(t)], 1)

    h = np.pi / 2
    p = np.concatenate([[[-6, 2.4]], arc(11, 0, 2.4, h, -h), arc(-9, 0.4, 2.8, -h, -3 * h)[:],
                        arc(13, 0.4, 2.8, h, 0), arc(13, 0.0, 3.4, 0, -h), [[-3, -3.4]]])
    return np.concatenate([p, np.full((len(p), 1), 0.7)], 1)


def paper_clip(rng):
    """A paper clip, bare or coloured."""
    colours = [m.STAINLESS, m.COPPER] + [Material(tuple(rng.uniform(0.02, 0.55, 3)), 0.35, 0.0)] * 2
    path = clip_path()
    return Part("", 17.5, 1.4, pick(rng, colours, 0), lambda u, v: sweep(u, v, path, 0.55), False)


def wire(rng):
    """A loose piece of copper or insulated wire."""
    n, t = 60, np.linspace(0, 1, 60)
    a = np.cumsum(np.cumsum(rng.normal(0, 0.035, n))) + rng.uniform(0, 6)
    step = rng.uniform(0.7, 1.5)
    p = np.stack([np.cumsum(np.cos(a)), np.cumsum(np.sin(a)), 0 * t], 1) * step
    p -= p.mean(0) * [1, 1, 0]
    w = rng.uniform(0.5, 1.3)
    p[:, 2] = w
    coat = Material(tuple(rng.choice([0.02, 0.1, 0.5], 3)), 0.4, 0.0)
    reach = float(np.hypot(p[:, 0], p[:, 1]).max()) + w
    return Part("", reach, 2 * w, pick(rng, [m.COPPER, coat, coat], 0), lambda u, v: sweep(u, v, p, w), False)


def pencil(rng):
    """A pencil or its stub, sharpened at one end."""
    long, r = rng.uniform(35, 110), 3.6
    paint = Material(tuple(rng.choice([[0.75, 0.42, 0.03], [0.5, 0.03, 0.03], [0.02, 0.1, 0.3], [0.03, 0.2, 0.08]])), 0.25, 0.0)
    wood, lead = Material((0.62, 0.42, 0.24), 0.7, 0.0), Material((0.05, 0.05, 0.055), 0.35, 0.3)

    def shape(u, v):
        x = long / 2 - u
        cone = np.clip(x / 17, 0.02, 1)
        d = np.maximum(np.abs(v) - r * cone, np.maximum(-x, -u - long / 2))
        flat = r * 0.86 - np.maximum(0, np.abs(v) - r * 0.5) * 1.2
        scallop = 17 - 2.2 * np.abs(np.cos(v / r * 3.2))
        coats = [(smoothstep(scallop + 0.2, scallop - 0.2, x), wood), (smoothstep(4.7, 4.4, x), lead)]
        return Field(d, r + np.where(x < 16, np.sqrt(np.maximum((r * cone) ** 2 - v * v, 0)), flat), coats)

    return Part("", long / 2 + 2, 2 * r, paint, shape)


def button(rng):
    """A shirt button with four holes."""
    r = rng.uniform(4.5, 8)
    stuff = Material(tuple(rng.choice([[0.7, 0.68, 0.6], [0.03, 0.03, 0.05], [0.1, 0.16, 0.4], [0.4, 0.1, 0.08]])), 0.3, 0.0)

    def shape(u, v):
        d = np.hypot(u, v) - r
        holes = np.hypot(np.abs(u) - r * 0.2, np.abs(v) - r * 0.2) - r * 0.1
        dish = 0.7 * smoothstep(-r * 0.3, -r * 0.4, d)
        return Field(np.maximum(d, -holes), 2.2 - dish - sdf.bevel(d, 0.7))

    return Part("", r, 2.2, stuff, shape)


def block(rng):
    """An eraser or a small block of plastic."""
    a, b, t = rng.uniform(7, 18), rng.uniform(4, 9), rng.uniform(3, 8)
    stuff = Material(tuple(rng.choice([[0.75, 0.75, 0.72], [0.05, 0.12, 0.4], [0.5, 0.2, 0.2], [0.1, 0.1, 0.1]])), 0.5, 0.0)

    def shape(u, v):
        d = sdf.box(u, v, a, b, 1.2)
        return Field(d, t - sdf.bevel(d, 1.0))

    return Part("", float(np.hypot(a, b)), t, stuff, shape)


CLUTTER = [coin, rubber_ring, rubber_ring, paper_clip, wire, pencil, button, block]
