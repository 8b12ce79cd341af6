"""From shape and material to light: normals, reflections and diffuse shading."""
import numpy as np

from .noise import mix


def normals(height, mm_per_pixel, limit=3.0):
    """Unit normals (h, w, 3) of a height field (mm); slopes are clamped at `limit`."""
    gy, gx = np.gradient(height, mm_per_pixel)
    gx, gy = np.clip(gx, -limit, limit), np.clip(gy, -limit, limit)
    n = np.stack([-gx, -gy, np.ones_like(gx)], -1)
    return n / np.sqrt((n * n).sum(-1, keepdims=True))


def lean(n, dx, dy):
    """Normals tilted by small slopes."""
    m = n.copy()
    m[..., 0] -= dx
    m[..., 1] -= dy
    return m / np.sqrt((m * m).sum(-1, keepdims=True))


def mirror(n, x, y, eye):
    """Directions in which a viewer at `eye` (mm) sees by reflection at table points x, y."""
    v = np.stack([eye[0] - x, eye[1] - y, np.full_like(x, eye[2])], -1)
    v /= np.sqrt((v * v).sum(-1, keepdims=True))
    return 2 * (n * v).sum(-1, keepdims=True) * n - v, (n * v).sum(-1)


def diffuse(n, room):
    """Diffuse irradiance (h, w, 3): ambient, brighter upwards, and each lamp."""
    total = (room.ambient * (0.6 + 0.4 * n[..., 2]))[..., None] * np.ones(3, np.float32)
    for lamp in room.lamps:
        total = total + np.maximum(n @ lamp.direction, 0)[..., None] * lamp.power * lamp.tint
    return total


def shine(n, facing, reflected, room, albedo, rough, metal):
    """Outgoing light (h, w, 3) of a finish between dull paint and bare metal."""
    env = room.reflect(reflected, rough)
    fresnel = np.clip(1 - facing, 0, 1) ** 5
    f0 = 0.04 * (1 - metal)[..., None] + albedo * metal[..., None]
    spec = (f0 + (1 - f0) * (fresnel * (1 - rough) ** 2)[..., None]) * env[..., None]
    return spec * 1.4 + albedo * (1 - metal)[..., None] * diffuse(n, room)


RUST_DARK, RUST_LIGHT = (0.11, 0.035, 0.015), (0.36, 0.13, 0.04)


def rust(noise, u, v, amount, albedo, metal):
    """Rust in spots: where the noise is high the metal turns to brown oxide."""
    spots = noise.fbm(u / 3.1 + 9, v / 3.1, 5, 0.6)
    level = 0.72 - 0.42 * amount
    cover = np.clip((spots - level) / 0.09, 0, 1)
    brown = mix(RUST_DARK, RUST_LIGHT, noise.fbm(u / 0.7, v / 0.7, 3))
    return albedo + (brown - albedo) * cover[..., None], metal * (1 - cover), cover
