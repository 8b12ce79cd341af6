"""Writes training and test photographs with their boxes: JPEG files and one JSON index.

    python3 data.py OUT --first 0 --count 3000 --side 448 --jobs 2

Seeds below 800000 are for training, 900000 and up for the test; media/sample has its own.
"""
import argparse
import json
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from PIL import Image

from render.picture import Recipe, take
from render.surfaces import SURFACES

TRAIN, TEST = 0, 900000


def recipe(seed, side):
    """A random recipe whose longer side is `side` pixels."""
    rng = np.random.default_rng([11, seed])
    short = round(side * rng.choice([1.0, 0.75, 0.667, 0.5625, 0.75]))
    size = (side, short) if rng.random() < 0.75 else (short, side)
    count = 0 if rng.random() < 0.02 else int(rng.integers(2, 14))
    view = rng.uniform(95, 150) + count * rng.uniform(2, 9)
    return Recipe(seed, *size, str(rng.choice(list(SURFACES))), count, rng.uniform(0, 2.5), view,
                  finer=float(rng.choice([1.0, 1.0, 1.3])), hard=True)


def make(job):
    """Renders one picture to OUT/SEED.jpg and returns its index entry."""
    out, seed, side = job
    photo, found = take(recipe(seed, side))
    name, quality = f"{seed:06d}.jpg", int(np.random.default_rng([13, seed]).integers(60, 96))
    Image.fromarray(photo).save(Path(out) / name, quality=quality)
    return {"file": name, "width": photo.shape[1], "height": photo.shape[0],
            "items": [[i["label"], *[round(float(c), 2) for c in i["box"]]] for i in found]}


def main():
    """Renders the pictures asked for; index.jsonl grows as they come."""
    ask = argparse.ArgumentParser()
    ask.add_argument("out")
    ask.add_argument("--first", type=int, default=TRAIN)
    ask.add_argument("--count", type=int, default=3000)
    ask.add_argument("--side", type=int, default=448)
    ask.add_argument("--jobs", type=int, default=2)
    a = ask.parse_args()
    Path(a.out).mkdir(parents=True, exist_ok=True)
    jobs = [(a.out, a.first + k, a.side) for k in range(a.count)]
    with Pool(a.jobs) as pool, open(Path(a.out) / "index.jsonl", "a") as index:
        for entry in pool.imap(make, jobs, 4):
            index.write(json.dumps(entry) + "\n")
            index.flush()


if __name__ == "__main__":
    main()
