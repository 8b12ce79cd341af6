"""Bolts that lie on their side; the axis is u, the head at negative u."""
import numpy as np

from . import materials as m
from . import sdf
from .materials import pick
from .noise import smoothstep
from .part import Field, Part

FINISH = [m.ZINC, m.ZINC, m.STEEL, m.STAINLESS, m.BLACK_OXIDE, m.BRASS, m.CHROMATE]


def round_top(v, radius):
    """Height of a lying cylinder above its axis."""
    return np.sqrt(np.maximum(radius * radius - v * v, 0))


def thread(u, v, pitch, handed=1.0):
    """Depth 0..1 of a thread: ridges that lean across the shank."""
    turn = (u + handed * v * 0.16) / pitch
    return np.abs(turn - np.round(turn)) * 2


def hex_top(v, inradius, turn):
    """Height above the axis of a lying hexagonal prism turned by `turn` (radians)."""
    z = np.full_like(v, 1e9)
    for k in range(6):
        a = turn + k * np.pi / 3
        if np.sin(a) > 0.02:
            z = np.minimum(z, (inradius - v * np.cos(a)) / np.sin(a))
    return z


def hex_half(inradius, turn):
    """Half width seen from above of that prism."""
    corner = inradius / np.cos(np.pi / 6)
    return max(corner * abs(np.cos(turn + np.pi / 6 + k * np.pi / 3)) for k in range(6))


def shank(u, v, radius, start, end, plain, pitch):
    """Signed distance and height above the axis of a shank with a thread from `plain` on."""
    cut = thread(u, v, pitch) * smoothstep(plain - 0.2, plain + 0.2, u)
    taper = np.maximum(0, u - end + radius * 0.35) * 0.7
    local = radius * (1 - 0.13 * cut) - taper
    d = np.maximum(np.abs(v) - local, np.maximum(start - u, u - end))
    return d, np.sqrt(np.maximum(local * local - v * v, 0))


def hex_head(rng, radius):
    """A hexagon head: (length, half width, shape(u, v) -> distance and height)."""
    flat, length = radius * rng.uniform(1.65, 1.9), radius * rng.uniform(1.1, 1.5)
    turn = rng.uniform(0, np.pi / 3)
    half = hex_half(flat, turn)

    def shape(u, v):
        chamfer = np.maximum(0, np.abs(v) - flat * 0.96) * 0.5
        d = np.maximum(np.abs(v) - half, np.maximum(-u - length + chamfer, u))
        edge = sdf.box(u + length / 2, v, length / 2, half)
        return d, np.minimum(hex_top(v, flat, turn), flat * 1.12) - sdf.bevel(edge, 0.35)

    return length, half, shape


def socket_head(rng, radius):
    """A knurled cylinder head."""
    half, length = radius * rng.uniform(1.5, 1.75), radius * rng.uniform(1.7, 2.1)

    def shape(u, v):
        edge = sdf.box(u + length / 2, v, length / 2, half, 0.3)
        angle = np.arcsin(np.clip(v / half, -1, 1))
        band = smoothstep(-length * 0.92, -length * 0.82, u) * smoothstep(-length * 0.1, -length * 0.2, u)
        knurl = 0.12 * np.cos(angle * 26) * band
        return edge, round_top(v, half) + knurl - sdf.bevel(edge, 0.5)

    return length, half, shape


def pan_head(rng, radius):
    """A domed head with a slot that shows as a notch."""
    half, length = radius * rng.uniform(1.75, 2.1), radius * rng.uniform(1.0, 1.3)

    def shape(u, v):
        bulge = length * (1 - 0.55 * (v / half) ** 2)
        d = np.maximum(np.abs(v) - half, np.maximum(-u - bulge, u))
        r = half * np.sqrt(np.clip(1 - np.maximum(-u / length, 0) ** 2 * 0.75, 0.05, 1))
        return d, round_top(v, r)

    return length, half, shape


def bolt(rng):
    """A bolt of M4 to M12, 12 to 70 mm long."""
    radius = rng.uniform(2.0, 5.6)
    long = radius * rng.uniform(3.5, 11.5)
    build = [hex_head, hex_head, socket_head, pan_head][rng.integers(4)]
    length, half, head = build(rng, radius)
    plain = long * rng.uniform(0.25, 0.6) if rng.random() < 0.4 else 0.6
    pitch, middle = radius * rng.uniform(0.3, 0.42), (long - length) / 2

    def shape(u, v):
        u = u + middle
        dh, zh = head(u, v)
        ds, zs = shank(u, v, radius, -0.5, long, plain, pitch)
        return Field(np.minimum(dh, ds), half + np.where(dh < 0, zh, zs))

    return Part("bolt", (long + length) / 2 + 1, half * 1.9, pick(rng, FINISH), shape)
