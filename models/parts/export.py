"""Writes models/parts-nano.onnx, its manifest and the detections that a reader should get.

    python3 export.py WEIGHTS METRICS.json [--side 416]
"""
import argparse
import hashlib
import json
import re
from pathlib import Path

import onnx
import torch
from PIL import Image, ImageOps

from detect import detections, letterbox
from net import STRIDES, Detector, Exported
from render.layout import CLASSES

MODELS = Path(__file__).resolve().parent.parent
SAMPLES = MODELS.parent / "media" / "sample" / "images"
EXPECTED = ["bench_001.jpg", "bench_007.jpg", "bench_014.jpg", "phone_0412.jpg"]
CONFIDENCE, IOU = 0.35, 0.6


def metadata(side):
    """The properties that readers of this layout look for, as Python literals."""
    return {"description": "Bolts, nuts, washers, gears, springs and keys on a workbench",
            "author": "Relabel", "license": "MIT", "version": "1", "stride": str(max(STRIDES)), "task": "detect",
            "batch": "1", "imgsz": str([side, side]), "names": str(dict(enumerate(CLASSES)))}


def save(net, side, path):
    """The ONNX file, checked."""
    torch.onnx.export(net, torch.zeros(1, 3, side, side), str(path), opset_version=14, do_constant_folding=True,
                      input_names=["images"], output_names=["output0"])
    model = onnx.load(str(path))
    model.producer_name = "relabel"
    onnx.helper.set_model_props(model, metadata(side))
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def manifest(path, side, metrics):
    """What Relabel needs to know to run the model."""
    return {
        "$schema": "../media/schemas/model.schema.json", "name": "parts-nano", "title": "Workshop parts (nano)",
        "file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "task": "detect",
        "head": "yoloGrid", "classes": CLASSES,
        "input": {"width": side, "height": side, "layout": "NCHW", "channels": "RGB", "scale": 1 / 255,
                  "mean": [0, 0, 0], "std": [1, 1, 1], "resize": "letterbox", "pad": 114},
        "defaults": {"confidence": metrics["confidence"], "iou": IOU}, "licence": "MIT",
        "source": "models/parts/train.py",
        "metrics": {"mAP50-95": round(metrics["mean"]["AP50-95"], 3), "mAP50": round(metrics["mean"]["AP50"], 3),
                    "images": metrics["images"]}}


def expected(net, side):
    """Detections on a few sample pictures, from torch and our own suppression."""
    out = []
    for name in EXPECTED:
        image = ImageOps.exif_transpose(Image.open(SAMPLES / name)).convert("RGB")
        x, place = letterbox(image, side)
        with torch.no_grad():
            raw = net(torch.from_numpy(x)[None])[0].numpy()
        rows = [{"label": CLASSES[int(c)], "score": round(float(s), 4),
                 "box": [round(float(v), 2) for v in (x0, y0, x1 - x0, y1 - y0)]}
                for c, s, x0, y0, x1, y1 in detections(raw, place, image.size, CONFIDENCE, IOU)]
        out.append({"image": name, "width": image.width, "height": image.height, "detections": rows})
    return out


def compact(text):
    """JSON with short lists on one line."""
    return re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r",\s+", ", ", m[1]) + "]", text)


def main():
    """Writes the three files beside this folder."""
    ask = argparse.ArgumentParser()
    ask.add_argument("weights")
    ask.add_argument("metrics")
    ask.add_argument("--side", type=int, default=416)
    ask.add_argument("--confidence", type=float, default=CONFIDENCE)
    a = ask.parse_args()
    net = Detector(len(CLASSES))
    net.load_state_dict(torch.load(a.weights))
    ready, path = Exported(net.eval(), a.side).eval(), MODELS / "parts-nano.onnx"
    save(ready, a.side, path)
    metrics = {**json.loads(Path(a.metrics).read_text()), "confidence": a.confidence}
    text = compact(json.dumps(manifest(path, a.side, metrics), indent=2))
    (MODELS / "parts-nano.model.json").write_text(text + "\n")
    body = ",\n".join(json.dumps(e) for e in expected(ready, a.side))
    (MODELS / "parts-nano.expected.json").write_text(f"[\n{body}\n]\n")


if __name__ == "__main__":
    main()
