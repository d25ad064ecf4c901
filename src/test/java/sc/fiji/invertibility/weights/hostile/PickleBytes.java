package sc.fiji.invertibility.weights.hostile;

/** A program for Python's pickle machine, as {@code torch.save} could write it. */
final class PickleBytes {

    private final Bytes bytes = new Bytes().u8(0x80, 2);

    PickleBytes op(String instructions) {
        bytes.text(instructions);
        return this;
    }

    PickleBytes text(String text) {
        bytes.text("X").u32(text.length()).text(text);
        return this;
    }

    PickleBytes number(long value) {
        bytes.text("J").u32(value);
        return this;
    }

    PickleBytes remember(int index) {
        bytes.text("r").u32(index);
        return this;
    }

    PickleBytes recall(int index) {
        bytes.text("j").u32(index);
        return this;
    }

    PickleBytes storage(String key, long elements) {
        op("(").text("storage").op("ctorch\nFloatStorage\n").text(key).text("cpu");
        return number(elements).op("tQ");
    }

    /** A tensor of a new storage of so many numbers. */
    PickleBytes tensor(String key, long elements, int[] shape, int... strides) {
        op("ctorch._utils\n_rebuild_tensor_v2\n(").storage(key, elements).number(0);
        return tuple(shape).tuple(strides).op("\u0089}tR");
    }

    PickleBytes tuple(int... numbers) {
        op("(");
        for (int number : numbers) number(number);
        return op("t");
    }

    byte[] end() {
        return new Bytes().raw(bytes).text(".").end();
    }
}
