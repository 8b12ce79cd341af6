"""From a picture to boxes: letterbox, the network's output, class-wise suppression."""
import numpy as np
from PIL import Image


def letterbox(image, side, pad=114):
    """A side x side float32 tensor (3, s, s) RGB 0..1, and (scale, left, top) for the way back.

    Shrinks with a triangle filter (bilinear with antialiasing), as the extension does.
    """
    w, h = image.size
    scale = min(side / w, side / h)
    nw, nh = round(w * scale), round(h * scale)
    small = np.asarray(image.resize((nw, nh), Image.BILINEAR))
    left, top = round((side - nw) / 2 - 0.1), round((side - nh) / 2 - 0.1)
    out = np.full((side, side, 3), pad, np.uint8)
    out[top:top + nh, left:left + nw] = small
    return out.transpose(2, 0, 1).astype(np.float32) / 255, (scale, left, top)


def overlap(box, others):
    """IoU of one box with many, corners."""
    lo, hi = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    inter = np.clip(hi - lo, 0, None).prod(1)
    area = (others[:, 2:] - others[:, :2]).prod(1)
    return inter / ((box[2:] - box[:2]).prod() + area - inter + 1e-9)


def suppress(boxes, scores, iou):
    """Indices kept, best first: a box goes when it overlaps a better one by more than `iou`."""
    order, keep = np.argsort(-scores, kind="stable"), []
    while len(order):
        keep.append(order[0])
        order = order[1:][overlap(boxes[order[0]], boxes[order[1:]]) <= iou]
    return keep


def detections(output, place, size, confidence, iou, most=300):
    """Rows (class, score, x0, y0, x1, y1) in pixels of the picture from output (4 + classes, cells).

    A cell counts once, for its best class.
    """
    scale, left, top = place
    label, score = output[4:].argmax(0), output[4:].max(0)
    pick = score >= confidence
    (cx, cy, w, h), label, score = output[:4, pick], label[pick], score[pick]
    boxes = np.stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], 1)
    kept = [np.flatnonzero(label == c)[suppress(boxes[label == c], score[label == c], iou)] for c in np.unique(label)]
    keep = np.concatenate(kept) if kept else np.zeros(0, int)
    keep = keep[np.argsort(-score[keep], kind="stable")][:most]
    real = np.clip((boxes[keep] - [left, top, left, top]) / scale, 0, [*size, *size])
    return np.concatenate([label[keep, None], score[keep, None], real], 1)
