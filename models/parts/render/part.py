"""What a part is: a shape in its own frame (mm, origin near its middle) and a material."""
from dataclasses import dataclass, field
from typing import Callable

import numpy as np

from .materials import Material


@dataclass
class Field:
    """A shape sampled on a grid: signed distance and height (mm), and coats of other material."""

    sdf: np.ndarray
    height: np.ndarray
    coats: list = field(default_factory=list)  # (weight 0..1 grid, Material)


@dataclass
class Part:
    """`shape(u, v)` gives the Field; `radius` bounds it, `tall` is its height above the table."""

    label: str
    radius: float
    tall: float
    material: Material
    shape: Callable
    solid: bool = True
