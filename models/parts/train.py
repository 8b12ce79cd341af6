"""Trains the detector on generated pictures; keeps the averaged weights in OUT.

    python3 train.py DATA OUT --minutes 40 --crop 288 --full 416

Most of the time it sees crops at the scale of a 416-pixel letterbox, which costs half as much
as whole pictures; the last part (`--finish`) uses whole letterboxed pictures.
"""
import argparse
import copy
import math
import time

import numpy as np
import torch

from augment import crop, fit, load, tint
from loss import loss
from net import Detector, cells, corners
from render.layout import CLASSES


class Clock:
    """Wall time as a share of what may be spent."""

    def __init__(self, minutes):
        self.start, self.span = time.time(), minutes * 60

    def share(self):
        """0 at the start, 1 when the time is used up."""
        return (time.time() - self.start) / self.span


def batch(images, boxes, picks, view, rng):
    """Tensors of a batch: (n, 3, s, s) and targets (labels, corners) per image."""
    xs, targets = [], []
    for k in picks:
        image, rows = view(images[k], boxes[k], rng)
        xs.append(tint(np.asarray(image), rng))
        targets.append((torch.from_numpy(rows[:, 0]).long(), torch.from_numpy(rows[:, 1:])))
    return torch.from_numpy(np.stack(xs)), targets


def rate(share, step, peak, warm):
    """Learning rate: a warm-up of `warm` steps, then half a cosine down to 2 %."""
    return peak * min(1, (step + 1) / warm) * (0.02 + 0.98 * (1 + math.cos(math.pi * min(1, share))) / 2)


def average(slow, net, step):
    """Moves the averaged weights a little towards the present ones."""
    keep = 0.998 * (1 - math.exp(-(step + 1) / 150))
    with torch.no_grad():
        for a, b in zip(slow.state_dict().values(), net.state_dict().values()):
            a.copy_(a * keep + b * (1 - keep)) if a.is_floating_point() else a.copy_(b)


def optimiser(net):
    """AdamW; no decay on biases and norms."""
    thick = [p for p in net.parameters() if p.ndim > 1]
    thin = [p for p in net.parameters() if p.ndim <= 1]
    return torch.optim.AdamW([{"params": thick, "weight_decay": 0.02}, {"params": thin, "weight_decay": 0.0}])


def step_once(net, opt, x, targets, lr):
    """One step of training; returns the loss."""
    points, strides = cells(x.shape[-1])
    raw = net(x)
    total = loss(raw, corners(raw, points, strides), points, strides, targets)
    opt.zero_grad()
    total.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 20.0)
    for group in opt.param_groups:
        group["lr"] = lr
    opt.step()
    return float(total)


def run(a):
    """The training loop: until the time is used up, with a checkpoint every minute or so."""
    rng = np.random.default_rng(a.seed)
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    images, boxes = load(a.data)
    net = Detector(len(CLASSES))
    if a.resume:
        net.load_state_dict(torch.load(a.resume))
    slow, opt, clock, step, mean, saved = copy.deepcopy(net), optimiser(net), Clock(a.minutes), 0, None, 0.0
    small = lambda i, b, r: crop(i, b, a.crop, a.full, r)
    whole = lambda i, b, r: fit(i, b, a.full, r)
    while clock.share() < 1:
        net.train()
        view = whole if clock.share() > 1 - a.finish else small
        picks = rng.integers(0, len(images), a.batch)
        x, targets = batch(images, boxes, picks, view, rng)
        value = step_once(net, opt, x, targets, rate(clock.share(), step, a.lr, a.warm))
        mean = value if mean is None else 0.97 * mean + 0.03 * value
        average(slow, net, step)
        step += 1
        if time.time() - saved > 60 or clock.share() >= 1:
            torch.save(slow.state_dict(), a.out)
            saved = time.time()
            print(f"{clock.share():.3f} step {step} loss {mean:.3f}", flush=True)


def main():
    """Reads the command line."""
    ask = argparse.ArgumentParser()
    ask.add_argument("data")
    ask.add_argument("out")
    ask.add_argument("--minutes", type=float, default=40)
    ask.add_argument("--crop", type=int, default=288)
    ask.add_argument("--full", type=int, default=416)
    ask.add_argument("--finish", type=float, default=0.15)
    ask.add_argument("--batch", type=int, default=16)
    ask.add_argument("--lr", type=float, default=2.5e-3)
    ask.add_argument("--warm", type=int, default=80)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--resume")
    run(ask.parse_args())


if __name__ == "__main__":
    main()
