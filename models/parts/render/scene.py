"""Puts parts on a table and paints them from the bottom to the top."""
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from . import shade
from .noise import Lattice
from .part import Field
from .surfaces import SURFACES


@dataclass
class Placed:
    """A part at table position (x, y) mm, turned by `angle` radians."""

    part: object
    x: float
    y: float
    angle: float


class Canvas:
    """Linear RGB, height (mm) and the owner of every pixel (-1: the table)."""

    def __init__(self, camera, room, surface, rng):
        self.camera, self.room, self.rng = camera, room, rng
        shape = (camera.height, camera.width)
        self.owner = np.full(shape, -1, np.int16)
        self.height = np.zeros(shape, np.float32)
        self.colour = self._table(surface)

    def _table(self, surface):
        """The lit table top, its texture turned by a random angle."""
        x, y = self.camera.table((0, 0, self.camera.width, self.camera.height))
        a = self.rng.uniform(0, 2 * np.pi) if surface != "paper" else self.rng.normal(0, 0.3)
        c, s = np.float32(np.cos(a)), np.float32(np.sin(a))
        off = self.rng.uniform(0, 90, 2).astype(np.float32)
        top = SURFACES[surface](c * x + s * y + off[0], c * y - s * x + off[1], Lattice(self.rng), self.rng)
        n = shade.normals(top.relief, 1 / self.camera.scale(0, 0), 1.2)
        r, facing = shade.mirror(n, x, y, self.camera.eye)
        rough = np.full(x.shape, top.rough, np.float32)
        return shade.shine(n, facing, r, self.room, top.albedo, rough, np.full_like(rough, top.metal))

    def add(self, placed, index):
        """Paints one part with its shadow over what is there."""
        part, cam = placed.part, self.camera
        win = cam.window(placed.x, placed.y, part.radius + 0.5)
        if win[2] - win[0] < 4 or win[3] - win[1] < 4:
            return
        scale = cam.scale(placed.x, placed.y)
        x, y = cam.table(win)
        field = part.shape(*local(placed, x, y))
        alpha = np.clip(0.5 - field.sdf * scale, 0, 1)
        tight = bounds(alpha)
        if tight is None:
            return
        self._shadow(placed, win, alpha, scale)
        field = Field(field.sdf[tight], field.height[tight], [(w[tight], m) for w, m in field.coats])
        at = np.s_[win[1] + tight[0].start:win[1] + tight[0].stop, win[0] + tight[1].start:win[0] + tight[1].stop]
        self._lay(placed, index, at, field, alpha[tight], x[tight], y[tight], scale)

    def _lay(self, placed, index, at, field, alpha, x, y, scale):
        """Blends the part over the canvas and notes its height and owner."""
        base, solid = self._rest(at, alpha), alpha > 0.5
        lit = self._paint(placed, field, x, y, scale)
        self.colour[at] += (lit - self.colour[at]) * alpha[..., None]
        self.height[at] = np.where(solid, base + field.height, self.height[at])
        self.owner[at] = np.where(solid, index, self.owner[at])

    def _rest(self, at, alpha):
        """How high (mm) the part lies on what is below it."""
        below = self.height[at][alpha > 0.5]
        return float(np.percentile(below, 90)) if below.size else 0.0

    def _shadow(self, placed, win, alpha, scale):
        """Darkens what is below by the part's cast shadows and by contact."""
        part, room = placed.part, self.room
        wide = self.camera.window(placed.x, placed.y, part.radius + 2.2 * part.tall + 2)
        mask = np.zeros((wide[3] - wide[1], wide[2] - wide[0]), np.float32)
        mask[win[1] - wide[1]:win[3] - wide[1], win[0] - wide[0]:win[2] - wide[0]] = alpha
        total = room.ambient + sum(l.power * l.direction[2] for l in room.lamps)
        fine = 1 + (part.tall * scale > 8) + (part.tall * scale > 30)
        small, tall = reduce(mask, fine), part.tall * scale / fine
        keep = np.ones(small.shape, np.float32)
        for lamp in room.lamps:
            keep -= cast(small, lamp, tall, part.solid) * (lamp.power * lamp.direction[2] / total) * 0.95
        keep -= (0.45 * room.ambient / total + 0.3) * gaussian_filter(small, max(0.6, 0.35 * tall))
        keep = enlarge(keep, mask.shape, fine)
        cool = np.asarray([0.0, 0.012, 0.035], np.float32)
        self.colour[wide[1]:wide[3], wide[0]:wide[2]] *= (
            np.clip(keep, 0.04, 1)[..., None] + cool * (1 - keep)[..., None])

    def _paint(self, placed, field, x, y, scale):
        """The part's own light (h, w, 3)."""
        part, (u, v), angle = placed.part, local(placed, x, y), placed.angle
        noise, mm = Lattice(self.rng), 1 / scale
        n = self._normals(part, field, noise, u, v, angle, mm)
        albedo, rough, metal = coat(part.material, field, noise, u, v)
        r, facing = shade.mirror(n, x, y, self.camera.eye)
        lit = shade.shine(n, facing, r, self.room, albedo, rough, metal)
        depth = field.height - gaussian_filter(field.height, max(1.0, 0.9 * scale))
        return lit * np.clip(1 + 0.55 * np.minimum(depth, 0.12), 0.35, 1.1)[..., None]

    def _normals(self, part, field, noise, u, v, angle, mm):
        """Normals with brushing, scratches and a small tilt of the whole part."""
        n = shade.normals(field.height, mm)
        g = part.material.grain
        brush = noise.fbm(u / 14, v / 0.3, 3) - 0.5
        dents = noise.fbm(u / 2.2, v / 2.2, 3) - 0.5
        line = np.maximum(0, 0.02 - np.abs(noise.at(u / 9 + v / 3 + 70, v / 7 - u / 21) - 0.5)) * 40
        tilt = self.rng.normal(0, 0.05, 2).astype(np.float32)
        dy = g * 5 * brush + 0.16 * dents + 0.16 * line
        return shade.lean(n, tilt[0] - np.sin(angle) * dy + 0.1 * dents, tilt[1] + np.cos(angle) * dy)


