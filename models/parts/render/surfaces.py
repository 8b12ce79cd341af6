"""Table tops, as functions of table coordinates x, y (mm): colour, relief and finish."""
from dataclasses import dataclass

import numpy as np

from .noise import mix, smoothstep


@dataclass
class Ground:
    """A table top on a grid: albedo (h, w, 3), relief (h, w) in mm, roughness, metalness."""

    albedo: np.ndarray
    relief: np.ndarray
    rough: float = 0.7
    metal: float = 0.0


WOODS = [((0.60, 0.40, 0.20), (0.38, 0.20, 0.08)), ((0.68, 0.50, 0.30), (0.50, 0.32, 0.16)),
         ((0.30, 0.16, 0.08), (0.13, 0.06, 0.03)), ((0.52, 0.30, 0.15), (0.30, 0.15, 0.07)),
         ((0.42, 0.36, 0.30), (0.22, 0.18, 0.15))]


def wood(x, y, noise, rng):
    """Boards with year rings, fibres and pores."""
    light, dark = WOODS[rng.integers(len(WOODS))]
    board = rng.uniform(55, 140)
    row = np.floor((y + 500) / board)
    gap = np.abs((y + 500) / board - row - 0.5) * board
    x2, y2 = x + row * 371.0, y + row * 97.0
    wave = noise.fbm(x2 / 150, y2 / 34, 3) * 9 + y2 / rng.uniform(7, 14)
    ring = (wave % 1) ** 1.6
    fibre = noise.fbm(x2 / 9, y2 / 0.45, 3)
    pores = smoothstep(0.7, 0.95, noise.at(x2 / 7 + 50, y2 / 0.22))
    tone = np.clip(0.55 * ring + 0.5 * fibre - 0.05 + 0.22 * (noise.at(row * 7.7 + 0 * x, row + 0 * x) - 0.5), 0, 1)
    seam = smoothstep(board / 2 - 0.9, board / 2 - 0.3, gap)
    albedo = mix(light, dark, tone) * (1 - 0.5 * pores - 0.0)[..., None] * (1 - 0.85 * seam)[..., None]
    stain = smoothstep(0.62, 0.8, noise.fbm(x / 60 + 7, y / 60, 3))
    return Ground(albedo * (1 - 0.3 * stain)[..., None], 0.05 * fibre - 0.06 * pores - 0.8 * seam, 0.5)


def metal(x, y, noise, rng):
    """A brushed or worn sheet of steel."""
    fibre = noise.fbm(x / 60, y / 0.22, 4, 0.7)
    scratch = smoothstep(0.03, 0.0, np.abs(noise.at(x / 25 + y / 11, y / 6 - x / 60) - 0.5))
    wear = noise.fbm(x / 45 + 3, y / 45, 4)
    shade = rng.uniform(0.2, 0.36) * (0.82 + 0.3 * fibre + 0.25 * (wear - 0.5) + 0.3 * scratch * wear)
    return Ground(mix((0.97, 0.99, 1.02), (1.02, 1, 0.96), wear) * shade[..., None], 0.05 * fibre, 0.42, 0.35)


def concrete(x, y, noise, rng):
    """Cast concrete: clouds, grains, air holes and a hair crack."""
    cloud, grain = noise.fbm(x / 40, y / 40, 5), noise.fbm(x / 1.1, y / 1.1, 3)
    holes = smoothstep(0.9, 0.95, noise.at(x / 1.3, y / 1.3)) * smoothstep(0.5, 0.8, noise.at(x / 19, y / 19))
    crack = smoothstep(0.0017, 0.0004, np.abs(noise.fbm(x / 120 + 3, y / 120, 7, 0.52) - 0.5))
    crack = crack * smoothstep(0.55, 0.68, noise.fbm(x / 110 + 60, y / 110, 2))
    tone = rng.uniform(0.26, 0.44) * (0.7 + 0.45 * cloud + 0.3 * (grain - 0.5))
    tone = tone * (1 - 0.55 * holes) * (1 - 0.5 * crack)
    warm = mix((1.04, 1.0, 0.94), (0.97, 1.0, 1.02), cloud)
    return Ground(warm * tone[..., None], 0.18 * grain - 0.5 * holes - 0.3 * crack, 0.85)


CLOTHS = [(0.05, 0.09, 0.20), (0.34, 0.05, 0.04), (0.42, 0.38, 0.30), (0.16, 0.17, 0.18), (0.10, 0.20, 0.16),
          (0.55, 0.53, 0.48)]


