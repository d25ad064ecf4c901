package sc.fiji.invertibility.image;

import java.io.IOException;
import java.util.SplittableRandom;
import sc.fiji.invertibility.train.Example;
import sc.fiji.invertibility.train.ExampleSource;

/**
 * Parts of image files as examples without classes.
 *
 * @param files the files
 * @param crop which part of each is learnt from
 */
public record CroppedExamples(ExampleFiles files, ExampleCrop crop) implements ExampleSource {

    @Override
    public int size() {
        return files.size();
    }

    @Override
    public String described() {
        return files.described();
    }

    @Override
    public Example read(int index, SplittableRandom random) throws IOException {
        String name = files.name(index);
        try {
            return new Example(name, crop.of(files.read(index), random), 0);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }
}