def local(placed, x, y):
    """Table coordinates in the part's own frame (mm)."""
    c, s = np.float32(np.cos(placed.angle)), np.float32(np.sin(placed.angle))
    dx, dy = x - np.float32(placed.x), y - np.float32(placed.y)
    return c * dx + s * dy, c * dy - s * dx


def bounds(alpha):
    """Slices of the smallest window that holds all of a silhouette, or None."""
    rows, cols = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    if len(rows) < 3 or len(cols) < 3:
        return None
    return np.s_[rows[0]:rows[-1] + 1, cols[0]:cols[-1] + 1]


def reduce(mask, k):
    """A mask at 1/k of its size (block means)."""
    if k == 1:
        return mask
    h, w = -mask.shape[0] % k, -mask.shape[1] % k
    m = np.pad(mask, ((0, h), (0, w)))
    return m.reshape(m.shape[0] // k, k, m.shape[1] // k, k).mean((1, 3))


def enlarge(mask, shape, k):
    """The way back from `reduce`, smoothly."""
    if k == 1:
        return mask
    h, w = mask.shape
    big = Image.fromarray(mask).resize((w * k, h * k), Image.BILINEAR)
    return np.asarray(big)[:shape[0], :shape[1]]


def moved(mask, dx, dy):
    """A mask shifted by whole pixels, zero where nothing comes in."""
    out, (h, w) = np.zeros_like(mask), mask.shape
    if abs(dx) < w and abs(dy) < h:
        out[max(0, dy):h + min(0, dy), max(0, dx):w + min(0, dx)] = mask[
            max(0, -dy):h - max(0, dy), max(0, -dx):w - max(0, dx)]
    return out


def cast(mask, lamp, tall, solid):
    """Shadow 0..1 of a silhouette `tall` pixels high, as a stack of shifted, blurred slices."""
    away = -lamp.direction[:2] / lamp.direction[2]
    dark = np.zeros_like(mask)
    for f in slices(tall * float(np.hypot(*away)), solid):
        slid = moved(mask, round(away[0] * tall * f), round(away[1] * tall * f))
        dark = np.maximum(dark, gaussian_filter(slid, 0.5 + lamp.soft * tall * f * 0.5, truncate=3))
    return dark


def slices(reach, solid):
    """Heights 0..1 at which a silhouette is cut; closer ones for a longer shadow (pixels)."""
    count = int(np.clip(reach / (5 if solid else 2.5), 4, 14))
    return np.linspace(0.06, 0.94, count)


def coat(material, field, noise, u, v):
    """Albedo (h, w, 3), roughness and metalness grids of a part with coats and rust."""
    stain = noise.fbm(u / 6 + 31, v / 6, 4)
    albedo = np.asarray(material.albedo, np.float32) * (0.86 + 0.28 * stain)[..., None]
    rough = np.full(u.shape, material.rough, np.float32) * (0.75 + 0.5 * stain)
    metal = np.full(u.shape, material.metal, np.float32)
    if material.rust:
        albedo, metal, cover = shade.rust(noise, u, v, material.rust, albedo, metal)
        rough = rough + (0.8 - rough) * cover
    for weight, other in field.coats:
        albedo = albedo + (np.asarray(other.albedo, np.float32) - albedo) * weight[..., None]
        rough = rough + (other.rough - rough) * weight
        metal = metal + (other.metal - metal) * weight
    return albedo, rough, metal
