package sc.fiji.invertibility.headless;

import java.util.Arrays;
import java.util.Optional;

/** The colours of a picture that has few of them, each with a number; darker greys have lower numbers. */
final class ColourTable {

    /** As many as a byte can tell apart. */
    static final int MOST = 256;

    /** Four places for each of {@link #MOST} colours, so that a free one is near. */
    private static final int PLACE_BITS = 10, PLACES = 1 << PLACE_BITS;

    private static final int OPAQUE = 0xff000000, SPREAD = 0x9e3779b1;

    private final int[] colours;
    private final int[] places = new int[PLACES];
    private final int[] numbers = new int[PLACES];

    private ColourTable(int[] colours) {
        this.colours = colours;
        for (int i = 0; i < colours.length; i++) {
            int place = place(places, colours[i]);
            places[place] = colours[i];
            numbers[place] = i;
        }
    }

    /** {@return the table of a picture's pixels, whose transparency does not count; empty if there are more colours} */
    static Optional<ColourTable> of(int[] pixels) {
        int[] places = new int[PLACES], found = new int[MOST];
        int count = 0, last = 0;
        for (int pixel : pixels) {
            int colour = pixel | OPAQUE;
            if (colour == last) continue;
            last = colour;
            int place = place(places, colour);
            if (places[place] != 0) continue;
            if (count == MOST) return Optional.empty();
            places[place] = colour;
            found[count++] = colour;
        }
        int[] colours = Arrays.copyOf(found, count);
        Arrays.sort(colours);
        return Optional.of(new ColourTable(colours));
    }

    /** Where a colour is, or could be: no opaque colour is 0, as free places are. */
    private static int place(int[] places, int colour) {
        int place = colour * SPREAD >>> Integer.SIZE - PLACE_BITS;
        while (places[place] != 0 && places[place] != colour) place = (place + 1) % PLACES;
        return place;
    }

    /** The number of a colour that the picture has. */
    int index(int pixel) {
        return numbers[place(places, pixel | OPAQUE)];
    }

    /** Red, green and blue of each colour in turn. */
    byte[] bytes() {
        byte[] bytes = new byte[3 * colours.length];
        for (int i = 0; i < colours.length; i++)
            for (int c = 0; c < 3; c++) bytes[3 * i + c] = (byte) (colours[i] >> 16 - 8 * c);
        return bytes;
    }
}
