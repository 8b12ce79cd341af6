"""Signed distances (mm) to plane shapes: negative inside, zero on the outline."""
import numpy as np


def circle(u, v, radius):
    """A disc around the origin."""
    return np.hypot(u, v) - radius


def box(u, v, half_u, half_v, corner=0.0):
    """A rectangle around the origin with rounded corners."""
    a, b = np.abs(u) - half_u + corner, np.abs(v) - half_v + corner
    return np.hypot(np.maximum(a, 0), np.maximum(b, 0)) + np.minimum(np.maximum(a, b), 0) - corner


def hexagon(u, v, inradius):
    """A regular hexagon whose flats are `inradius` from the origin."""
    return polygon(u, v, inradius, 6)


def polygon(u, v, inradius, sides):
    """A regular polygon (exact inside, a bound outside near corners)."""
    d = -1e9
    for k in range(sides):
        a = 2 * np.pi * k / sides
        d = np.maximum(d, u * np.cos(a) + v * np.sin(a) - inradius)
    return d


def gear(u, v, root, tip, teeth, width=0.5):
    """A spur gear: trapezoid teeth between radius `root` and `tip`."""
    r, turn = np.hypot(u, v), np.arctan2(v, u) * teeth / (2 * np.pi)
    across = np.abs(turn - np.round(turn)) * 2
    pitch = np.pi * (root + tip) / teeth
    lean = (r - (root + tip) / 2) / (tip - root) * 0.28
    flank = (across - width + lean) * pitch / 2
    return np.minimum(r - root, np.maximum(flank, r - tip))


def union(*shapes):
    """The nearest of several shapes."""
    d = shapes[0]
    for s in shapes[1:]:
        d = np.minimum(d, s)
    return d


def cut(shape, *holes):
    """A shape without the holes."""
    for h in holes:
        shape = np.maximum(shape, -h)
    return shape


def bevel(sdf, depth):
    """Height lost (mm) near an outline that is rounded over `depth` mm."""
    t = np.clip(1 + sdf / depth, 0, 1)
    return depth * (1 - np.sqrt(np.maximum(1 - t * t, 0)))
