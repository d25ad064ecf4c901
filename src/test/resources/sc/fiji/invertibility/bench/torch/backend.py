"""The device, and what the works share: transfers, the choice between equivalent forms, filters, the sparsity model."""
import os
import time

import numpy
import torch
import torch.nn.functional as F

DEVICE = torch.device("cpu" if os.environ.get("BENCH_TORCH") == "cpu" else "cuda")
ON_CARD = DEVICE.type == "cuda"

# Trials of a form, and the seconds after which no further trial begins.
TRIALS, PATIENCE = 6, 2

_precision = None
_chosen = {}


def describe():
    if ON_CARD and not torch.cuda.is_available():
        raise RuntimeError("PyTorch " + torch.__version__ + " finds no CUDA device")
    torch.backends.cudnn.benchmark = True
    set_precision("fp32")
    F.conv2d(torch.ones(1, 1, 4, 4, device=DEVICE), torch.ones(1, 1, 3, 3, device=DEVICE)).cpu()
    fields = {"library": "PyTorch", "version": torch.__version__, "device": "the processor", "card": ON_CARD,
              "tf32": False}
    if ON_CARD:
        cuda, hip = torch.version.cuda, getattr(torch.version, "hip", None)
        fields["version"] += ", CUDA " + cuda if cuda else ", HIP " + str(hip)
        fields["version"] += ", cuDNN " + str(torch.backends.cudnn.version())
        fields["device"] = torch.cuda.get_device_name(DEVICE)
        fields["tf32"] = cuda is not None and torch.cuda.get_device_capability(DEVICE)[0] >= 8
    return fields


def set_precision(name):
    global _precision
    if name != _precision:
        torch.backends.cuda.matmul.allow_tf32 = name == "tf32"
        torch.backends.cudnn.allow_tf32 = name == "tf32"
        _precision = name


def synchronise():
    if ON_CARD:
        torch.cuda.synchronize()


def load(path, type, sizes):
    """A tensor on the heap, from where it is brought to a card the fastest way."""
    tensor = torch.from_numpy(numpy.fromfile(path, {"float": "<f4", "byte": "u1"}[type])).view(sizes)
    return tensor.pin_memory() if ON_CARD else tensor


def save(tensor, path):
    tensor.contiguous().numpy().tofile(path)


def upload(tensor):
    return tensor.to(DEVICE, non_blocking=True)


def is_fatal(error):
    """After such an error no call to the device succeeds any more."""
    return "CUDA error" in str(error)


def release():
    _chosen.clear()
    if ON_CARD:
        torch.cuda.empty_cache()


def forms():
    """Which form of each step was the fastest."""
    return _chosen


def _least_time(form, arguments):
    times = []
    while len(times) < TRIALS and sum(times) < PATIENCE:
        synchronise()
        start = time.perf_counter()
        form(*arguments)
        synchronise()
        times.append(time.perf_counter() - start)
    return min(times)


class Fastest:
    """A step in its fastest form, which is chosen when the step meets a shape and a precision for the first time."""

    def __init__(self, what, forms):
        self.what = what
        self.forms = forms
        self.chosen = {}

    def __call__(self, *tensors):
        key = _precision, *[tensor.shape for tensor in tensors]
        form = self.chosen.get(key)
        if form is None:
            form = self.chosen[key] = self._choose(tensors)
        return form(*tensors)

    def _choose(self, tensors):
        seconds = {name: _least_time(form, tensors) for name, form in self.forms.items()}
        best = min(seconds, key=seconds.get)
        _chosen[self.what + ", " + _precision] = best
        return self.forms[best]


class Bank:
    """W of odd height and width, padded so that maps keep their size."""

    def __init__(self, w):
        w = upload(w)
        mirrored = w.flip(2, 3).transpose(0, 1).contiguous()
        padding = w.shape[2] // 2, w.shape[3] // 2
        self.w = w
        self.padding = padding
        self.transpose = Fastest("transpose", {
            "conv_transpose2d": lambda z: F.conv_transpose2d(z, w, padding=padding),
            "conv2d with mirrored filters": lambda z: F.conv2d(z, mirrored, padding=padding)})

    def convolve(self, x):
        return F.conv2d(x, self.w, padding=self.padding)


class Selection:
    """Finds the k-th largest of each row."""

    def __init__(self, k):
        self.kth = Fastest("k-th largest", {
            "topk": lambda rows: torch.topk(rows, k, dim=1, sorted=False).values.amin(dim=1),
            "kthvalue": lambda rows: torch.kthvalue(rows, rows.shape[1] - k + 1, dim=1).values,
            "sort": lambda rows: torch.sort(rows, dim=1).values[:, rows.shape[1] - k]})

    def least(self, units):
        """Of each map of a batch, in the shape that compares with the maps."""
        return self.kth(units.flatten(1)).view(-1, 1, 1, 1)


def keep_largest(h, selection):
    """Of each 2×2 block the value of largest magnitude, of these the k largest, and where they lie in their planes."""
    sizes, places = F.max_pool2d(h.abs(), 2, return_indices=True)
    values = torch.gather(h.flatten(2), 2, places.flatten(2)).view_as(sizes)
    return values.masked_fill_(sizes < selection.least(sizes), 0), places


def unpool(values, places):
    size = values.shape[:2] + (2 * values.shape[2], 2 * values.shape[3])
    return F.max_unpool2d(values, places, 2, output_size=size)


def norms(maps):
    """The Euclidean norm of each map of a batch."""
    if ON_CARD:
        return torch.linalg.vector_norm(maps, dim=(1, 2, 3))
    # On a processor, one sum of millions of squares loses five of its digits.
    return torch.linalg.vector_norm(torch.linalg.vector_norm(maps, dim=(2, 3)), dim=1)
