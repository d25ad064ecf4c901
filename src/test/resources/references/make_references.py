"""Writes references.json: the sparsity model M(h, k), Algorithm 1 and the forward pass, from their definitions.

Independent of the plugin: NumPy in double precision, sums written out as loops over windows, nothing of an
FFT or a library of networks. Inputs are multiples of 1/1024, so that float32 has them exactly. Random numbers
could come so close to each other that single precision decides otherwise; such a case is drawn again.
Made with numpy 2.4.6:  python3 make_references.py
"""
import json
import os

import numpy as np

MARGIN = 2e-5
RNG = np.random.default_rng(20170817)


class TooClose(Exception):
    """Two numbers between which single precision might decide otherwise."""


def decided(larger, smaller):
    if not larger - smaller > MARGIN * larger:
        raise TooClose


def drawn(make):
    while True:
        try:
            return make()
        except TooClose:
            continue


def values(*shape, scale=1.0):
    return np.round(RNG.uniform(-scale, scale, shape) * 1024) / 1024


# ---- The operations. Maps are (channel, y, x), filters (K, M, y, x).

def padded(x, pad):
    return np.pad(x, ((0, 0), (pad, pad), (pad, pad)))


def correlate(x, w, stride=1, pad=None, groups=1):
    """h[k, i, j] = sum over m, u, v of w[k, m, u, v] x[m, stride i + u - pad, stride j + v - pad]."""
    filters, _, height, width = w.shape
    pad = (height - 1) // 2 if pad is None else pad
    x = padded(x, pad)
    rows = (x.shape[1] - height) // stride + 1
    columns = (x.shape[2] - width) // stride + 1
    h = np.zeros((filters, rows, columns))
    per_group = x.shape[0] // groups
    for k in range(filters):
        first = k * groups // filters * per_group
        for i in range(rows):
            for j in range(columns):
                window = x[first:first + per_group, stride * i:stride * i + height, stride * j:stride * j + width]
                h[k, i, j] = np.sum(window * w[k])
    return h


def transposed(z, w, shape, stride=1):
    """The transpose of correlate: each z[k, i, j] puts its filter back where it was taken from."""
    _, _, height, width = w.shape
    pad = (height - 1) // 2
    x = np.zeros((shape[0], shape[1] + 2 * pad, shape[2] + 2 * pad))
    for k, i, j in zip(*np.nonzero(z)):
        x[:, stride * i:stride * i + height, stride * j:stride * j + width] += z[k, i, j] * w[k]
    return x[:, pad:pad + shape[1], pad:pad + shape[2]]


def blocks(h, s):
    for k in range(h.shape[0]):
        for i in range(0, h.shape[1], s):
            for j in range(0, h.shape[2], s):
                yield k, i, j, h[k, i:i + s, j:j + s]


def sparsity_model(h, s, keep, relu=False, top_left=False):
    """In each block of s by s the winner, of these the largest keep percent, put back where they were."""
    winners = []
    for k, i, j, block in blocks(h, s):
        size = np.maximum(block, 0) if relu else np.abs(block)
        order = np.sort(size.ravel())
        if len(order) > 1 and order[-1] > 0:
            decided(order[-1], order[-2])
        u, v = np.unravel_index(np.argmax(size), size.shape)
        value = max(block[u, v], 0) if relu else block[u, v]
        winners.append((abs(value), value, k, i + (0 if top_left else u), j + (0 if top_left else v)))
    count = max(1, int(np.floor(len(winners) * keep / 100 + 0.5)))
    winners.sort(key=lambda winner: -winner[0])
    if count < len(winners) and winners[count][0] > 0:
        decided(winners[count - 1][0], winners[count][0])
    z = np.zeros_like(h)
    for _, value, k, i, j in winners[:count]:
        z[k, i, j] = value
    return z


def squares(x):
    return float(np.sum(x * x))


