"""A small anchor-free detector: CSP backbone, feature pyramid, one head per stride 8, 16, 32.

Input (n, 3, S, S) RGB 0..1. Each cell predicts distances left, top, right, bottom from its
centre to the box edges (in strides) and one logit per class.
"""
import torch
from torch import nn

STRIDES = (8, 16, 32)


class Conv(nn.Sequential):
    """Convolution, batch norm, SiLU."""

    def __init__(self, cin, cout, k=3, s=1, groups=1):
        super().__init__(nn.Conv2d(cin, cout, k, s, k // 2, groups=groups, bias=False),
                         nn.BatchNorm2d(cout, eps=1e-3, momentum=0.03), nn.SiLU(inplace=True))


class Block(nn.Module):
    """Split, refine one half `n` times with 3x3 convolutions, join all pieces."""

    def __init__(self, cin, cout, n=1, add=True):
        super().__init__()
        self.half = cout // 2
        self.enter = Conv(cin, cout, 1)
        self.steps = nn.ModuleList(Conv(self.half, self.half) for _ in range(n))
        self.leave = Conv(cout + n * self.half, cout, 1)
        self.add = add

    def forward(self, x):
        y = list(self.enter(x).split(self.half, 1))
        for step in self.steps:
            z = step(y[-1])
            y.append(y[-1] + z if self.add else z)
        return self.leave(torch.cat(y, 1))


class Pool(nn.Module):
    """Three chained 5x5 max pools: a wide view for the coarsest level."""

    def __init__(self, c):
        super().__init__()
        self.enter, self.leave = Conv(c, c // 2, 1), Conv(2 * c, c, 1)
        self.pool = nn.MaxPool2d(5, 1, 2)

    def forward(self, x):
        y = [self.enter(x)]
        for _ in range(3):
            y.append(self.pool(y[-1]))
        return self.leave(torch.cat(y, 1))


class Head(nn.Module):
    """Box distances and class logits of one level."""

    def __init__(self, c, classes):
        super().__init__()
        self.box = nn.Sequential(Conv(c, c), nn.Conv2d(c, 4, 1))
        self.cls = nn.Sequential(Conv(c, c), nn.Conv2d(c, classes, 1))
        nn.init.constant_(self.box[-1].bias, 1.0)
        nn.init.constant_(self.cls[-1].bias, -4.6)

    def forward(self, x):
        return torch.cat([self.box(x), self.cls(x)], 1)


class Detector(nn.Module):
    """The network; forward gives raw (n, 4 + classes, cells) over the three levels."""

    def __init__(self, classes, w=(12, 24, 40, 72, 104), neck=44):
        super().__init__()
        self.classes = classes
        self.stem = nn.Sequential(Conv(3, w[0], 3, 2), Conv(w[0], w[1], 3, 2), Block(w[1], w[1], 1))
        self.down3 = nn.Sequential(Conv(w[1], w[2], 3, 2), Block(w[2], w[2], 2))
        self.down4 = nn.Sequential(Conv(w[2], w[3], 3, 2), Block(w[3], w[3], 2))
        self.down5 = nn.Sequential(Conv(w[3], w[4], 3, 2), Block(w[4], w[4], 1), Pool(w[4]))
        self.side = nn.ModuleList(Conv(c, neck, 1) for c in w[2:])
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.top4, self.top3 = Block(2 * neck, neck, 1, False), Block(2 * neck, neck, 1, False)
        self.low4, self.low5 = Block(2 * neck, neck, 1, False), Block(2 * neck, neck, 1, False)
        self.fall3, self.fall4 = Conv(neck, neck, 3, 2), Conv(neck, neck, 3, 2)
        self.heads = nn.ModuleList(Head(neck, classes) for _ in STRIDES)

    def levels(self, x):
        """Raw maps of the three levels."""
        c3 = self.down3(self.stem(x))
        c4 = self.down4(c3)
        p5 = self.side[2](self.down5(c4))
        p4 = self.top4(torch.cat([self.side[1](c4), self.up(p5)], 1))
        p3 = self.top3(torch.cat([self.side[0](c3), self.up(p4)], 1))
        n4 = self.low4(torch.cat([self.fall3(p3), p4], 1))
        n5 = self.low5(torch.cat([self.fall4(n4), p5], 1))
        return [head(p) for head, p in zip(self.heads, (p3, n4, n5))]

    def forward(self, x):
        return torch.cat([m.flatten(2) for m in self.levels(x)], 2)


def cells(side):
    """Centres (cells, 2) in input pixels and strides (cells,) for a square input."""
    points, strides = [], []
    for s in STRIDES:
        y, x = torch.meshgrid(*[(torch.arange(side // s) + 0.5) * s] * 2, indexing="ij")
        points.append(torch.stack([x, y], -1).reshape(-1, 2))
        strides.append(torch.full((points[-1].shape[0],), float(s)))
    return torch.cat(points), torch.cat(strides)


def corners(raw, points, strides):
    """Boxes x0, y0, x1, y1 (n, cells, 4) in input pixels from raw maps."""
    d = nn.functional.softplus(raw[:, :4].transpose(1, 2)) * strides[:, None]
    return torch.cat([points - d[..., :2], points + d[..., 2:]], -1)


class Exported(nn.Module):
    """The graph that ships: (n, 4 + classes, cells) with cx, cy, w, h and class scores 0..1."""

    def __init__(self, net, side):
        super().__init__()
        self.net = net
        points, strides = cells(side)
        self.register_buffer("points", points.t()[None])
        self.register_buffer("strides", strides[None, None])

    def forward(self, images):
        raw = self.net(images)
        d = nn.functional.softplus(raw[:, :4]) * self.strides
        near, far = self.points - d[:, :2], self.points + d[:, 2:]
        return torch.cat([(near + far) / 2, far - near, raw[:, 4:].sigmoid()], 1)
