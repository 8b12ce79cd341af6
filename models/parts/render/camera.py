"""Where pixels look: a mild perspective from pixels to millimetres on the table.

Pixel frame: origin at the top-left corner of the top-left pixel, y down.
Table frame: millimetres, origin under the image's centre, y down.
"""
import numpy as np


class Camera:
    """A homography between `width` x `height` pixels and the table."""

    def __init__(self, width, height, view_mm, tilt=(0.0, 0.0)):
        self.width, self.height = width, height
        half, mm = max(width, height) / 2, view_mm / max(width, height)
        centre = np.array([[1, 0, -width / 2], [0, 1, -height / 2], [0, 0, 1.0]])
        bend = np.diag([mm, mm, 1.0])
        bend[2, :2] = np.asarray(tilt) / half
        self.to_table = bend @ centre
        self.to_pixel = np.linalg.inv(self.to_table)
        self.eye = np.array([0, 0, 1.3 * view_mm], np.float32)

    def table(self, window):
        """Table coordinates X, Y (mm) of the pixel centres in window (x0, y0, x1, y1)."""
        x0, y0, x1, y1 = window
        py, px = np.mgrid[y0:y1, x0:x1].astype(np.float32) + np.float32(0.5)
        m = self.to_table.astype(np.float32)
        w = m[2, 0] * px + m[2, 1] * py + m[2, 2]
        return ((m[0, 0] * px + m[0, 1] * py + m[0, 2]) / w,
                (m[1, 0] * px + m[1, 1] * py + m[1, 2]) / w)

    def pixel(self, x, y):
        """The pixel position of a table point (mm)."""
        p = self.to_pixel @ np.array([x, y, 1.0])
        return p[0] / p[2], p[1] / p[2]

    def scale(self, x, y):
        """Pixels per millimetre near a table point."""
        a, b, c = self.pixel(x, y), self.pixel(x + 1, y), self.pixel(x, y + 1)
        return (np.hypot(b[0] - a[0], b[1] - a[1]) + np.hypot(c[0] - a[0], c[1] - a[1])) / 2

    def window(self, x, y, radius):
        """The pixel window around a table disc, clipped to the frame (may be empty)."""
        p = [self.pixel(x + radius * i, y + radius * j) for i in (-1, 1) for j in (-1, 1)]
        xs, ys = [q[0] for q in p], [q[1] for q in p]
        return (max(0, int(min(xs)) - 2), max(0, int(min(ys)) - 2),
                min(self.width, int(max(xs)) + 3), min(self.height, int(max(ys)) + 3))
