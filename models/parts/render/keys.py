"""Door and padlock keys lying flat: a bow with a hole, a blade with cuts and a groove."""
import numpy as np

from . import materials as m
from . import sdf
from .materials import pick
from .noise import smoothstep
from .part import Field, Part


def bow(rng, size):
    """The part one holds: signed distance as a function of (u, v), centred at the origin."""
    style = rng.choice(["round", "oval", "hex", "square", "clover"])
    if style == "round":
        return lambda u, v: sdf.circle(u, v, size)
    if style == "oval":
        return lambda u, v: (np.hypot(u / 0.82, v / 1.12) - size) * 0.9
    if style == "hex":
        return lambda u, v: np.maximum(sdf.hexagon(v, u, size * 0.98), sdf.circle(u, v, size * 1.08))
    if style == "square":
        return lambda u, v: sdf.box(u, v, size * 0.85, size * 1.02, size * 0.4)
    lobes = [(-0.35, 0.0), (0.18, 0.5), (0.18, -0.5)]
    return lambda u, v: sdf.union(*[sdf.circle(u - a * size, v - b * size, size * 0.62) for a, b in lobes])


def cuts(rng, long, deep):
    """The biting: knots along the blade (mm) and the depth of each (mm)."""
    count = int(rng.integers(4, 7))
    knots = np.linspace(long * 0.16, long * 0.86, 2 * count + 1)
    depth = np.empty(2 * count + 1)
    depth[0::2] = rng.uniform(0.0, 0.25, count + 1) * deep
    depth[1::2] = rng.uniform(0.35, 1.0, count) * deep
    return np.append(knots, long), np.append(depth, deep * 0.9)


def key(rng):
    """A cylinder-lock key, 35 to 62 mm long."""
    size, long, half = rng.uniform(8.5, 12.5), rng.uniform(20, 33), rng.uniform(3.4, 4.6)
    outline = bow(rng, size)
    hole, both = size * rng.uniform(0.2, 0.36), rng.random() < 0.25
    knots = cuts(rng, long, half * (0.5 if both else 0.95))
    groove, thick = rng.uniform(-0.35, 0.45) * half, rng.uniform(1.9, 2.6)
    middle, start = (long + size * 0.9 - size) / 2, size * 0.9
    plastic = rng.random() < 0.18
    cap = m.Material(tuple(rng.uniform(0.02, 0.5, 3)), 0.4, 0.0)

    def shape(u, v):
        u = u + middle
        grip = outline(u, v)
        eye = np.hypot(u + size * 0.5, v) - hole
        x = u - start
        bite = np.interp(x, *knots).astype(np.float32)
        back = half - (bite if both else np.maximum(0, x - long + half * 0.8))
        blade = np.maximum(np.maximum(v - half + bite, -v - back), np.maximum(-x - size, x - long))
        stop = sdf.box(x + 1.0, v, 1.6, half * 1.32, 0.5)
        d = np.maximum(sdf.union(grip, blade, stop), -eye)
        top = thick - sdf.bevel(d, 0.4)
        slot = smoothstep(0.75, 0.45, np.abs(v - groove)) * smoothstep(-1, 0, x)
        face = smoothstep(-1.2, -1.6, grip) * smoothstep(1.0, 1.4, eye)
        top = top - 0.7 * slot - 0.25 * face
        coats = [(smoothstep(0.1, -0.1, grip), cap)] if plastic else []
        return Field(d, top + (1.2 * smoothstep(0, -1, grip) if plastic else 0), coats)

    stuff = pick(rng, [m.BRASS, m.BRASS, m.ZINC, m.STAINLESS, m.STEEL], 0.08)
    return Part("key", (long + size * 1.9) / 2 + 2, thick, stuff, shape)
