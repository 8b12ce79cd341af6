"""Smooth random fields that can be sampled at any coordinates (no unit of their own)."""
import numpy as np

SIZE = 256


def fade(t):
    """Hermite easing of 0..1, flat at both ends."""
    return t * t * (3 - 2 * t)


class Lattice:
    """Value noise in 0..1 over a repeating lattice of 256 x 256 random numbers."""

    def __init__(self, rng):
        self.table = rng.random((SIZE, SIZE), dtype=np.float32).ravel()

    def at(self, u, v):
        """Noise at (u, v); one lattice cell is one unit."""
        iu, iv = np.floor(u), np.floor(v)
        fu, fv = fade(u - iu), fade(v - iv)
        a, b = iu.astype(np.int32) & 255, iv.astype(np.int32) & 255
        a1, b1 = ((a + 1) & 255), ((b + 1) & 255) * SIZE
        b = b * SIZE
        top = self.table[b + a] * (1 - fu) + self.table[b + a1] * fu
        low = self.table[b1 + a] * (1 - fu) + self.table[b1 + a1] * fu
        return top * (1 - fv) + low * fv

    def fbm(self, u, v, octaves=4, gain=0.5):
        """Sum of octaves, each twice as fine and `gain` times as strong; mean 0.5."""
        total, weight, norm = 0.0, 1.0, 0.0
        for k in range(octaves):
            total = total + weight * self.at(u * 2**k + 17.3 * k, v * 2**k + 5.1 * k)
            norm += weight
            weight *= gain
        return total / norm


def smoothstep(a, b, x):
    """0 below a, 1 above b, eased between (a may be greater than b)."""
    return fade(np.clip((x - a) / (b - a), 0, 1))


def mix(a, b, t):
    """Linear blend of two colours by a field: (3,), (3,), (h, w) -> (h, w, 3)."""
    a, b = np.asarray(a, np.float32), np.asarray(b, np.float32)
    return a + (b - a) * t[..., None]
