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


def filter_gradient(tensors, settings):
    x, g, side = _map(settings, "channels"), _map(settings, "filters"), settings["side"]
    sizes = settings["filters"], settings["channels"], side, side
    return lambda compare: torch.nn.grad.conv2d_weight(x, sizes, g, padding=side // 2)


@torch.inference_mode(False)
def decoder_step(tensors, settings):
    """Of training a decoder of VGG-16's pool1: encoder, pooling, unpooling, two convolutions, gradients, Adam."""
    x = torch.rand(settings["images"], 3, settings["height"], settings["width"], device=DEVICE)
    conv1, conv2 = (torch.randn(64, m, 3, 3, device=DEVICE) / (9 * m) ** 0.5 for m in (3, 64))
    layers = [torch.nn.Conv2d(64, k, 3, padding=1).to(DEVICE) for k in (64, 3)]
    adam = torch.optim.Adam([p for layer in layers for p in layer.parameters()])

    @torch.inference_mode(False)
    def step(compare):
        with torch.no_grad():
            h = F.relu_(F.conv2d(F.relu_(F.conv2d(x, conv1, padding=1)), conv2, padding=1))
            z = unpool(*F.max_pool2d(h, 2, return_indices=True))
        adam.zero_grad(set_to_none=True)
        F.mse_loss(layers[1](F.relu_(layers[0](z))), x).backward()
        adam.step()

    return step


WORKS = {"convolve": convolve, "transpose": transpose, "synthesise": synthesise, "pool": pool, "axpy": axpy,
         "filter gradient": filter_gradient, "decoder step": decoder_step}


def _bank(settings):
    return Bank(torch.randn(settings["filters"], settings["channels"], settings["side"], settings["side"]))


def _map(settings, maps):
    return torch.randn(1, settings[maps], settings["height"], settings["width"], device=DEVICE)
