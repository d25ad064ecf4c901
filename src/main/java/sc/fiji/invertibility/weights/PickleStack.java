package sc.fiji.invertibility.weights;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stack of a {@link PickleMachine}, its marks, and its memo. */
final class PickleStack {

    private static final Object MARK = new Object();

    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    void push(Object value) {
        stack.add(value);
    }

    void mark() {
        marks.push(stack.size());
        push(MARK);
    }

    Object pop() throws WeightsException {
        return popLast(1).get(0);
    }

    Object top() throws WeightsException {
        Object top = pop();
        push(top);
        return top;
    }

    List<Object> popLast(int count) throws WeightsException {
        int floor = marks.isEmpty() ? 0 : marks.peek() + 1;
        if (stack.size() - count < floor) throw new WeightsException("has a damaged pickle: its stack is empty");
        List<Object> last = stack.subList(stack.size() - count, stack.size());
        List<Object> copy = new ArrayList<>(last);
        last.clear();
        return copy;
    }

    /** Removes the last mark and everything above it, and returns the latter. */
    List<Object> popToMark() throws WeightsException {
        if (marks.isEmpty()) throw new WeightsException("has a damaged pickle: a mark is missing");
        int mark = marks.pop();
        List<Object> above = stack.subList(mark, stack.size());
        List<Object> copy = new ArrayList<>(above.subList(1, above.size()));
        above.clear();
        return copy;
    }

    /** Appends to the list on top. */
    void list(List<Object> items) throws WeightsException {
        if (!(top() instanceof List<?>)) throw new WeightsException("has a damaged pickle: a list is missing");
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) top();
        list.addAll(items);
    }

    /** Puts keys and values, in turn, into the dictionary on top. */
    void map(List<Object> keysAndValues) throws WeightsException {
        if (!(top() instanceof PickleMap map) || keysAndValues.size() % 2 != 0)
            throw new WeightsException("has a damaged pickle: a dictionary is missing");
        for (int i = 0; i < keysAndValues.size(); i += 2) map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
    }

    Object recall(long index) throws WeightsException {
        Object value = memo.get(index);
        if (value == null) throw new WeightsException("has a damaged pickle: nothing is remembered as " + index);
        return value;
    }

    void remember(long index) throws WeightsException {
        memo.put(index, top());
    }

    void remember() throws WeightsException {
        remember(memo.size());
    }
}
