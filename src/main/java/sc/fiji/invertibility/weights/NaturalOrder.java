package sc.fiji.invertibility.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Orders names as people number them: {@code features.2} before {@code features.10}. */
final class NaturalOrder implements Comparator<String> {

    /**
     * Restores the network's order if the file has lost it, because its writer sorted names alphabetically. A file in
     * any other order is left as it is.
     */
    static List<StoredTensor> undoAlphabet(List<StoredTensor> tensors) {
        for (int i = 1; i < tensors.size(); i++) {
            if (name(tensors.get(i - 1)).compareTo(name(tensors.get(i))) > 0) return tensors;
        }
        List<StoredTensor> sorted = new ArrayList<>(tensors);
        sorted.sort(Comparator.comparing(NaturalOrder::name, new NaturalOrder()));
        return sorted;
    }

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (!isDigit(a, i) || !isDigit(b, j)) {
                if (a.charAt(i) != b.charAt(j)) return a.charAt(i) - b.charAt(j);
                i++;
                j++;
                continue;
            }
            int endOfA = endOfNumber(a, i);
            int endOfB = endOfNumber(b, j);
            int order = numbers(a, i, endOfA, b, j, endOfB);
            if (order != 0) return order;
            i = endOfA;
            j = endOfB;
        }
        if (i < a.length() || j < b.length()) return i < a.length() ? 1 : -1;
        return a.compareTo(b);
    }

    /** Compares digits as one number of any length: without leading zeros, first by length, then digit by digit. */
    private static int numbers(String a, int fromA, int endOfA, String b, int fromB, int endOfB) {
        int i = fromA;
        int j = fromB;
        while (i < endOfA && a.charAt(i) == '0') i++;
        while (j < endOfB && b.charAt(j) == '0') j++;
        if (endOfA - i != endOfB - j) return Integer.compare(endOfA - i, endOfB - j);
        for (; i < endOfA; i++, j++) if (a.charAt(i) != b.charAt(j)) return a.charAt(i) - b.charAt(j);
        return 0;
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text, end)) end++;
        return end;
    }

    private static boolean isDigit(String text, int at) {
        return text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static String name(StoredTensor tensor) {
        return tensor.info().name();
    }
}
