"""Works that need no library, to test the conversation."""
import os
import sys
import time

LIBRARY = "selftest"


def describe():
    print("what a library may print")
    return {"library": LIBRARY, "version": sys.version.split()[0], "device": "none", "card": False, "tf32": True}


def load(path, type, sizes):
    with open(path, "rb") as file:
        return file.read()


def save(value, path):
    with open(path, "wb") as file:
        file.write(value)


def echo(tensors, settings):
    def run(compare):
        time.sleep(settings["seconds"])
        return tensors
    return run


def refuse(tensors, settings):
    def run(compare):
        raise ValueError("refused\nas it was asked to")
    return run


def die(tensors, settings):
    def run(compare):
        print("the last words", file=sys.stderr, flush=True)
        os._exit(3)
    return run


WORKS = {"echo": echo, "refuse": refuse, "die": die}


def prepare(work, tensors, settings):
    return WORKS[work](tensors, settings)


def set_precision(name):
    pass


def synchronise():
    pass


def forms():
    return {"echo": "of bytes"}


def release():
    pass


def is_fatal(error):
    return False
