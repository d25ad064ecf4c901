package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The stack machine that executes a Python pickle: only the instructions that {@code torch.save} writes (protocols 2 to
 * 5), and only the calls of {@link TorchObjects}. As there are no jumps, a program has at most as many steps as bytes;
 * the objects that they create are charged to the file's {@link ReadingBudget}. By hand rather than with
 * net.razorvine:pickle, whose registry of constructors is static, shared by all of Fiji, and open to whoever registers
 * more.
 */
final class PickleMachine {

    /** Instructions that create nothing but an entry on the stack. */
    private static final String FREE = "(NKhj0aesub\u0080\u0088\u0089\u0095";

    /** Represents Python's None in a pickle, as distinct from a missing value. */
    static final Object NONE = new Object();

    /** A Python tuple. */
    record Tuple(List<Object> items) {}

    /** A reference to a Python class or function by its full name; nothing is loaded. */
    record Global(String name) {}

    private final PickleBytes bytes;
    private final PickleStack stack = new PickleStack();

    private PickleMachine(PickleBytes bytes) {
        this.bytes = bytes;
    }

    /** The result of a pickle, and the position where it ended. */
    record Result(Object object, long end) {}

    static Result run(ByteSource source, long position) throws IOException {
        PickleBytes bytes = new PickleBytes(source, position);
        PickleMachine machine = new PickleMachine(bytes);
        while (true) {
            int instruction = (int) bytes.number(1);
            if (instruction == '.') return new Result(machine.stack.pop(), bytes.position());
            if (FREE.indexOf(instruction) < 0) source.budget().object();
            machine.step(instruction);
        }
    }

    private void step(int instruction) throws IOException {
        switch (instruction) {
            case 0x80 -> bytes.number(1);
            case 0x95 -> bytes.number(8);
            case '(' -> stack.mark();
            case '}' -> stack.push(new PickleMap(bytes.budget()));
            case ']' -> stack.push(new ArrayList<>());
            case ')' -> stack.push(new Tuple(List.of()));
            case 'N' -> stack.push(NONE);
            case 0x88 -> stack.push(Boolean.TRUE);
            case 0x89 -> stack.push(Boolean.FALSE);
            case 'K' -> stack.push(bytes.number(1));
            case 'M' -> stack.push(bytes.number(2));
            case 'J' -> stack.push((long) (int) bytes.number(4));
            case 'G' -> stack.push(Double.longBitsToDouble(Long.reverseBytes(bytes.number(8))));
            case 0x8a -> stack.push(bytes.integer((int) bytes.number(1)));
            case 'X', 'T', 'B' -> stack.push(bytes.text(bytes.number(4)));
            case 0x8c, 'U', 'C' -> stack.push(bytes.text(bytes.number(1)));
            case 0x8d -> stack.push(bytes.text(bytes.number(8)));
            case 'q' -> stack.remember(bytes.number(1));
            case 'r' -> stack.remember(bytes.number(4));
            case 0x94 -> stack.remember();
            case 'h' -> stack.push(stack.recall(bytes.number(1)));
            case 'j' -> stack.push(stack.recall(bytes.number(4)));
            case 't' -> stack.push(new Tuple(stack.popToMark()));
            case 0x85 -> stack.push(new Tuple(stack.popLast(1)));
            case 0x86 -> stack.push(new Tuple(stack.popLast(2)));
            case 0x87 -> stack.push(new Tuple(stack.popLast(3)));
            case 'a' -> stack.list(stack.popLast(1));
            case 'e' -> stack.list(stack.popToMark());
            case 's' -> stack.map(stack.popLast(2));
            case 'u' -> stack.map(stack.popToMark());
            case '0' -> stack.pop();
            case 'c' -> stack.push(new Global(bytes.line() + "." + bytes.line()));
            case 0x93 -> {
                List<Object> parts = stack.popLast(2);
                boolean names = parts.get(0) instanceof String && parts.get(1) instanceof String;
                if (!names) throw new WeightsException("has a damaged pickle: a class without a name");
                stack.push(new Global(parts.get(0) + "." + parts.get(1)));
            }
            case 'Q' -> stack.push(TorchObjects.storage(stack.pop()));
            case 'R', 0x81 -> {
                List<Object> call = stack.popLast(2);
                stack.push(TorchObjects.call(call.get(0), call.get(1), bytes.budget()));
            }
            case 'b' -> {
                stack.pop();
                TorchObjects.checkStateful(stack.top());
            }
            default ->
                throw new WeightsException(String.format(
                        Locale.ROOT,
                        "has the pickle instruction 0x%02x at byte %d, expected only those of torch.save",
                        instruction,
                        bytes.position() - 1));
        }
    }
}
