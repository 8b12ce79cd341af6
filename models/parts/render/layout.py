"""Where parts lie: scattered, in rows, or in a heap (table millimetres)."""
import numpy as np

from .bolts import bolt
from .clutter import CLUTTER
from .keys import key
from .scene import Placed
from .springs import spring
from .turned import gear, nut, washer

MAKERS = {"bolt": bolt, "nut": nut, "washer": washer, "gear": gear, "spring": spring, "key": key}
CLASSES = list(MAKERS)


def choose(rng, count, clutter):
    """`count` parts of random classes and about `clutter` other things, shuffled."""
    parts = [MAKERS[CLASSES[rng.integers(len(CLASSES))]](rng) for _ in range(count)]
    parts += [CLUTTER[rng.integers(len(CLUTTER))](rng) for _ in range(rng.poisson(clutter))]
    rng.shuffle(parts)
    return parts


def clear(x, y, part, done, overlap):
    """Whether a part here leaves the others free but for the allowed overlap (0..1)."""
    return all(np.hypot(x - p.x, y - p.y) > (1 - overlap) * 0.86 * (part.radius + p.part.radius) for p in done)


def scatter(rng, parts, half_w, half_h, overlap):
    """Random places; parts that find none are left out."""
    done = []
    for part in parts:
        for _ in range(40):
            x, y = rng.uniform(-half_w, half_w), rng.uniform(-half_h, half_h)
            if clear(x, y, part, done, overlap):
                done.append(Placed(part, x, y, rng.uniform(0, 2 * np.pi)))
                break
    return done


def rows(rng, parts, half_w, half_h):
    """Parts laid out side by side, nearly parallel."""
    done, x, y, deep = [], -half_w, -half_h, 0.0
    slant = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.1)
    for part in parts:
        if x + 2 * part.radius > half_w:
            x, y, deep = -half_w, y + deep + rng.uniform(1, 4), 0.0
        if y + 2 * part.radius > half_h:
            continue
        done.append(Placed(part, x + part.radius, y + part.radius, slant + rng.normal(0, 0.08)))
        x, deep = x + 2 * part.radius + rng.uniform(0.5, 4), max(deep, 2 * part.radius)
    return centred(done, half_h)


def centred(done, half_h):
    """Moves rows down so that the block lies in the middle."""
    low = max((p.y + p.part.radius for p in done), default=half_h)
    for p in done:
        p.y += (half_h - low) / 2
    return done


def heap(rng, parts, half_w, half_h):
    """Parts in a loose heap that cover one another."""
    cx, cy = rng.uniform(-0.3, 0.3, 2) * (half_w, half_h)
    spots = rng.normal(0, 0.33, (len(parts), 2)) * (half_w, half_h) + (cx, cy)
    flat = sorted(parts, key=lambda p: p.tall + rng.uniform(0, 4))
    return [Placed(p, x, y, rng.uniform(0, 2 * np.pi)) for p, (x, y) in zip(flat, spots)]


def arrange(rng, parts, half_w, half_h, style=None):
    """Places for the parts in one of the styles."""
    style = style or rng.choice(["scatter", "scatter", "loose", "rows", "heap"])
    if style == "rows":
        return rows(rng, parts, half_w * 0.93, half_h * 0.93)
    if style == "heap":
        return heap(rng, parts, half_w, half_h)
    return scatter(rng, parts, half_w * 0.95, half_h * 0.95, 0.45 if style == "loose" else 0.08)