def algorithm1(x, w, stride, iterations, normalised, model):
    """z <- M(z + mu W(x - W'z)). Normalised: the step of Blumensath & Davies (2010), with its check."""
    c, kappa = 0.01, 2
    z = np.zeros_like(correlate(x, w, stride))
    reports = []
    for _ in range(iterations):
        g = correlate(x - transposed(z, w, x.shape, stride), w, stride)
        mu = 1.0
        if normalised:
            support = (z if np.any(z) else model(g)) != 0
            on = np.where(support, g, 0)
            mu = squares(on) / squares(transposed(on, w, x.shape, stride))
        after = model(z + mu * g)
        while normalised and np.any((after != 0) != support):
            change = after - z
            bound = (1 - c) * squares(change) / squares(transposed(change, w, x.shape, stride))
            decided(max(mu, bound), min(mu, bound))
            if mu <= bound:
                break
            mu /= kappa * (1 - c)
            after = model(z + mu * g)
        z = after
        image = transposed(z, w, x.shape, stride)
        error = np.sqrt(squares(image - x) / squares(x))
        reports.append({"step": mu, "nonzeros": int(np.count_nonzero(z)), "relative_error": float(error)})
    return image, reports


def max_pool(h, window, stride, partial):
    def count(n):
        slack = n - window
        return (-(-slack // stride) if partial else slack // stride) + 1
    out = np.zeros((h.shape[0], count(h.shape[1]), count(h.shape[2])))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            part = h[:, stride * i:stride * i + window, stride * j:stride * j + window]
            out[:, i, j] = part.max(axis=(1, 2))
    return out


# ---- The cases

def numbers(array):
    return {"shape": list(array.shape), "values": [float(f"{v:.9g}") for v in array.ravel()]}


def sparsity_models():
    for shape, s, keep, relu, top_left in [((3, 7, 9), 2, 30, False, False), ((3, 7, 9), 2, 30, False, True),
                                           ((2, 8, 8), 4, 100, True, False), ((4, 5, 11), 3, 12.5, True, True),
                                           ((1, 6, 6), 1, 50, False, False)]:
        def case():
            h = values(*shape)
            z = sparsity_model(h, s, keep, relu, top_left)
            return {"block": s, "keep": keep, "relu": relu, "top_left": top_left, "h": numbers(h), "z": numbers(z)}
        yield drawn(case)


def algorithms():
    for size, stride, s, keep, relu, top_left, iterations, normalised in [
            (5, 1, 2, 100, False, False, 1, False), (5, 1, 2, 100, False, True, 1, False),
            (5, 1, 2, 25, False, False, 6, True), (3, 1, 3, 50, True, False, 4, True),
            (5, 2, 2, 60, False, False, 4, True)]:
        def case():
            x = values(3, 14, 13)
            x = np.round((x - x.mean(axis=(1, 2), keepdims=True)) * 1024) / 1024
            w = RNG.normal(size=(16, 3, size, size))
            w = (w / np.sqrt(np.sum(w * w, axis=(1, 2, 3), keepdims=True))).astype(np.float32).astype(np.float64)
            image, reports = algorithm1(x, w, stride, iterations, normalised,
                                        lambda h: sparsity_model(h, s, keep, relu, top_left))
            return {"stride": stride, "block": s, "keep": keep, "relu": relu, "top_left": top_left,
                    "normalised": normalised, "x": numbers(x), "w": numbers(w), "image": numbers(image),
                    "iterations": reports}
        yield drawn(case)


def forward_passes():
    for partial in [False, True]:
        x = values(3, 15, 12, scale=100)
        banks = [values(6, 3, 3, 3), values(6), values(8, 3, 3, 3), values(8), values(4, 8, 3, 3), values(4)]
        h1 = np.maximum(correlate(x, banks[0]) + banks[1][:, None, None], 0)
        h2 = np.maximum(correlate(h1, banks[2], groups=2) + banks[3][:, None, None], 0)
        p2 = max_pool(h2, 3 if partial else 2, 2, partial)
        h3 = np.maximum(correlate(p2, banks[4], stride=2, pad=0) + banks[5][:, None, None], 0)
        yield {"partial": partial, "x": numbers(x), "banks": [numbers(b) for b in banks],
               "conv1": numbers(h1), "pool2": numbers(p2), "conv3": numbers(h3)}


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "references.json"), "w") as out:
        json.dump({"sparsity_model": list(sparsity_models()), "algorithm_1": list(algorithms()),
                   "forward_pass": list(forward_passes())}, out, separators=(",", ":"))
        out.write("\n")
