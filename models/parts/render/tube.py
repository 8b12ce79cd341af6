"""Round wire along a path in space: springs, clips, rings and loose wire."""
import numpy as np

from .part import Field


def sweep(u, v, path, radius):
    """Field of a wire of `radius` (mm) along `path` (n, 3): the topmost piece wins."""
    sdf = np.full(u.shape, 9.0, np.float32)
    high = np.full(u.shape, -1e3, np.float32)
    scale = abs(float(u[0, 1] - u[0, 0])) + abs(float(u[1, 0] - u[0, 0])) + 1e-6
    for a, b in zip(path[:-1], path[1:]):
        _stroke(u, v, a, b, radius, scale, sdf, high)
    return Field(sdf, np.where(high < -100, 0, high))


def _stroke(u, v, a, b, radius, scale, sdf, high):
    """Adds one straight piece from a to b to the two grids, in place."""
    reach = radius + 2 * scale
    near = ((u > min(a[0], b[0]) - reach) & (u < max(a[0], b[0]) + reach)
            & (v > min(a[1], b[1]) - reach) & (v < max(a[1], b[1]) + reach))
    rows = np.flatnonzero(near.any(1))
    if not len(rows):
        return
    cols = np.flatnonzero(near.any(0))
    at = np.s_[rows[0]:rows[-1] + 1, cols[0]:cols[-1] + 1]
    ex, ey = b[0] - a[0], b[1] - a[1]
    t = np.clip(((u[at] - a[0]) * ex + (v[at] - a[1]) * ey) / (ex * ex + ey * ey + 1e-9), 0, 1)
    d = np.hypot(u[at] - a[0] - t * ex, v[at] - a[1] - t * ey)
    z = a[2] + t * (b[2] - a[2]) + np.sqrt(np.maximum(radius * radius - d * d, 0))
    high[at] = np.where(d < radius + 1e-3, np.maximum(high[at], z), high[at])
    sdf[at] = np.minimum(sdf[at], d - radius)
