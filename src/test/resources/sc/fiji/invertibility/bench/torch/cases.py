"""The works of all cases in PyTorch, by name. A function prepares a work and returns a function that does it, from
tensors on the heap to tensors on the heap. Told to compare, that does just what the other libraries do, and keeps all
that they are compared in.
"""
import torch

import fista
import once
import photo
import rip
import operations
from backend import describe, forms, is_fatal, load, release, save, set_precision, synchronise

WORKS = {"features": once.features, "thresholding": once.thresholding, "plane": once.plane, "photo": photo.photo,
         "fista": fista.fista, "rip": rip.rip, **operations.WORKS}


def prepare(work, tensors, settings):
    return torch.inference_mode()(WORKS[work](tensors, settings))
