"""From the pixels of an instance to its box and outline (pixels, top-left origin)."""
import numpy as np
from scipy.ndimage import find_objects, label

STEPS = [(1, 0), (0, 1), (-1, 0), (0, -1)]


def largest(mask):
    """The biggest connected piece of a mask."""
    pieces, count = label(mask, np.ones((3, 3)))
    if count < 2:
        return mask
    return pieces == 1 + np.argmax(np.bincount(pieces.ravel())[1:])


def trace(mask):
    """The outer contour of one piece along pixel edges, clockwise: points (n, 2) as x, y."""
    m = np.pad(mask, 1)
    y = int(np.flatnonzero(m.any(1))[0])
    x = int(np.flatnonzero(m[y])[0])
    start, heading, points = (x, y), 0, []
    while not points or (x, y) != start or heading != 0:
        points.append((x - 1, y - 1))
        dx, dy = STEPS[heading]
        x, y = x + dx, y + dy
        heading = _turn(m, x, y, heading)
    return np.array(points, float)


def _turn(m, x, y, heading):
    """The next heading at a corner, with the piece on the right; diagonals count as joined."""
    for h in ((heading - 1) % 4, heading, (heading + 1) % 4):
        dx, dy = STEPS[h]
        rx, ry = -dy, dx  # to the right of the heading
        cx, cy = x + (dx + rx - 1) // 2, y + (dy + ry - 1) // 2
        if m[cy, cx]:
            return h
    return (heading + 2) % 4


def simplify(points, tolerance):
    """Douglas-Peucker on a closed line."""
    far = int(np.argmax(np.hypot(*(points - points[0]).T)))
    closed = np.concatenate([points, points[:1]])
    keep = np.zeros(len(closed), bool)
    keep[[0, far, -1]] = True
    _split(closed, 0, far, tolerance, keep)
    _split(closed, far, len(closed) - 1, tolerance, keep)
    return closed[:-1][keep[:-1]]


def _split(p, i, j, tolerance, keep):
    """Keeps the farthest point between i and j while it is off the chord."""
    if j - i < 2:
        return
    chord, off = p[j] - p[i], p[i + 1:j] - p[i]
    d = np.abs(chord[0] * off[:, 1] - chord[1] * off[:, 0]) / (np.hypot(*chord) + 1e-9)
    k = int(np.argmax(d)) + i + 1
    if d[k - i - 1] > tolerance:
        keep[k] = True
        _split(p, i, k, tolerance, keep)
        _split(p, k, j, tolerance, keep)


def outline(mask, most=40):
    """The outer contour of the largest piece with at most `most` corners, flat x, y list."""
    points, tolerance = trace(largest(mask)), 0.8
    simple = simplify(points, tolerance)
    while len(simple) > most:
        tolerance *= 1.25
        simple = simplify(points, tolerance)
    return simple.ravel()


def boxes(owner, count):
    """Tight boxes (x, y, w, h) and areas of the instances 0..count-1; None when unseen."""
    found = find_objects(owner.astype(np.int32) + 1, max_label=count)
    out = []
    for k, at in enumerate(found):
        area = int((owner[at] == k).sum()) if at else 0
        out.append((at[1].start, at[0].start, at[1].stop - at[1].start, at[0].stop - at[0].start, area) if at else None)
    return out
