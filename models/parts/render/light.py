"""Light of a scene: direct lamps that cast shadows, and a room that metal reflects.

Directions are unit vectors in the table frame with z up, towards the light.
"""
from dataclasses import dataclass

import numpy as np

from .noise import Lattice, smoothstep


@dataclass
class Lamp:
    """A lamp far away: its direction, strength, colour and the softness of its shadow."""

    direction: np.ndarray
    power: float
    tint: np.ndarray
    soft: float


def direction(azimuth, elevation):
    """A unit vector from two angles (radians)."""
    c = np.cos(elevation)
    return np.array([c * np.cos(azimuth), c * np.sin(azimuth), np.sin(elevation)], np.float32)


def random_lamp(rng, power):
    """A lamp somewhere above the bench."""
    warm = rng.uniform(-0.06, 0.1)
    tint = np.array([1 + warm, 1.0, 1 - 1.3 * warm], np.float32)
    d = direction(rng.uniform(0, 2 * np.pi), np.radians(rng.uniform(36, 66)))
    return Lamp(d, power, tint, rng.uniform(0.05, 0.34))


class Room:
    """Lamps, ambient light and what a mirror on the table would see."""

    def __init__(self, rng):
        self.lamps = [random_lamp(rng, rng.uniform(0.9, 1.5))]
        if rng.random() < 0.4:
            self.lamps.append(random_lamp(rng, rng.uniform(0.25, 0.6)))
        self.ambient = rng.uniform(0.2, 0.34)
        self.ceiling, self.floor = rng.uniform(0.45, 0.85), rng.uniform(0.04, 0.12)
        self.blotches = Lattice(rng)
        self.panels = [self._panel(rng, l.direction, 2.2 * l.power) for l in self.lamps]
        for _ in range(rng.integers(1, 4)):
            d = direction(rng.uniform(0, 2 * np.pi), np.radians(rng.uniform(8, 60)))
            self.panels.append(self._panel(rng, d, rng.uniform(0.4, 1.3)))

    @staticmethod
    def _panel(rng, d, power):
        """A bright rectangle (lamp or window) around direction d: axes, half sizes, power."""
        side = np.cross(d, [0, 0, 1.0])
        side = (side / np.linalg.norm(side)).astype(np.float32)
        return d, side, np.cross(side, d), rng.uniform(0.2, 0.6), rng.uniform(0.12, 0.3), power

    def reflect(self, r, rough):
        """Radiance (h, w) that arrives from directions r (h, w, 3) on a finish of `rough`."""
        soft = 0.08 + 0.9 * rough
        sky = smoothstep(-0.25 - soft, 0.75, r[..., 2])
        base = self.floor + (self.ceiling - self.floor) * sky
        blot = self.blotches.at(r[..., 0] * 3.4 + 40, r[..., 1] * 3.4 + 40)
        total = base * (0.3 + 1.4 * blot)
        for panel in self.panels:
            total = total + self._glow(panel, r, soft)
        return total

    @staticmethod
    def _glow(panel, r, soft):
        """One panel's share, its edges blurred by `soft` (tangent units)."""
        d, side, up, a, b, power = panel
        front = np.maximum(r @ d, 0.05)
        across = np.abs(r @ side) / front
        along = np.abs(r @ up) / front
        s = soft * 0.6
        area = (a * b) / ((a + s * 0.5) * (b + s * 0.5))
        spot = smoothstep(a + s, a - s, across) * smoothstep(b + s, b - s, along)
        return power * area**0.5 * spot * (r @ d > 0.05)
