"""Flat parts with a hole: washers, nuts and gears."""
import numpy as np

from . import materials as m
from . import sdf
from .materials import pick
from .noise import smoothstep
from .part import Field, Part

PLATED = [m.STEEL, m.ZINC, m.ZINC, m.STAINLESS, m.BRASS, m.BLACK_OXIDE, m.CHROMATE]


def washer(rng):
    """A plain, wide or split washer for an M4 to M14 screw."""
    hole = rng.uniform(2.2, 7.2)
    style = rng.choice(["plain", "plain", "wide", "split"])
    outer = hole * {"plain": rng.uniform(1.7, 2.15), "wide": rng.uniform(2.5, 3.2), "split": 1.6}[style]
    thick = {"plain": 0.16, "wide": 0.12, "split": 0.42}[style] * hole + 0.5
    gap = rng.uniform(0, 6.28)

    def shape(u, v):
        r = np.hypot(u, v)
        d = np.maximum(r - outer, hole - r)
        if style == "split":
            across = u * np.sin(gap) - v * np.cos(gap)
            ahead = u * np.cos(gap) + v * np.sin(gap) > 0
            d = np.where(ahead, np.maximum(d, 0.35 + 0.1 * hole - np.abs(across)), d)
        return Field(d, thick - sdf.bevel(d, min(0.5, thick * 0.45)))

    return Part("washer", outer, thick, pick(rng, PLATED + [m.COPPER]), shape)


def bore(r, radius, pitch, depth):
    """Height lost (mm) inside a threaded hole: rings that fall away towards the middle."""
    inside = radius - r
    ring = 0.5 + 0.5 * np.cos(2 * np.pi * inside / (pitch * 0.42))
    return smoothstep(0, 0.25, inside) * (inside * 2.6 + ring * pitch * 0.35) * (depth > 0)


def nut(rng):
    """A hexagon nut lying flat: plain, with a flange, or with a nylon ring."""
    hole = rng.uniform(1.8, 6.5)
    flat = hole * rng.uniform(1.62, 1.85)
    thick, pitch = hole * rng.uniform(1.3, 1.7), 0.3 * hole
    style = rng.choice(["plain", "plain", "plain", "flange", "nylon"])
    skirt = flat * 1.36 if style == "flange" else 0
    ring = m.NYLON if rng.random() < 0.5 else m.Material((0.05, 0.14, 0.42), 0.4, 0.0)

    def shape(u, v):
        r = np.hypot(u, v)
        body = sdf.hexagon(u, v, flat)
        top = thick - np.maximum(0, r - flat * 0.97) * 0.55 - sdf.bevel(body, 0.35)
        d, coats = body, []
        if skirt:
            d = np.minimum(body, r - skirt)
            low = thick * 0.3 + np.maximum(0, skirt - r) * 0.35 - sdf.bevel(r - skirt, 0.4)
            top = np.where(body < 0, np.maximum(top, low), low)
        if style == "nylon":
            top = top + 0.9 * smoothstep(flat * 0.93, flat * 0.8, r)
            coats = [(smoothstep(hole * 1.36, hole * 1.3, r), ring)]
        top = top - bore(r, hole, pitch, thick) - 0.4 * smoothstep(hole * 1.12, hole, r)
        return Field(np.maximum(d, hole * 0.86 - r), top, coats)

    return Part("nut", max(flat * 1.16, skirt), thick, pick(rng, PLATED), shape)


def gear_web(rng, root, hole):
    """What lies between rim and hub: (style, hub radius, rim radius, number of openings)."""
    hub, rim = max(hole * 1.8, root * 0.34), root * 0.82
    roomy = rim - hub > 3.0
    style = rng.choice(["flat", "recess", "holes", "spokes"]) if roomy else "flat"
    return style, hub, rim, int(rng.integers(3, 7))


def openings(u, v, style, hub, rim, count):
    """Signed distance of the holes through the web (a far distance when there are none)."""
    r, a = np.hypot(u, v), np.arctan2(v, u)
    turn = (a * count / (2 * np.pi)) % 1 - 0.5
    middle = (hub + rim) / 2
    if style == "holes":
        angle = turn * 2 * np.pi / count
        return np.hypot(r * np.cos(angle) - middle, r * np.sin(angle)) - (rim - hub) * 0.36
    if style == "spokes":
        bar = (np.abs(turn) - 0.5) * r * 2 * np.pi / count + (rim - hub) * 0.16 + 0.5
        return np.maximum(np.maximum(hub - r, r - rim), bar) + 0.4
    return np.full_like(u, 9.0)


def gear(rng):
    """A spur gear with a bore, often with a hub, a keyway and holes in its web."""
    tip = rng.uniform(8, 27)
    teeth = int(np.clip(round(tip * rng.uniform(0.8, 1.7)), 9, 44))
    root = tip - min(tip * 0.2, 4.2 * tip / teeth)
    hole, thick = tip * rng.uniform(0.14, 0.28), rng.uniform(2.5, 6)
    style, hub, rim, count = gear_web(rng, root, hole)
    rise, keyed = rng.uniform(0, 3) * (rng.random() < 0.6), rng.random() < 0.4
    stuff = pick(rng, [m.STEEL, m.STEEL, m.BRASS, m.BRASS, m.ZINC, m.BLACK_OXIDE, m.NYLON, m.COPPER])

    def shape(u, v):
        r = np.hypot(u, v)
        body = sdf.gear(u, v, root, tip, teeth)
        inner = r - hole
        if keyed:
            inner = np.minimum(inner, sdf.box(u - hole, v, hole * 0.35, hole * 0.26))
        web = openings(u, v, style, hub, rim, count)
        d = sdf.cut(body, inner, web)
        top = thick - sdf.bevel(d, 0.45)
        if style in ("recess", "holes", "spokes"):
            dish = np.maximum(hub - r, r - rim)
            top = top - thick * 0.3 * smoothstep(0.25, -0.35, dish)
        top = top + rise * smoothstep(hub + 0.1, hub - 0.5, r)
        return Field(d, top)

    return Part("gear", tip, thick + rise, stuff, shape)
