"""What things are made of: reflectance in linear RGB 0..1, roughness and metalness 0..1."""
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Material:
    """A surface's colour and finish; `grain` is the strength of fine brushing."""

    albedo: tuple
    rough: float
    metal: float
    grain: float = 0.03
    rust: float = 0.0


STEEL = Material((0.52, 0.52, 0.52), 0.28, 1.0)
ZINC = Material((0.58, 0.60, 0.63), 0.34, 1.0)
STAINLESS = Material((0.63, 0.62, 0.60), 0.15, 1.0)
BRASS = Material((0.83, 0.58, 0.24), 0.22, 1.0)
COPPER = Material((0.86, 0.46, 0.30), 0.26, 1.0)
BLACK_OXIDE = Material((0.115, 0.115, 0.125), 0.36, 1.0)
CHROMATE = Material((0.76, 0.62, 0.36), 0.30, 1.0)
NYLON = Material((0.60, 0.59, 0.55), 0.45, 0.0, 0.01)
BLACK_PLASTIC = Material((0.03, 0.03, 0.033), 0.4, 0.0, 0.01)
RUBBER = Material((0.022, 0.022, 0.024), 0.6, 0.0, 0.02)


def pick(rng, options, rust_chance=0.16):
    """One of the materials with its finish a little varied, sometimes rusty."""
    m = options[rng.integers(len(options))]
    rough = float(min(0.6, m.rough * rng.uniform(0.7, 1.5)))
    rusty = m.metal > 0.5 and m.albedo[0] < 0.7 and rng.random() < rust_chance
    tint = tuple(float(min(0.95, c * rng.uniform(0.93, 1.05))) for c in m.albedo)
    return replace(m, albedo=tint, rough=rough, rust=float(rng.uniform(0.25, 0.75)) if rusty else 0.0)
