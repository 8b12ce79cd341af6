"""COCO-style average precision on pictures that training never saw.

    python3 evaluate.py WEIGHTS DATA [--side 416]
"""
import argparse
import json

import numpy as np
import torch

from augment import load
from detect import detections, letterbox, overlap
from net import Detector, Exported
from render.layout import CLASSES

THRESHOLDS = np.linspace(0.5, 0.95, 10)
RECALLS = np.linspace(0, 1, 101)


def match(found, truth):
    """For each detection (best first) and threshold, whether it takes a truth of its own."""
    hits = np.zeros((len(THRESHOLDS), len(found)), bool)
    iou = np.array([overlap(f[2:], truth) for f in found]).reshape(len(found), len(truth))
    for t, least in enumerate(THRESHOLDS):
        free = np.ones(len(truth), bool)
        for d in range(len(found)):
            score = np.where(free, iou[d], -1)
            if len(truth) and score.max() >= least:
                free[score.argmax()] = False
                hits[t, d] = True
    return hits


def average_precision(hits, total):
    """Area under the precision envelope at 101 recalls; hits are in order of falling score."""
    if not total:
        return float("nan")
    right = np.cumsum(hits)
    recall, precision = right / total, right / np.arange(1, len(hits) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    at = np.searchsorted(recall, RECALLS - 1e-12, side="left")
    return float(np.where(at < len(hits), np.append(envelope, 0)[np.minimum(at, len(hits))], 0).mean())


def predict(net, images, side, iou):
    """Detections of every picture with all scores over 0.001."""
    out = []
    with torch.no_grad():
        for image in images:
            x, place = letterbox(image, side)
            raw = net(torch.from_numpy(x)[None])[0].numpy()
            out.append(detections(raw, place, image.size, 0.001, iou, 100))
    return out


def per_class(found, boxes, c):
    """Scores and hits of a class over all pictures, best first, and the number of truths."""
    scores, hits, total = [np.zeros(0)], [np.zeros((len(THRESHOLDS), 0), bool)], 0
    for f, b in zip(found, boxes):
        f, t = f[f[:, 0] == c], b[b[:, 0] == c][:, 1:]
        total += len(t)
        scores.append(f[:, 1])
        hits.append(match(f, t))
    scores, hits = np.concatenate(scores), np.concatenate(hits, 1)
    order = np.argsort(-scores, kind="stable")
    return scores[order], hits[:, order], total


def table(found, boxes):
    """Per class: truths, AP over all thresholds, AP at 0.5."""
    rows = {}
    for c, name in enumerate(CLASSES):
        _, hits, total = per_class(found, boxes, c)
        aps = [average_precision(h, total) for h in hits]
        rows[name] = {"truths": total, "AP50-95": float(np.mean(aps)), "AP50": aps[0], "AP75": aps[5]}
    return rows


def best_threshold(found, boxes):
    """The confidence with the best F1 at IoU 0.5 over all classes, and the rates there."""
    parts = [per_class(found, boxes, c) for c in range(len(CLASSES))]
    score, hit = np.concatenate([p[0] for p in parts]), np.concatenate([p[1][0] for p in parts])
    total, best = sum(p[2] for p in parts), (0, 0, 0, 0)
    for least in np.arange(0.1, 0.8, 0.05):
        right, shown = hit[score >= least].sum(), (score >= least).sum()
        p, r = right / max(1, shown), right / total
        best = max(best, (2 * p * r / max(1e-9, p + r), round(float(least), 2), p, r))
    return dict(zip(("f1", "confidence", "precision", "recall"), map(float, best)))


def evaluate(weights, data, side, iou=0.65):
    """All the numbers as one dictionary."""
    torch.set_num_threads(1)
    net = Detector(len(CLASSES))
    net.load_state_dict(torch.load(weights))
    images, boxes = load(data)
    found = predict(Exported(net.eval(), side), images, side, iou)
    rows = table(found, boxes)
    mean = {k: float(np.mean([r[k] for r in rows.values()])) for k in ("AP50-95", "AP50", "AP75")}
    return {"images": len(images), "mean": mean, "classes": rows, "best": best_threshold(found, boxes)}


def main():
    """Prints the numbers as JSON."""
    ask = argparse.ArgumentParser()
    ask.add_argument("weights")
    ask.add_argument("data")
    ask.add_argument("--side", type=int, default=416)
    a = ask.parse_args()
    print(json.dumps(evaluate(a.weights, a.data, a.side), indent=1))


if __name__ == "__main__":
    main()
