"""Which cell learns which box, and how far off it is (task-aligned assignment, CIoU, BCE)."""
import math

import torch
from torch.nn.functional import binary_cross_entropy_with_logits as bce

TOP, ALPHA, BETA = 10, 1.0, 6.0


def iou_pairs(a, b):
    """IoU (n, m) of boxes a (n, 4) and b (m, 4), corners."""
    lo = torch.maximum(a[:, None, :2], b[None, :, :2])
    hi = torch.minimum(a[:, None, 2:], b[None, :, 2:])
    inter = (hi - lo).clamp(min=0).prod(-1)
    area = lambda t: (t[:, 2] - t[:, 0]) * (t[:, 3] - t[:, 1])
    return inter / (area(a)[:, None] + area(b)[None] - inter + 1e-7)


def ciou(a, b):
    """Complete IoU of matched boxes (n, 4): overlap, centre distance, aspect."""
    lo, hi = torch.maximum(a[:, :2], b[:, :2]), torch.minimum(a[:, 2:], b[:, 2:])
    inter = (hi - lo).clamp(min=0).prod(-1)
    wa, wb = (a[:, 2:] - a[:, :2]).clamp(min=1e-3), (b[:, 2:] - b[:, :2]).clamp(min=1e-3)
    iou = inter / (wa.prod(-1) + wb.prod(-1) - inter + 1e-7)
    outer = torch.maximum(a[:, 2:], b[:, 2:]) - torch.minimum(a[:, :2], b[:, :2])
    gap = ((a[:, :2] + a[:, 2:] - b[:, :2] - b[:, 2:]) / 2).pow(2).sum(-1)
    turn = (4 / math.pi**2) * (torch.atan(wb[:, 0] / wb[:, 1]) - torch.atan(wa[:, 0] / wa[:, 1])).pow(2)
    with torch.no_grad():
        weight = turn / (1 - iou + turn + 1e-7)
    return iou - gap / (outer.pow(2).sum(-1) + 1e-7) - weight * turn


@torch.no_grad()
def assign(scores, boxes, points, labels, truth):
    """For one image: positive cells (bool), the truth each takes, and a soft target 0..1.

    scores (cells, classes) 0..1, boxes (cells, 4), truth (m, 4) with labels (m,).
    """
    lt, rb = points[None] - truth[:, None, :2], truth[:, None, 2:] - points[None]
    inside = torch.cat([lt, rb], -1).amin(-1) > 1e-6
    overlap = iou_pairs(truth, boxes) * inside
    fit = scores[:, labels].t().pow(ALPHA).sqrt() * overlap.pow(BETA) + inside * 1e-12
    best = fit.topk(min(TOP, fit.shape[1]), 1)
    chosen = torch.zeros_like(fit, dtype=torch.bool).scatter_(1, best.indices, True) & inside
    chosen &= (overlap * chosen) >= (overlap * chosen).amax(0, keepdim=True)
    owner = chosen.float().argmax(0)
    positive = chosen.any(0)
    fit = fit * chosen
    scale = (overlap * chosen).amax(1, keepdim=True) / (fit.amax(1, keepdim=True) + 1e-12)
    return positive, owner, (fit * scale).amax(0)


def loss(raw, boxes, points, strides, targets):
    """Total loss of a batch; targets: per image (labels (m,), corners (m, 4))."""
    logits = raw[:, 4:].transpose(1, 2)
    goal, box_sum, weight_sum = torch.zeros_like(logits), raw.sum() * 0, raw.new_zeros(())
    scores = logits.detach().sigmoid()
    for k, (labels, truth) in enumerate(targets):
        if not len(labels):
            continue
        positive, owner, soft = assign(scores[k], boxes[k].detach(), points, labels, truth)
        goal[k, positive, labels[owner[positive]]] = soft[positive]
        weight = soft[positive]
        box_sum = box_sum + ((1 - ciou(boxes[k, positive], truth[owner[positive]])) * weight).sum()
        weight_sum = weight_sum + weight.sum()
    norm = weight_sum.clamp(min=1.0)
    return 7.5 * box_sum / norm + 0.8 * bce(logits, goal, reduction="sum") / norm