def cloth(x, y, noise, rng):
    """Woven cloth with soft wrinkles."""
    pitch = rng.uniform(0.9, 1.7)
    bend = noise.fbm(x / 40, y / 40, 2) * 3
    a, b = (x + bend) / pitch, (y + bend) / pitch
    weave = np.sin(np.pi * a) * np.sin(np.pi * b)
    thread = noise.at(np.floor(a) * 3.1, b * 0.2) * 0.5 + noise.at(a * 0.2, np.floor(b) * 2.7) * 0.5
    folds = noise.fbm(x / 70 + 5, y / 38, 3)
    colour = np.asarray(CLOTHS[rng.integers(len(CLOTHS))], np.float32)
    tone = (0.62 + 0.32 * np.abs(weave) + 0.5 * (thread - 0.5)) * (0.8 + 0.4 * folds)
    return Ground(colour * tone[..., None], 0.16 * np.abs(weave) + 9 * folds, 0.9)


MATS = [(0.012, 0.15, 0.09), (0.02, 0.08, 0.26), (0.06, 0.065, 0.075), (0.012, 0.15, 0.09), (0.02, 0.16, 0.17)]


def lines(x, step, width):
    """1 on lines every `step` mm, `width` mm wide."""
    return smoothstep(width, width * 0.5, np.abs((x / step + 0.5) % 1 - 0.5) * step * 2)


def slashes(x, y, rng):
    """Old straight knife cuts: 1 on thin lines of a finite length."""
    total = np.zeros_like(x)
    for _ in range(rng.integers(6, 16)):
        a, cx, cy = rng.uniform(0, np.pi), *rng.uniform(-110, 110, 2)
        along, across = (x - cx) * np.cos(a) + (y - cy) * np.sin(a), (y - cy) * np.cos(a) - (x - cx) * np.sin(a)
        total = np.maximum(total, smoothstep(0.28, 0.08, np.abs(across)) * (np.abs(along) < rng.uniform(8, 60)) * rng.uniform(0.3, 1))
    return total


def mat(x, y, noise, rng):
    """A self-healing cutting mat with a grid of centimetres and old cuts."""
    colour = np.asarray(MATS[rng.integers(len(MATS))], np.float32)
    ink = np.asarray(rng.choice([[0.62, 0.62, 0.38], [0.6, 0.62, 0.6]]), np.float32)
    fine = np.maximum(lines(x, 10, 0.36), lines(y, 10, 0.36)) * 0.55
    bold = np.maximum(lines(x, 50, 0.8), lines(y, 50, 0.8)) * 0.85
    ticks = np.maximum(lines(x, 1, 0.25) * (np.abs(y % 50 - 25) > 24), lines(y, 1, 0.25) * (np.abs(x % 50 - 25) > 24)) * 0.4
    speck = noise.fbm(x / 0.5, y / 0.5, 2)
    cut = slashes(x, y, rng)
    worn = 0.75 + 0.5 * noise.fbm(x / 25, y / 25, 3)
    print_ = np.maximum(np.maximum(fine, bold), ticks) * np.clip(worn, 0, 1)
    albedo = colour * (0.8 + 0.4 * speck)[..., None] + colour * (0.9 * cut)[..., None]
    return Ground(albedo + (ink - albedo) * print_[..., None], 0.04 * speck - 0.15 * cut, 0.55)


PAPERS = [(0.80, 0.79, 0.75), (0.76, 0.71, 0.60), (0.46, 0.32, 0.19), (0.70, 0.74, 0.78)]


def paper(x, y, noise, rng):
    """White paper, cardboard, or a page with lines or squares."""
    which = rng.integers(len(PAPERS))
    base = np.asarray(PAPERS[which], np.float32)
    fibre, cloud = noise.fbm(x / 0.8, y / 0.5, 3), noise.fbm(x / 60, y / 60, 3)
    albedo = base * (0.9 + 0.12 * (fibre - 0.5) + 0.12 * cloud)[..., None]
    style = rng.choice(["plain", "squares", "ruled"]) if which != 2 else "card"
    ink = np.zeros_like(x)
    if style == "squares":
        ink = np.maximum(lines(x, 5, 0.3), lines(y, 5, 0.3)) * 0.45
    if style == "ruled":
        ink = lines(y, 8, 0.35) * 0.5
    ridge = 0.1 * np.sin(2 * np.pi * y / 4.2) if style == "card" else 0
    blue = np.asarray((0.25, 0.38, 0.6), np.float32)
    return Ground(albedo + (blue - albedo) * ink[..., None], 0.05 * fibre + 1.2 * cloud + ridge, 0.9)


SURFACES = {"wood": wood, "metal": metal, "concrete": concrete, "cloth": cloth, "mat": mat, "paper": paper}
