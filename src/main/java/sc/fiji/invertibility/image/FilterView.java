package sc.fiji.invertibility.image;

import ij.ImagePlus;
import java.util.Locale;
import sc.fiji.invertibility.filters.FilterBank;

/** How filters with more channels than can be seen at once are shown. */
public final class FilterView {

    private enum Kind {
        AUTO,
        COLOUR,
        EACH_CHANNEL,
        ONE_CHANNEL,
        MEAN,
        PROJECTION
    }

    private final Kind kind;
    private final int channel;
    private final int zoom;
    private final int[] numbers;

    private FilterView(Kind kind, int channel, int zoom, int... numbers) {
        this.kind = kind;
        this.channel = channel;
        this.zoom = zoom;
        this.numbers = numbers;
    }

    /**
     * Finds a view by its name.
     *
     * @param name {@code Auto} (colour if there are three channels, otherwise the mean), {@code Colour}, {@code Each
     *     channel}, {@code One channel}, {@code Mean} or {@code Projection}, in upper or lower case
     * @param channel for {@code One channel}, the channel, from 1
     * @return the view
     * @throws IllegalArgumentException if there is no such view
     */
    public static FilterView named(String name, int channel) {
        try {
            Kind kind = Kind.valueOf(name.toUpperCase(Locale.ROOT).replace(' ', '_'));
            return new FilterView(kind, channel, 0);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "view: unknown choice '" + name
                            + "'; expected one of: Auto, Colour, Each channel, One channel, Mean, Projection",
                    e);
        }
    }

    /** {@return whether the filters are to be shown as patterns in the image, projected through the layers below} */
    public boolean projected() {
        return kind == Kind.PROJECTION;
    }

    /**
     * Returns this view enlarged.
     *
     * @param zoom an integer factor, or 0 for a comfortable one
     * @return the changed view
     */
    public FilterView enlarged(int zoom) {
        return new FilterView(kind, channel, zoom, numbers);
    }

    /**
     * Returns this view with other numbers below the filters than 1, 2, 3 …
     *
     * @param numbers one for each filter
     * @return the changed view
     */
    public FilterView numbered(int... numbers) {
        return new FilterView(kind, channel, zoom, numbers.clone());
    }

    /**
     * Shows a bank.
     *
     * @param bank the filters; for {@code Projection}, their patterns in the image
     * @param name the name of the filters, for titles
     * @param blueFirst whether the first of three channels is blue
     * @return a montage, with one slice per channel for {@code Each channel}, otherwise with one slice
     * @throws IllegalArgumentException if the bank has no such channel or no colours, or the montage would be too large
     */
    public ImagePlus of(FilterBank bank, String name, boolean blueFirst) {
        Kind chosen = kind != Kind.AUTO ? kind : bank.filterChannels() == 3 ? Kind.COLOUR : Kind.MEAN;
        FilterMontage montage = FilterMontage.of(heading(bank, name, chosen), zoom, numbers);
        switch (chosen) {
            case COLOUR, PROJECTION -> montage.with("colour", FilterTiles.colour(bank, blueFirst));
            case ONE_CHANNEL -> montage.with("channel " + channel, FilterTiles.channel(bank, channel));
            case EACH_CHANNEL -> {
                montage.requireRoom(FilterTiles.channel(bank, 1), bank.filterChannels());
                for (int c = 1; c <= bank.filterChannels(); c++)
                    montage.with("channel " + c, FilterTiles.channel(bank, c));
            }
            default -> montage.with("mean of " + bank.filterChannels() + " channels", FilterTiles.mean(bank));
        }
        return montage.image(name + "-filters");
    }

    private String heading(FilterBank bank, String name, Kind chosen) {
        String shown = switch (chosen) {
            case MEAN -> bank.filterChannels() == 1 ? "" : ", mean of the channels";
            case ONE_CHANNEL -> ", channel " + channel;
            case PROJECTION -> ", projected to the image";
            default -> "";
        };
        return name + ": " + bank.filters() + " filters of " + bank.filterChannels() + "×" + bank.height() + "×"
                + bank.width() + shown;
    }
}
