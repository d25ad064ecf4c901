"""An image from a quarter of its pooled activations."""
import torch

from backend import Bank, Selection, keep_largest, norms, unpool, upload

# Constants of the normalised step, as of IterativeHardThresholding.
C, KAPPA, MOST_SHORTENINGS = 0.01, 2, 60


def photo(tensors, settings):
    """Normalised iterative hard thresholding. The step stays on the device; the host waits for the decision whether
    it is short enough, once an iteration."""
    bank, selection = Bank(tensors["w"]), Selection(settings["kept"])

    def exact_step(code, image):
        squares = norms(code).square(), norms(image).square()
        return torch.where(squares[1] == 0, torch.ones_like(squares[1]), squares[0] / squares[1])

    def first_step(g):
        """From zero: steps of all lengths are multiples of one, whose code is the gradient on its support."""
        values, places = keep_largest(g, selection)
        z = unpool(values, places)
        image = bank.transpose(z)
        mu = exact_step(z, image)
        return mu, values * mu, places, z * mu, image * mu

    def step(z, image, g):
        on_support = g.masked_fill(z == 0, 0)
        mu = exact_step(on_support, bank.transpose(on_support))
        for shortened in range(MOST_SHORTENINGS + 1):
            values, places = keep_largest(torch.addcmul(z, g, mu), selection)
            next_z = unpool(values, places)
            next_image = bank.transpose(next_z)
            if shortened == MOST_SHORTENINGS or accepts(mu, next_z, next_image, z, image):
                return mu, values, places, next_z, next_image
            mu = mu / (KAPPA * (1 - C))

    def accepts(mu, z, image, last_z, last_image):
        same = ((z != 0) == (last_z != 0)).all()
        short = mu * norms(image - last_image).square() <= (1 - C) * norms(z - last_z).square()
        return bool(same | short)

    def run(compare):
        x, z, image, outputs, steps = upload(tensors["x"]), None, None, {}, []
        for i in range(settings["iterations"]):
            g = bank.convolve(x if image is None else x - image)
            mu, values, places, z, image = first_step(g) if z is None else step(z, image, g)
            if compare:
                width = z.shape[3]
                in_block = places // width % 2 * 2 + places % width % 2
                outputs["values%d" % i], outputs["image%d" % i] = values.cpu(), image.cpu()
                outputs["places%d" % i] = in_block.to(torch.uint8).cpu()
                steps.append(mu)
        if compare:
            outputs["steps"] = torch.cat(steps).cpu()
        outputs["image"] = image.cpu()
        return outputs

    return run
