package sc.fiji.invertibility.weights;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stack machine that a Python pickle is a program for: only the instructions that {@code torch.save}
 * writes (protocols 2 to 5), a bounded number of them, and no call but those of {@link TorchObjects}. By hand
 * rather than with net.razorvine:pickle, whose registry of constructors is static, shared by all of Fiji, and
 * open to whoever registers more.
 */
final class PickleMachine {

    private static final int MAX_STEPS = 2_000_000;
    private static final Object MARK = new Object();

    /** What a pickle holds in place of Python's None, so that it can be told from nothing. */
    static final Object NONE = new Object();

    /** A Python tuple. */
    record Tuple(List<Object> items) {}

    /** A reference to a Python class or function by its full name; nothing is loaded. */
    record Global(String name) {}

    private final ByteSource bytes;
    private long position;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private PickleMachine(ByteSource bytes, long position) {
        this.bytes = bytes;
        this.position = position;
    }

    /** What a pickle makes, and where it ended. */
    record Result(Object object, long end) {}

    static Result run(ByteSource bytes, long position) throws IOException {
        PickleMachine machine = new PickleMachine(bytes, position);
        for (int step = 0; step < MAX_STEPS; step++) {
            int instruction = bytes.u8(machine.position++);
            if (instruction == '.') return new Result(machine.pop(), machine.position);
            machine.step(instruction);
        }
        throw new WeightsException("has a pickle of more than " + MAX_STEPS + " instructions");
    }

    private void step(int instruction) throws IOException {
        switch (instruction) {
            case 0x80 -> skip(1);
            case 0x95 -> skip(8);
            case '(' -> {
                marks.push(stack.size());
                push(MARK);
            }
            case '}' -> push(new PickleMap());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(new Tuple(List.of()));
            case 'N' -> push(NONE);
            case 0x88 -> push(Boolean.TRUE);
            case 0x89 -> push(Boolean.FALSE);
            case 'K' -> push(number(1));
            case 'M' -> push(number(2));
            case 'J' -> push((long) (int) number(4));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(number(8))));
            case 0x8a -> push(integer((int) number(1)));
            case 'X', 'T', 'B' -> push(text(number(4)));
            case 0x8c, 'U', 'C' -> push(text(number(1)));
            case 0x8d -> push(text(number(8)));
            case 'q' -> memo.put(number(1), top());
            case 'r' -> memo.put(number(4), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(recall(number(1)));
            case 'j' -> push(recall(number(4)));
            case 't' -> push(new Tuple(popToMark()));
            case 0x85 -> push(new Tuple(popLast(1)));
            case 0x86 -> push(new Tuple(popLast(2)));
            case 0x87 -> push(new Tuple(popLast(3)));
            case 'a' -> list(popLast(1));
            case 'e' -> list(popToMark());
            case 's' -> map(popLast(2));
            case 'u' -> map(popToMark());
            case '0' -> pop();
            case 'c' -> push(new Global(line() + "." + line()));
            case 0x93 -> {
                List<Object> parts = popLast(2);
                boolean names = parts.get(0) instanceof String && parts.get(1) instanceof String;
                if (!names) throw new WeightsException("has a damaged pickle: a class without a name");
                push(new Global(parts.get(0) + "." + parts.get(1)));
            }
            case 'Q' -> push(TorchObjects.storage(pop()));
            case 'R', 0x81 -> {
                List<Object> call = popLast(2);
                push(TorchObjects.call(call.get(0), call.get(1)));
            }
            case 'b' -> {
                pop();
                TorchObjects.checkStateful(top());
            }
            default ->
                throw new WeightsException(String.format(
                        "has the pickle instruction 0x%02x at byte %d, expected only those of torch.save",
                        instruction, position - 1));
        }
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() throws WeightsException {
        return popLast(1).get(0);
    }

    private Object top() throws WeightsException {
        Object top = pop();
        push(top);
        return top;
    }

    private List<Object> popLast(int count) throws WeightsException {
        int floor = marks.isEmpty() ? 0 : marks.peek() + 1;
        if (stack.size() - count < floor) throw new WeightsException("has a damaged pickle: its stack is empty");
        List<Object> last = stack.subList(stack.size() - count, stack.size());
        List<Object> copy = new ArrayList<>(last);
        last.clear();
        return copy;
    }

    private List<Object> popToMark() throws WeightsException {
        if (marks.isEmpty()) throw new WeightsException("has a damaged pickle: a mark is missing");
        int mark = marks.pop();
        List<Object> above = stack.subList(mark, stack.size());
        List<Object> copy = new ArrayList<>(above.subList(1, above.size()));
        above.clear();
        return copy;
    }

    private void list(List<Object> items) throws WeightsException {
        if (!(top() instanceof List<?>)) throw new WeightsException("has a damaged pickle: a list is missing");
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) top();
        list.addAll(items);
    }

    private void map(List<Object> keysAndValues) throws WeightsException {
        if (!(top() instanceof PickleMap map) || keysAndValues.size() % 2 != 0) {
            throw new WeightsException("has a damaged pickle: a dictionary is missing");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
    }

    private Object recall(long index) throws WeightsException {
        Object value = memo.get(index);
        if (value == null) throw new WeightsException("has a damaged pickle: nothing is remembered as " + index);
        return value;
    }

    private long number(int count) throws IOException {
        long value = bytes.unsigned(position, count);
        position += count;
        return value;
    }

    private Object integer(int count) throws IOException {
        byte[] little = bytes.bytes(position, count, "a pickled number");
        position += count;
        byte[] big = new byte[count + 1];
        for (int i = 0; i < count; i++) big[count - i] = little[i];
        if (count > 0 && little[count - 1] < 0) big[0] = -1;
        BigInteger value = new BigInteger(big);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private String text(long length) throws IOException {
        String text = bytes.text(position, length, "a pickled text");
        position += length;
        return text;
    }

    private String line() throws IOException {
        long end = position;
        while (bytes.u8(end) != '\n') {
            if (++end - position > 256) throw new WeightsException("has a damaged pickle: a name without end");
        }
        String line = bytes.text(position, end - position, "a pickled name");
        position = end + 1;
        return line;
    }

    private void skip(int count) throws IOException {
        number(count);
    }
}
