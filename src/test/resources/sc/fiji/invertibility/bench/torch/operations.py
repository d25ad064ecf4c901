"""Single operations, on random maps that stay on the device."""
import torch
import torch.nn.functional as F

from backend import DEVICE, Bank, unpool


def convolve(tensors, settings):
    bank, x = _bank(settings), _map(settings, "channels")
    return lambda compare: bank.convolve(x)


def transpose(tensors, settings):
    bank, z = _bank(settings), _map(settings, "filters")
    return lambda compare: bank.transpose(z)


def synthesise(tensors, settings):
    """Of a pooled code: unpool and transpose."""
    bank, h = _bank(settings), _map(settings, "filters")
    values, places = F.max_pool2d(h, 2, return_indices=True)
    values.masked_fill_(torch.rand_like(values) >= 0.25, 0)
    return lambda compare: bank.transpose(unpool(values, places))


def pool(tensors, settings):
    h = _map(settings, "channels")
    return lambda compare: F.max_pool2d(h, 2, return_indices=True)


def axpy(tensors, settings):
    x, y = _map(settings, "channels"), _map(settings, "channels")
    return lambda compare: y.add_(x, alpha=1e-6)


WORKS = {"convolve": convolve, "transpose": transpose, "synthesise": synthesise, "pool": pool, "axpy": axpy}


def _bank(settings):
    return Bank(torch.randn(settings["filters"], settings["channels"], settings["side"], settings["side"]))


def _map(settings, maps):
    return torch.randn(1, settings[maps], settings["height"], settings["width"], device=DEVICE)
