"""What the sample data set shows, picture by picture."""
from dataclasses import dataclass

POLYGONS = ("gear", "key", "nut")


@dataclass
class Entry:
    """One picture; sizes in upright pixels, `view_mm` along the longer side, `limit` in bytes."""

    name: str
    seed: int
    width: int
    height: int
    surface: str
    count: int
    view_mm: float
    style: str = "scatter"
    clutter: float = 1.0
    labelled: bool = False
    polygons: bool = False
    kind: str = "jpeg"
    finer: float = 1.5
    limit: int = 168_000


def bench(number, *rest, **more):
    """An ordinary photograph; the first thirteen are labelled."""
    return Entry(f"bench_{number:03d}.jpg", 500000 + number, *rest, labelled=number <= 13, **more)


PLAN = [
    bench(1, 1280, 960, "wood", 8, 150, polygons=True),
    bench(2, 1200, 900, "mat", 9, 170, clutter=2),
    bench(3, 1400, 933, "cloth", 7, 140, polygons=True),
    bench(4, 960, 1280, "paper", 8, 150),
    bench(5, 1280, 853, "metal", 10, 170, "loose"),
    bench(6, 1200, 900, "concrete", 8, 160, polygons=True),
    bench(7, 1600, 900, "wood", 12, 200, "rows", 0.5),
    bench(8, 1024, 1024, "mat", 9, 130, "heap", 1.5),
    bench(9, 1200, 800, "cloth", 0, 150, clutter=4),
    bench(10, 1500, 1000, "paper", 10, 180, polygons=True, clutter=2),
    bench(11, 1080, 1350, "wood", 9, 160, "loose"),
    bench(12, 1280, 720, "metal", 7, 160, polygons=True),
    bench(13, 1200, 900, "cloth", 10, 150, "heap"),
    bench(14, 1280, 960, "mat", 8, 150),
    bench(15, 1200, 900, "wood", 10, 150, "heap", 2),
    bench(16, 1400, 933, "concrete", 9, 170, clutter=2),
    bench(17, 900, 1200, "cloth", 8, 150),
    bench(18, 1280, 853, "paper", 12, 180, "rows", 0.5),
    bench(19, 1200, 900, "metal", 8, 140, clutter=2),
    bench(20, 1600, 1067, "wood", 12, 210),
    bench(21, 1024, 768, "mat", 5, 100),
    bench(22, 1200, 1200, "concrete", 10, 160, "loose"),
    bench(23, 1280, 720, "cloth", 7, 150, clutter=3),
    bench(24, 1200, 900, "paper", 9, 150, "heap"),
    bench(25, 1350, 900, "wood", 6, 110),
    bench(26, 1280, 960, "mat", 13, 190, "rows", 0.5),
    bench(27, 1000, 1250, "metal", 8, 150),
    bench(28, 1200, 900, "concrete", 9, 150, "heap", 1.5),
    Entry("phone_0412.jpg", 500041, 960, 1280, "wood", 8, 150, clutter=1.5, labelled=True, kind="turned"),
    Entry("camera_16bit.png", 500042, 800, 600, "metal", 7, 130, labelled=True, kind="grey16"),
    Entry("scan_001.png", 500043, 720, 540, "paper", 6, 120, labelled=True, polygons=True, kind="png"),
    Entry("overview_20mp.jpg", 500044, 5472, 3648, "mat", 16, 240, clutter=3, finer=1.0, limit=1_150_000),
]
