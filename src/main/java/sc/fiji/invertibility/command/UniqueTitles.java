package sc.fiji.invertibility.command;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Titles that no open image or table has, so that a macro which names one gets the image that it means. */
final class UniqueTitles {

    private UniqueTitles() {}

    /** Numbers the titles of all results of a run alike, from 2, where one of them is taken. */
    static void give(List<ImagePlus> results) {
        Set<String> taken = open();
        int number = 1;
        for (boolean free = false; !free; number++) {
            String ending = ending(number);
            free = results.stream().noneMatch(image -> taken.contains(image.getTitle() + ending));
            if (free) results.forEach(image -> image.setTitle(image.getTitle() + ending));
        }
    }

    /** The title of a table, numbered from 2 where a window has it. */
    static String ofTable(String title) {
        int number = 1;
        while (WindowManager.getFrame(title + ending(number)) != null) number++;
        return title + ending(number);
    }

    private static String ending(int number) {
        return number == 1 ? "" : "-" + number;
    }

    private static Set<String> open() {
        Set<String> titles = new HashSet<>();
        int[] ids = WindowManager.getIDList();
        if (ids == null) return titles;
        for (int id : ids) {
            ImagePlus image = WindowManager.getImage(id);
            if (image != null) titles.add(image.getTitle());
        }
        return titles;
    }
}
