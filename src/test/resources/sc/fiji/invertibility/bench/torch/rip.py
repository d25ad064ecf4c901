"""How nearly filters keep the norm of random codes."""
import torch
import torch.nn.functional as F

from backend import DEVICE, Bank, Fastest, Selection, keep_largest, norms, unpool, upload

# Codes that are measured side by side.
BATCH = 100


def rip(tensors, settings):
    """Random codes, measured in batches. Codes are drawn before and brought to the device in the timed work, or are
    drawn there, whichever is faster; compared are those that were drawn before."""
    bank, k, draws = Bank(tensors["w"]), settings["kept"], tensors["values"].shape[0]
    selection = Selection(k)
    units, side = tensors["values"].shape[1:], 2 * tensors["values"].shape[3]
    rows = torch.arange(units[1], device=DEVICE).view(-1, 1)
    corners = 2 * rows * side + 2 * torch.arange(units[2], device=DEVICE).view(1, -1)

    def spread_to_corners(values):
        dense = torch.zeros(values.shape[:2] + (2 * units[1], side), device=DEVICE)
        dense[:, :, ::2, ::2] = values
        return bank.transpose(dense)

    def transpose_with_stride(values):
        return F.conv_transpose2d(values, bank.w, stride=2, padding=bank.padding, output_padding=1)

    naive = Fastest("transpose of corners", {"spread": spread_to_corners, "stride 2": transpose_with_stride})

    def measure(values, switches):
        z = unpool(values, corners + (switches >> 1) * side + (switches & 1))
        x = bank.transpose(z)
        h = bank.convolve(x)
        on_support = h.masked_fill(z == 0, 0)
        kept, places = keep_largest(h, selection)
        of_z, of_x = norms(values), norms(x)
        return torch.stack([
            of_x / of_z, norms(h) / of_z, norms(on_support) / of_z,
            norms(bank.transpose(on_support) - x) / of_x, norms(naive(kept) - x) / of_x,
            norms(bank.transpose(unpool(kept, places)) - x) / of_x])

    def measure_given():
        batches = [measure(upload(values), upload(switches).long()) for values, switches in
                   zip(tensors["values"].split(BATCH), tensors["switches"].split(BATCH))]
        return torch.cat(batches, 1).cpu()

    def draw(count):
        order = torch.rand(count, *units, device=DEVICE)
        values = torch.rand(count, *units, device=DEVICE).mul_(2).sub_(1)
        values.masked_fill_(order < selection.least(order), 0)
        return values, torch.randint(0, 4, (count, *units), device=DEVICE)

    def measure_drawn():
        batches = [measure(*draw(min(BATCH, draws - first))) for first in range(0, draws, BATCH)]
        return torch.cat(batches, 1).cpu()

    timed = Fastest("codes", {"drawn before": measure_given, "drawn on the device": measure_drawn})
    return lambda compare: {"norms": measure_given() if compare else timed()}
