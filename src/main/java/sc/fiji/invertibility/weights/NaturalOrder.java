package sc.fiji.invertibility.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders names as people number them: {@code features.2} before {@code features.10}. */
final class NaturalOrder implements Comparator<String> {

    private static final Pattern PARTS = Pattern.compile("[0-9]{1,18}|[^0-9]");

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
        Matcher left = PARTS.matcher(a);
        Matcher right = PARTS.matcher(b);
        while (left.find()) {
            if (!right.find()) return 1;
            boolean numbers = isNumber(left.group()) && isNumber(right.group());
            int order = numbers
                    ? Long.compare(Long.parseLong(left.group()), Long.parseLong(right.group()))
                    : left.group().compareTo(right.group());
            if (order != 0) return order;
        }
        return right.find() ? -1 : a.compareTo(b);
    }

    private static String name(StoredTensor tensor) {
        return tensor.info().name();
    }

    private static boolean isNumber(String part) {
        return part.charAt(0) >= '0' && part.charAt(0) <= '9';
    }
}
