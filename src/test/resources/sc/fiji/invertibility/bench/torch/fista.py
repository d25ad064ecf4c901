"""A sparse code by proximal gradients."""
import math

import torch
import torch.nn.functional as F

from backend import Bank, norms, upload

# Constants of the power method and of the steps, as of SpectralNorm and Fista.
MOST_POWERS, SETTLED = 60, 1e-3
MARGIN, GROWTH, ROUNDING = 1.01, 1.5, 1e-5

# In TF32 no step need ever satisfy the check.
MOST_GROWTHS = 20


def fista(tensors, settings):
    """The power method, and iterations with the check of the step and the restart; without the duality gap. A code,
    its signal and its correlations are one tensor of three maps."""
    bank, lam = Bank(tensors["w"]), settings["lambda"]

    def squared_norm():
        v = upload(tensors["start"])
        norm, estimate = norms(v).item(), 0
        for _ in range(MOST_POWERS):
            v = bank.transpose(bank.convolve(v * (1 / norm)))
            norm = norms(v).item()
            if norm - estimate <= SETTLED * norm:
                break
            estimate = norm
        return norm

    def step(x, y, lipschitz):
        z = F.softshrink(torch.add(y[0:1], y[2:3], alpha=2 / lipschitz), lam / lipschitz)
        signal = bank.transpose(z)
        return torch.cat([z, signal, bank.convolve(x - signal)])

    def moves(now, y, following):
        """How far the step went, how far its signal, the signal's norm, and whether the momentum points uphill."""
        moved = following[:2] - y[:2]
        along = torch.dot(moved[0].flatten(), (following[0] - now[0]).flatten())
        return torch.cat([norms(moved), norms(following[1:2]), along.view(1)]).tolist()

    def run(compare):
        x = upload(tensors["x"])
        lipschitz, t = 2 * MARGIN * squared_norm(), 1
        zero = torch.zeros_like(x)
        now = torch.cat([zero, zero, bank.convolve(x)])
        before = now
        for _ in range(settings["iterations"]):
            longer = (1 + math.sqrt(1 + 4 * t * t)) / 2
            y = torch.lerp(before, now, 1 + (t - 1) / longer)
            for _ in range(MOST_GROWTHS):
                following = step(x, y, lipschitz)
                moved, seen, signal, along = moves(now, y, following)
                if seen <= math.sqrt(lipschitz / 2) * moved + ROUNDING * signal:
                    break
                lipschitz *= GROWTH
            t = 1 if along < 0 else longer
            before, now = now, following
        return {"code": now[0].cpu()}

    return run
