"""Writes the weight files that the tests read, one tiny network in every variant of every format.

The files are kept, so that tests need no Python. Made with numpy 2.4.6, scipy 1.17.1, h5py 3.16.0 and
onnx 1.23.1; Caffe's and safetensors' bytes are written here, PyTorch's with Python's own pickle module.
"""
import collections
import io
import json
import os
import pickle
import shutil
import struct
import sys
import types
import zipfile

import h5py
import ml_dtypes
import numpy as np
import onnx
import scipy.io

HERE = os.path.dirname(os.path.abspath(__file__))


def values(seed, *shape):
    """Multiples of 1/8 that even bfloat16 keeps."""
    i = np.arange(np.prod(shape), dtype=np.int64)
    return (((i * 37 + seed * 11) % 251 - 125) / 8).astype(np.float32).reshape(shape)


W1, B1 = values(1, 4, 3, 3, 2), values(2, 4)
W2, B2 = values(3, 6, 4, 3, 3), values(4, 6)
FC, FB = values(5, 5, 6), values(6, 5)
OIHW = [W1, B1, W2, B2, FC, FB]
HWIO = [W1.transpose(2, 3, 1, 0), B1, W2.transpose(2, 3, 1, 0), B2, FC.T, FB]
TORCH = ["features.0.weight", "features.0.bias", "features.2.weight", "features.2.bias",
         "classifier.0.weight", "classifier.0.bias"]


def out(folder, name):
    os.makedirs(os.path.join(HERE, folder), exist_ok=True)
    return os.path.join(HERE, folder, name)


# ---- safetensors

def safetensors():
    for dtype, kind in [("F32", "<f4"), ("F64", "<f8"), ("F16", "<f2"), ("BF16", ml_dtypes.bfloat16)]:
        header, data = {"__metadata__": {"format": "pt"}}, b""
        for name, array in zip(TORCH, OIHW):
            raw = array.astype(kind).tobytes()
            header[name] = {"dtype": dtype, "shape": list(array.shape),
                            "data_offsets": [len(data), len(data) + len(raw)]}
            data += raw
        text = json.dumps(header).encode()
        with open(out("safetensors", dtype.lower()), "wb") as f:
            f.write(struct.pack("<Q", len(text)) + text + data)


# ---- NumPy

def numpy():
    names = ["conv1_1_W", "conv1_1_b", "conv1_2_W", "conv1_2_b", "fc6_W", "fc6_b"]
    for kind in ["<f2", "<f4", "<f8", ">f4"]:
        arrays = {n: np.ascontiguousarray(a).astype(kind) for n, a in zip(names, HWIO)}
        label = kind.replace("<", "little_").replace(">", "big_")
        with open(out("numpy", label), "wb") as f:
            np.savez(f, **arrays)
    with open(out("numpy", "compressed"), "wb") as f:
        np.savez_compressed(f, **{n: np.ascontiguousarray(a) for n, a in zip(names, HWIO)})
    with open(out("numpy", "fortran"), "wb") as f:
        np.savez(f, **{n: np.asfortranarray(a) for n, a in zip(names, HWIO)})
    with zipfile.ZipFile(out("numpy", "versions_2_and_3"), "w") as z:
        for i, (n, a) in enumerate(zip(names, HWIO)):
            b = io.BytesIO()
            np.lib.format.write_array(b, np.ascontiguousarray(a), version=(2 + i % 2, 0))
            z.writestr(n + ".npy", b.getvalue())
    with open(out("single", "filters.npy"), "wb") as f:
        np.save(f, W2)


# ---- Caffe

