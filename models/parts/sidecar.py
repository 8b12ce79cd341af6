"""Writes Relabel sidecars: one annotation per line, coordinates with at most two decimals."""
import json

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


def number(x):
    """A coordinate (pixels) as short text."""
    text = f"{x:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def flat(values):
    """A list of numbers as JSON."""
    return "[" + ", ".join(number(v) for v in values) + "]"


def identifiers(rng, count):
    """`count` different ids of six characters."""
    ids = set()
    while len(ids) < count:
        ids.add("".join(ALPHABET[k] for k in rng.integers(0, 36, 6)))
    return sorted(ids)


def annotation(ident, item):
    """One annotation's line."""
    shape = (f'"polygon": [{flat(item["polygon"])}]' if "polygon" in item else f'"box": {flat(item["box"])}')
    return f'{{"id": {json.dumps(ident)}, "label": {json.dumps(item["label"])}, {shape}}}'


def sidecar(name, width, height, tags, items, rng):
    """The whole file's text; items have label and box [x, y, w, h] or polygon [x0, y0, ...]."""
    ids = identifiers(rng, len(items))
    order = rng.permutation(len(items))
    lines = [annotation(i, items[k]) for i, k in zip(ids, order)]
    body = "[\n" + ",\n".join(lines) + "\n]}" if lines else "[]}"
    image = f'{{"file": {json.dumps(name)}, "width": {width}, "height": {height}}}'
    return (f'{{"relabel": 1,\n"image": {image},\n"state": "done",\n'
            f'"tags": {json.dumps(tags)},\n"annotations": {body}\n')
