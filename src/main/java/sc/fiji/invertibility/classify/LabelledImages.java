package sc.fiji.invertibility.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Images of known classes.
 *
 * @param source the images
 * @param classes the names of the classes, at least two
 * @param labels the class of each image of the source, from 0
 * @param chosen which images of the source belong to this set
 */
public record LabelledImages(ImageSource source, List<String> classes, List<Integer> labels, List<Integer> chosen) {

    /**
     * Checks that there are as many labels as images.
     *
     * @param source the images
     * @param classes the names of the classes, at least two
     * @param labels the class of each image of the source, from 0
     * @param chosen which images of the source belong to this set
     */
    public LabelledImages {
        classes = List.copyOf(classes);
        labels = List.copyOf(labels);
        chosen = List.copyOf(chosen);
        if (labels.size() != source.size())
            throw new IllegalArgumentException(
                    "expected a label for each of " + source.size() + " images, but got " + labels.size());
    }

    /** {@return how many images this set has} */
    public int size() {
        return chosen.size();
    }

    /**
     * Splits this set so that each class has the same share on either side.
     *
     * @param share the fraction of each class that is put aside, 0 &lt; share &lt; 1; at least one image of every class
     *     goes either way
     * @param seed chooses them
     * @return the images that stay, and those that are put aside
     * @throws IllegalArgumentException if a class has only one image
     */
    public List<LabelledImages> split(double share, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> stay = new ArrayList<>(), aside = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) {
            List<Integer> members = shuffled(members(c), random);
            if (members.size() < 2)
                throw new IllegalArgumentException("validation: expected at least 2 images of class '" + classes.get(c)
                        + "', one to learn from and one to check, but got " + members.size());
            int count = (int) Math.max(1, Math.min(members.size() - 1L, Math.round(share * members.size())));
            aside.addAll(members.subList(0, count));
            stay.addAll(members.subList(count, members.size()));
        }
        return List.of(of(stay), of(aside));
    }

    /**
     * Takes a part of this set, with as many images of every class as there are of the smallest, if possible.
     *
     * @param images how many to take at most
     * @param seed chooses them
     * @return the part
     */
    public LabelledImages sample(int images, long seed) {
        if (images >= size()) return this;
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Integer>> members = new ArrayList<>();
        for (int c = 0; c < classes.size(); c++) members.add(shuffled(members(c), random));
        List<Integer> some = new ArrayList<>();
        for (int i = 0; some.size() < images; i++)
            for (List<Integer> own : members) if (i < own.size() && some.size() < images) some.add(own.get(i));
        return of(some);
    }

    private LabelledImages of(List<Integer> some) {
        return new LabelledImages(
                source, classes, labels, some.stream().sorted().toList());
    }

    /** The images of a class. */
    List<Integer> members(int label) {
        return chosen.stream().filter(i -> labels.get(i) == label).toList();
    }

    private static List<Integer> shuffled(List<Integer> list, SplittableRandom random) {
        Integer[] items = list.toArray(Integer[]::new);
        for (int i = items.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Integer other = items[j];
            items[j] = items[i];
            items[i] = other;
        }
        return Arrays.asList(items);
    }
}
