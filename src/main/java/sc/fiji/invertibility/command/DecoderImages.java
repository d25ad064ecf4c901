package sc.fiji.invertibility.command;

import java.io.IOException;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sc.fiji.invertibility.image.CroppedExamples;
import sc.fiji.invertibility.image.ExampleCrop;
import sc.fiji.invertibility.image.ExampleFiles;
import sc.fiji.invertibility.train.ExampleSource;

/**
 * What a decoding network is trained with.
 *
 * @param learnt squares anywhere in the images that are learnt from
 * @param held the centres of other images; empty if there are none
 * @param warning what of this the user does not expect
 */
record DecoderImages(ExampleSource learnt, Optional<ExampleSource> held, Optional<String> warning) {

    /** One of so many images is not learnt from. */
    private static final int HELD_OUT = 10;

    /**
     * Learns from all files, and holds others out.
     *
     * @param files what is learnt from
     * @param validation what is not
     * @param crop the centres
     */
    static DecoderImages of(ExampleFiles files, ExampleFiles validation, ExampleCrop crop) {
        int both = validation.shared(files);
        String warning = "validation: " + both + " of its " + validation.size()
                + " images are also learnt from, so that" + " the validation does not tell how well others are decoded";
        return new DecoderImages(
                learnt(files, crop),
                Optional.of(new CroppedExamples(validation, crop)),
                both == 0 ? Optional.empty() : Optional.of(warning));
    }

    /**
     * Holds every tenth file out; of fewer than ten, the last that can be used.
     *
     * @param files all files
     * @param crop the centres
     */
    static DecoderImages of(ExampleFiles files, ExampleCrop crop) {
        if (files.size() >= HELD_OUT) return split(files, crop, i -> i % HELD_OUT == HELD_OUT - 1);
        int[] usable = IntStream.range(0, files.size())
                .filter(i -> isUsable(files, i, crop))
                .toArray();
        if (usable.length > 1) return split(files, crop, i -> i == usable[usable.length - 1]);
        return new DecoderImages(
                learnt(files, crop),
                Optional.empty(),
                Optional.of("folder: fewer than 2 of its images can be used, so that none is put aside:"
                        + " validation_psnr_db is NaN, and the examples are learnt from"));
    }

    private static DecoderImages split(ExampleFiles files, ExampleCrop crop, IntPredicate held) {
        int[] rest = IntStream.range(0, files.size()).filter(held.negate()).toArray();
        int[] aside = IntStream.range(0, files.size()).filter(held).toArray();
        return new DecoderImages(
                learnt(files.some(rest), crop),
                Optional.of(new CroppedExamples(files.some(aside), crop)),
                Optional.empty());
    }

    private static ExampleSource learnt(ExampleFiles files, ExampleCrop crop) {
        return new CroppedExamples(files, crop.anywhere(true));
    }

    private static boolean isUsable(ExampleFiles files, int index, ExampleCrop crop) {
        try {
            new CroppedExamples(files, crop).read(index, new SplittableRandom(index));
            return true;
        } catch (IOException unusable) {
            return false;
        }
    }
}
