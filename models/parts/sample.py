"""Writes media/sample: photographs, the sidecars of half of them, and relabel.yaml.

    python3 sample.py ../../media/sample [name ...]

Seeds 500000 and up are used here alone, never for training or test.
"""
import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from render.develop import Film, develop, random_film
from render.picture import Recipe, shoot
from sample_plan import PLAN, POLYGONS
from sidecar import sidecar

SURFACE_TAG = {"mat": "cutting-mat"}


def tags(recipe, shot):
    """Whole-image tags that are true by construction."""
    out = [SURFACE_TAG.get(recipe.surface, recipe.surface)]
    if recipe.style == "heap":
        out.append("overlapping")
    if any(not p.part.label for p in shot.things):
        out.append("other-things")
    if any(p.part.material.rust for p in shot.things if p.part.label):
        out.append("rust")
    return out


def items(shot, width, height, polygons):
    """Annotations inside the frame: polygons for the classes named, boxes for the rest."""
    out = []
    for i in shot.found:
        if i["label"] in polygons:
            corner = zip(i["polygon"][0::2], i["polygon"][1::2])
            inside = [float(c) for x, y in corner for c in (min(x, width), min(y, height))]
            out.append({"label": i["label"], "polygon": inside})
        else:
            x, y, w, h = i["box"]
            out.append({"label": i["label"], "box": [x, y, min(w, width - x), min(h, height - y)]})
    return out


def jpeg(photo, limit, quality=85, **more):
    """JPEG bytes of at most `limit` bytes: the quality falls until they fit."""
    while True:
        out = io.BytesIO()
        photo.save(out, "JPEG", quality=quality, optimize=True, progressive=False, **more)
        if out.tell() <= limit or quality <= 40:
            return out.getvalue()
        quality -= 3


def film(shot):
    """Settings of a good camera: little noise, little blur."""
    f = random_film(shot.rng)
    return Film(f.exposure, f.cast, f.vignette, f.noise * 0.38, f.blur)


def turned(photo, limit):
    """A JPEG whose pixels are stored rotated; EXIF orientation 6 sets it upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return jpeg(photo.transpose(Image.ROTATE_90), limit, exif=exif.tobytes())


def png(picture):
    """PNG bytes."""
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def grey16(shot):
    """A 16-bit grey picture as from a machine camera: values from about 3000 to 11000."""
    light = shot.linear @ np.float32([0.25, 0.65, 0.10])
    light = light / np.percentile(light, 99.5)
    noise = shot.rng.normal(0, 10, light.shape)
    return Image.fromarray(np.clip(3000 + 8000 * light + noise, 0, 65535).astype(np.uint16))


def encode(entry, shot):
    """The image file's bytes, by the kind of entry."""
    if entry.kind == "grey16":
        return png(grey16(shot))
    settings = film(shot)
    if entry.kind == "png":
        settings.noise = 0.0
    photo = Image.fromarray(develop(shot.linear, settings, shot.rng))
    if entry.kind == "png":
        return png(photo)
    return turned(photo, entry.limit) if entry.kind == "turned" else jpeg(photo, entry.limit)


def write(entry, out):
    """One image and, where the plan says so, its sidecar."""
    r = Recipe(entry.seed, entry.width, entry.height, entry.surface, entry.count, entry.clutter, entry.view_mm,
               entry.style, entry.finer, polygons=True)
    shot = shoot(r)
    (out / "images" / entry.name).write_bytes(encode(entry, shot))
    if entry.labelled:
        rng = np.random.default_rng([17, entry.seed])
        text = sidecar(entry.name, r.width, r.height, tags(r, shot),
                       items(shot, r.width, r.height, POLYGONS if entry.polygons else ()), rng)
        (out / "images" / f"{entry.name}.labels.json").write_text(text)
    print(entry.name, len(shot.found), flush=True)


def main():
    """Writes every entry of the plan, or only those named."""
    out = Path(sys.argv[1])
    (out / "images").mkdir(parents=True, exist_ok=True)
    (out / "relabel.yaml").write_text((Path(__file__).parent / "sample.yaml").read_text())
    for entry in PLAN:
        if len(sys.argv) < 3 or entry.name in sys.argv[2:]:
            write(entry, out)


if __name__ == "__main__":
    main()