def varint(n):
    b = b""
    while n > 127:
        b += bytes([n & 127 | 128])
        n >>= 7
    return b + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def content(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def blob(array, double=False, old=False):
    if old:
        dims = [1] * (4 - array.ndim) + list(array.shape)
        shape = b"".join(number(i + 1, d) for i, d in enumerate(dims))
    else:
        shape = content(7, content(1, b"".join(varint(d) for d in array.shape)))
    return shape + (content(8, array.astype("<f8").tobytes()) if double else content(5, array.astype("<f4").tobytes()))


def caffe():
    layers = [("conv1_1", "Convolution", W1, B1), ("relu1_1", "ReLU", None, None),
              ("conv1_2", "Convolution", W2, B2), ("fc6", "InnerProduct", FC, FB)]
    for label, double in [("new_float", False), ("new_double", True)]:
        net = content(1, "tiny")
        for name, kind, w, b in layers:
            layer = content(1, name) + content(2, kind)
            if w is not None:
                layer += content(7, blob(w, double)) + content(7, blob(b, double))
                layer += content(106, number(1, len(w)))
            net += content(100, layer)
        open(out("caffe", label), "wb").write(net)
    for label, double in [("v1_float", False), ("v1_double", True)]:
        net = content(1, "tiny")
        for name, kind, w, b in layers:
            layer = content(2, "bottom") + content(4, name)
            layer += number(5, {"Convolution": 4, "ReLU": 18, "InnerProduct": 14}[kind])
            if w is not None:
                layer += content(6, blob(w, double, True)) + content(6, blob(b, double, True))
            net += content(2, layer)
        open(out("caffe", label), "wb").write(net)
    grouped, deconvolution = values(7, 4, 3, 3, 3), values(8, 4, 3, 5, 5)
    net = content(1, "AlexNet")
    net += content(100, content(1, "conv2") + content(2, "Convolution") + content(7, blob(grouped))
                   + content(7, blob(values(9, 4))) + content(106, number(5, 2)))
    net += content(100, content(1, "up") + content(2, "Deconvolution") + content(7, blob(deconvolution))
                   + content(7, blob(values(10, 3))))
    open(out("single", "groups.caffemodel"), "wb").write(net)


# ---- MatConvNet

def cells(items):
    array = np.empty((1, len(items)), dtype=object)
    for i, item in enumerate(items):
        array[0, i] = item
    return array


def matlab_layers(new):
    layers = []
    for name, w, b in [("conv1_1", HWIO[0], B1), ("conv1_2", HWIO[2], B2)]:
        w, b = np.asfortranarray(w), b.reshape(1, -1)
        layer = {"name": name, "type": "conv", "pad": np.array([[1., 1, 1, 1]]), "stride": np.array([[1., 1]])}
        layer.update({"weights": cells([w, b])} if new else {"filters": w, "biases": b})
        layers += [layer, {"name": "relu_" + name, "type": "relu"}]
    fc = np.asfortranarray(FC.T.reshape(1, 1, 6, 5))
    last = {"name": "fc6", "type": "conv"}
    last.update({"weights": cells([fc, FB.reshape(1, -1)])} if new else {"filters": fc, "biases": FB.reshape(1, -1)})
    return cells(layers + [last])


def matconvnet():
    normalization = {"averageImage": np.float32([123, 117, 104]).reshape(1, 1, 3), "imageSize": np.array([[224., 224, 3]])}
    new = {"layers": matlab_layers(True), "meta": {"normalization": normalization}}
    old = {"layers": matlab_layers(False), "normalization": normalization}
    scipy.io.savemat(out("matconvnet", "v5_new"), new, appendmat=False)
    scipy.io.savemat(out("matconvnet", "v7_new"), new, appendmat=False, do_compression=True)
    scipy.io.savemat(out("matconvnet", "v5_old"), {"net": old}, appendmat=False)
    scipy.io.savemat(out("matconvnet", "v7_old"), old, appendmat=False, do_compression=True)
    matlab73(out("matconvnet", "v73"))


def matlab73(path):
    """As MATLAB writes it: a user block, cells as references into #refs#, axes in reverse."""
    with h5py.File(path, "w", userblock_size=512) as f:
        refs = f.create_group("#refs#")
        count = [0]

        def unique():
            count[0] += 1
            return "r%d" % count[0]

        def char(group, name, text):
            d = group.create_dataset(name, data=np.array([[ord(c)] for c in text], dtype="<u2"))
            d.attrs["MATLAB_class"] = np.bytes_("char")

        def array(group, name, a):
            a = np.ascontiguousarray(a.transpose())
            kw = dict(chunks=tuple(max(1, (n + 1) // 2) for n in a.shape), compression="gzip") if a.ndim == 4 else {}
            d = group.create_dataset(name, data=a, **kw)
            d.attrs["MATLAB_class"] = np.bytes_("single")
            return d

        def cell(group, name, targets):
            d = group.create_dataset(name, data=np.array([[t.ref] for t in targets], dtype=h5py.ref_dtype))
            d.attrs["MATLAB_class"] = np.bytes_("cell")

        layers = []
        for name, w, b in [("conv1_1", HWIO[0], B1), ("conv1_2", HWIO[2], B2), ("fc6", FC.T.reshape(1, 1, 6, 5), FB)]:
            group = refs.create_group(unique())
            char(group, "name", name)
            char(group, "type", "conv")
            cell(group, "weights", [array(refs, unique(), w), array(refs, unique(), b.reshape(1, -1))])
            layers.append(group)
        net = f.create_group("net")
        cell(net, "layers", layers)
        average = net.create_group("meta").create_group("normalization")
        array(average, "averageImage", np.float32([123, 117, 104]).reshape(1, 1, 3))
    with open(path, "r+b") as f:
        f.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\x00\x02IM")


# ---- Keras

def keras():
    arrays = [np.ascontiguousarray(a) for a in HWIO]
    layers = ["block1_conv1", "block1_conv2", "fc1"]

    def write(label, names, libver=None, track=False, kinds=None, **kw):
        with h5py.File(out("keras", label), "w", libver=libver, track_order=track) as f:
            for i, layer in enumerate(layers):
                for a, n in zip(arrays[2 * i:2 * i + 2], names(layer)):
                    options = {k: v(a) if callable(v) else v for k, v in kw.items()} if a.ndim > 1 else {}
                    f.create_dataset(n, data=a.astype(kinds or a.dtype), **options)

    old = lambda n: ["%s/%s_W_1:0" % (n, n), "%s/%s_b_1:0" % (n, n)]
    new = lambda n: ["model_weights/%s/%s/kernel:0" % (n, n), "model_weights/%s/%s/bias:0" % (n, n)]
    pieces = lambda a: tuple(max(1, n - n // 3) for n in a.shape)
    write("old_contiguous", old)
    write("new_gzip", new, chunks=pieces, compression="gzip")
    write("new_gzip_shuffle_checksum", new, chunks=pieces, compression="gzip", shuffle=True, fletcher32=True)
    write("new_chunks", new, chunks=lambda a: (1,) * a.ndim)
    write("old_latest", old, libver="latest")
    write("new_ordered", new, track=True)
    write("old_half", old, kinds="<f2")
    write("old_double_big", old, kinds=">f8")
    for label, libver in [("links.h5", "earliest"), ("links_latest.h5", "latest")]:
        with h5py.File(out("single", label), "w", libver=libver) as f:
            f["conv/kernel:0"] = arrays[0]
            f["conv/bias:0"] = arrays[1]
            f["conv/same"] = f["conv/kernel:0"]
            f["second"] = f["conv"]
            f["self"] = f["/"]
            f["soft"] = h5py.SoftLink("/conv/kernel:0")
            f["type"] = np.dtype("<f4")
            f["text"] = "no number"
            f["elsewhere/far"] = h5py.ExternalLink("other.h5", "/conv")
    for label, libver in [("named.h5", "earliest"), ("named_latest.h5", "latest")]:
        with h5py.File(out("single", label), "w", libver=libver) as f:
            f["half"] = np.dtype("<f2")
            f["pair"] = np.dtype([("a", "<f4"), ("b", "<f4")])
            f.create_dataset("conv/kernel:0", data=arrays[0], dtype=f["half"])
            f.create_dataset("conv/bias:0", data=arrays[1])
            f.create_dataset("pairs", (3,), dtype=f["pair"])


# ---- ONNX

def onnx_files():
    names = ["vgg0_conv0_weight", "vgg0_conv0_bias", "vgg0_conv1_weight", "vgg0_conv1_bias",
             "vgg0_dense0_weight", "vgg0_dense0_bias"]
    T = onnx.TensorProto
    for label, kind, raw in [("raw", T.FLOAT, True), ("float_data", T.FLOAT, False), ("raw_double", T.DOUBLE, True),
                             ("double_data", T.DOUBLE, False), ("raw_half", T.FLOAT16, True),
                             ("raw_bfloat16", T.BFLOAT16, True)]:
        dtype = {T.FLOAT: "<f4", T.DOUBLE: "<f8", T.FLOAT16: "<f2", T.BFLOAT16: ml_dtypes.bfloat16}[kind]
        tensors = [onnx.helper.make_tensor(n, kind, a.shape, a.astype(dtype).tobytes() if raw else a.flatten().tolist(), raw)
                   for n, a in zip(names, OIHW)]
        nodes = [onnx.helper.make_node("Conv", ["x"] + names[0:2], ["c0"], kernel_shape=[3, 2]),
                 onnx.helper.make_node("Conv", ["c0"] + names[2:4], ["c1"], group=1),
                 onnx.helper.make_node("Gemm", ["c1"] + names[4:6], ["y"], transB=1)]
        graph = onnx.helper.make_graph(nodes if label != "raw_half" else [], "tiny", [], [], tensors)
        open(out("onnx", label), "wb").write(onnx.helper.make_model(graph).SerializeToString())
    deconvolution = onnx.numpy_helper.from_array(values(8, 4, 3, 5, 5), "up.weight")
    grouped = onnx.numpy_helper.from_array(values(7, 4, 3, 3, 3), "conv2.weight")
    nodes = [onnx.helper.make_node("Conv", ["x", "conv2.weight"], ["a"], group=2),
             onnx.helper.make_node("ConvTranspose", ["a", "up.weight"], ["b"])]
    model = onnx.helper.make_model(onnx.helper.make_graph(nodes, "groups", [], [], [grouped, deconvolution]))
    open(out("single", "groups.onnx"), "wb").write(model.SerializeToString())
    grouped.ClearField("raw_data")
    grouped.data_location = T.EXTERNAL
    grouped.external_data.add(key="location", value="elsewhere.bin")
    model = onnx.helper.make_model(onnx.helper.make_graph([], "external", [], [], [grouped]))
    open(out("single", "external.onnx"), "wb").write(model.SerializeToString())
    quantised = onnx.numpy_helper.from_array(np.ones((2, 2, 3, 3), np.int8), "conv.weight")
    model = onnx.helper.make_model(onnx.helper.make_graph([], "quantised", [], [], [quantised]))
    open(out("single", "quantised.onnx"), "wb").write(model.SerializeToString())


# ---- PyTorch, with stand-ins that pickle under its names

torch = types.ModuleType("torch")
torch._utils = types.ModuleType("torch._utils")
sys.modules.update({"torch": torch, "torch._utils": torch._utils})


def function(name):
    def f(*args):
        raise NotImplementedError
    f.__module__, f.__name__, f.__qualname__ = "torch._utils", name, name
    setattr(torch._utils, name, f)
    return f


REBUILD, PARAMETER = function("_rebuild_tensor_v2"), function("_rebuild_parameter")
STORAGES = {"<f4": "FloatStorage", "<f8": "DoubleStorage", "<f2": "HalfStorage", "bf16": "BFloat16Storage",
            "<i8": "LongStorage"}
for storage_name in STORAGES.values():
    setattr(torch, storage_name, type(storage_name, (), {"__module__": "torch"}))


class Storage:
    def __init__(self, array, kind):
        self.type, self.numel = getattr(torch, STORAGES[kind]), array.size
        self.data = array.astype(ml_dtypes.bfloat16 if kind == "bf16" else kind).tobytes()


class Tensor:
    def __init__(self, array, kind="<f4", order=None, parameter=False):
        """order: the axes as they lie in memory, which makes the tensor a view with strides."""
        order = order if order is not None else tuple(range(array.ndim))
        lying = np.ascontiguousarray(array.transpose(order))
        strides = [0] * array.ndim
        for axis, stride in zip(order, lying.strides):
            strides[axis] = stride // lying.itemsize
        # One number lies before the first.
        self.storage = Storage(np.concatenate([[7], lying.flatten()]), kind)
        self.args = (self.storage, 1, array.shape, tuple(strides), False, collections.OrderedDict())
        self.parameter = parameter

    def __reduce__(self):
        if self.parameter:
            plain = Tensor.__new__(Tensor)
            plain.args, plain.parameter = self.args, False
            return PARAMETER, (plain, True, collections.OrderedDict())
        return REBUILD, self.args


class Pickler(pickle._Pickler):
    def __init__(self, file, protocol=2):
        super().__init__(file, protocol)
        self.keys = {}

    def persistent_id(self, obj):
        if not isinstance(obj, Storage):
            return None
        key = self.keys.setdefault(id(obj), (str(len(self.keys)), obj))[0]
        return "storage", obj.type, key, "cpu", obj.numel


def save_zip(path, obj, protocol=2):
    b = io.BytesIO()
    pickler = Pickler(b, protocol)
    pickler.dump(obj)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as z:
        z.writestr("tiny/data.pkl", b.getvalue())
        z.writestr("tiny/byteorder", "little")
        for key, storage in pickler.keys.values():
            z.writestr("tiny/data/" + key, storage.data)
        z.writestr("tiny/version", "3\n")


def save_old(path, obj):
    with open(path, "wb") as f:
        for head in (0x1950A86A20F9469CFC6C, 1001,
                     {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}):
            pickle.dump(head, f, protocol=2)
        pickler = Pickler(f)
        pickler.dump(obj)
        pickle.dump([key for key, _ in pickler.keys.values()], f, protocol=2)
        for _, storage in pickler.keys.values():
            f.write(struct.pack("<q", storage.numel) + storage.data)


class Trap:
    def __reduce__(self):
        return os.system, ("echo harm",)


def pytorch():
    def state(prefix="", **kw):
        d = collections.OrderedDict((prefix + n, Tensor(a, **kw)) for n, a in zip(TORCH, OIHW))
        d._metadata = collections.OrderedDict([("", {"version": 1})])
        return d

    for label, kind in [("float", "<f4"), ("half", "<f2"), ("bfloat16", "bf16"), ("double", "<f8")]:
        save_zip(out("pytorch", "zip_" + label), state(kind=kind))
        save_old(out("pytorch_old", label), state(kind=kind))
    strided = state()
    strided["features.0.weight"] = Tensor(W1, order=(2, 3, 1, 0))
    strided["features.2.weight"] = Tensor(W2, order=(3, 0, 2, 1), parameter=True)
    save_zip(out("pytorch", "zip_strided"), strided)
    save_old(out("pytorch_old", "strided"), strided)
    checkpoint = {"epoch": 3, "state_dict": state("module."), "optimizer": {"state": {}, "lr": 0.1}, "best": None,
                  "count": collections.OrderedDict(n=Tensor(np.array([3]), "<i8"))}
    save_zip(out("pytorch", "zip_checkpoint"), checkpoint)
    save_old(out("pytorch_old", "checkpoint"), checkpoint)
    save_zip(out("pytorch", "zip_protocol_4"), state(), 4)
    save_zip(out("single", "refused.pth"), {"weights": state(), "trap": Trap()})
    with zipfile.ZipFile(out("single", "script.pt"), "w") as z:
        z.writestr("tiny/data.pkl", b"\x80\x02}.")
        z.writestr("tiny/constants.pkl", b"\x80\x02).")
        z.writestr("tiny/code/__torch__.py", "class Tiny(Module): pass")


for made in ["safetensors", "numpy", "caffe", "matconvnet", "keras", "onnx", "pytorch", "pytorch_old", "single"]:
    shutil.rmtree(os.path.join(HERE, made), ignore_errors=True)
safetensors()
numpy()
caffe()
matconvnet()
keras()
onnx_files()
pytorch()
