"""One labelled photograph from a seed."""
from dataclasses import dataclass

import numpy as np
from PIL import Image

from .camera import Camera
from .develop import develop, random_film
from .layout import arrange, choose
from .light import Room
from .outline import boxes, outline
from .scene import Canvas


@dataclass
class Recipe:
    """What to photograph; `finer` is how many rendered pixels make one (per side)."""

    seed: int
    width: int
    height: int
    surface: str
    count: int
    clutter: float = 1.5
    view_mm: float = 160.0
    style: str = None
    finer: float = 1.5
    hard: bool = False
    polygons: bool = False


def full_area(placed):
    """The whole silhouette's area (mm2), hidden or not."""
    r = placed.part.radius
    g = np.linspace(-r, r, 96, dtype=np.float32)
    u, v = np.meshgrid(g, g)
    return float((placed.part.shape(u, v).sdf < 0).mean() * 4 * r * r)


def instances(canvas, things, finer, polygons, least=0.25):
    """Visible parts: label, box [x, y, w, h], polygon, in final pixels."""
    out = []
    for k, b in enumerate(boxes(canvas.owner, len(things))):
        placed = things[k]
        if not b or not placed.part.label:
            continue
        s = canvas.camera.scale(placed.x, placed.y)
        if b[4] < least * full_area(placed) * s * s or min(b[2], b[3]) < 5 * finer:
            continue
        item = {"label": placed.part.label, "box": [c / finer for c in b[:4]]}
        if polygons:
            item["polygon"] = list(outline(canvas.owner == k) / finer)
        out.append(item)
    return out


@dataclass
class Shot:
    """A rendered scene before development: linear RGB, its labels, what lies on the table."""

    linear: np.ndarray
    found: list
    things: list
    rng: np.random.Generator


def shoot(recipe):
    """Renders a recipe."""
    rng = np.random.default_rng([7, recipe.seed])
    wide, high = round(recipe.width * recipe.finer), round(recipe.height * recipe.finer)
    camera = Camera(wide, high, recipe.view_mm, rng.normal(0, 0.05, 2))
    canvas = Canvas(camera, Room(rng), recipe.surface, rng)
    half = recipe.view_mm / 2 / max(wide, high)
    parts = choose(rng, recipe.count, recipe.clutter)
    things = arrange(rng, parts, half * wide, half * high, recipe.style)
    for k, placed in enumerate(things):
        canvas.add(placed, k)
    found = instances(canvas, things, recipe.finer, recipe.polygons)
    return Shot(shrink(canvas.colour, recipe.width, recipe.height), found, things, rng)


def take(recipe):
    """Renders and develops a recipe: (uint8 RGB (h, w, 3), instances)."""
    shot = shoot(recipe)
    return develop(shot.linear, random_film(shot.rng, recipe.hard), shot.rng), shot.found


def shrink(linear, width, height):
    """Area-averaged resize of a linear image."""
    if linear.shape[:2] == (height, width):
        return linear
    bands = [Image.fromarray(np.ascontiguousarray(linear[..., c])).resize((width, height), Image.BOX) for c in range(3)]
    return np.stack([np.asarray(b) for b in bands], -1)
