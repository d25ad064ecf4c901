"""What is passed over once: the features of images, one iteration from zero, one filter on a plane."""
import torch.nn.functional as F

from backend import Bank, Selection, unpool, upload


def features(tensors, settings):
    """Layers of a network, c for a convolution with its ReLU and p for a pooling; all images are one batch."""
    banks = [Bank(tensors["w%d" % i]) for i in range(settings["layers"].count("c"))]

    def run(compare):
        x, convolutions = upload(tensors["x"]), iter(banks)
        for layer in settings["layers"]:
            x = F.max_pool2d(x, 2) if layer == "p" else F.relu_(next(convolutions).convolve(x))
        return {"features": x.cpu()}

    return run


def thresholding(tensors, settings):
    """One iteration from zero: convolve, rectify, pool, keep, unpool, transpose."""
    bank, selection = Bank(tensors["w"]), Selection(settings["kept"])

    def run(compare):
        h = F.relu_(bank.convolve(upload(tensors["x"])))
        values, places = F.max_pool2d(h, 2, return_indices=True)
        values.masked_fill_(values < selection.least(values), 0)
        return {"image": bank.transpose(unpool(values, places)).cpu()}

    return run


def plane(tensors, settings):
    bank = Bank(tensors["w"])
    return lambda compare: {"plane": bank.convolve(upload(tensors["x"])).cpu()}
