"""Does work for the benchmark, which asks for it line by line:

    python3 serve.py MODULE

Requests are lines of JSON on the standard input, each answered by one on the standard output; an answer with an
"error" says why there is no other. The first line answers no request: it describes the library and the device. MODULE
is `cases`, or `selftest`, which needs no library. Ends with the standard input.
"""
import importlib
import json
import os
import sys
import time
import traceback


class Server:
    """Holds what was prepared."""

    def __init__(self, module):
        self.module = module
        self.works = {}
        self.outputs = {}

    def prepare(self, request):
        tensors = {}
        for name, tensor in request["tensors"].items():
            path = os.path.join(request["folder"], name)
            tensors[name] = self.module.load(path, tensor["type"], tensor["sizes"])
        self.works[request["id"]] = self.module.prepare(request["work"], tensors, request["settings"])
        return {}

    def run(self, request):
        """Times a piece of work, from tensors on the heap to tensors on the heap, done so many times in a row."""
        work = self.works[request["id"]]
        self.outputs = {}
        self.module.set_precision(request["precision"])
        self.module.synchronise()
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(request["times"]):
            outputs = work(request["compare"])
        self.module.synchronise()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        if request["compare"]:
            self.outputs = outputs
        return {"wall": wall, "cpu": cpu}

    def output(self, request):
        """Writes what the last run to compare gave."""
        self.module.save(self.outputs[request["name"]], request["file"])
        return {}

    def forms(self, request):
        return {"forms": self.module.forms()}

    def release(self, request):
        self.works.pop(request["id"], None)
        self.outputs = {}
        self.module.release()
        return {}


def main():
    # What a library prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(fields):
        answers.write(json.dumps(fields) + "\n")
        answers.flush()

    try:
        module = importlib.import_module(sys.argv[1])
        answer(module.describe())
    except Exception as error:
        answer({"error": sentence(error)})
        return
    server = Server(module)
    handlers = {"prepare": server.prepare, "run": server.run, "output": server.output, "forms": server.forms,
                "release": server.release}
    for line in iter(sys.stdin.readline, ""):
        try:
            request = json.loads(line)
            fields = handlers[request["do"]](request)
        except Exception as error:
            traceback.print_exc()
            answer({"error": sentence(error)})
            if module.is_fatal(error):
                return
        else:
            answer(fields)


def sentence(error):
    lines = str(error).strip().splitlines()
    return type(error).__name__ + (": " + lines[0] if lines else "")


if __name__ == "__main__":
    main()
