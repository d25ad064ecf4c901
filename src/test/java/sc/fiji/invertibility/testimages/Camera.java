package sc.fiji.invertibility.testimages;

import ij.process.ShortProcessor;

/** A scientific camera: photons to 16-bit counts with shot noise, read noise and an offset. */
record Camera(double countsPerElectron, double readNoise, double offset) {

    /** A back-lit sCMOS: 2.2 electrons of read noise, an offset of 100 counts. */
    static Camera scmos() {
        return new Camera(2.0, 2.2, 100);
    }

    /** The exposure of a plane of expected electrons a pixel. */
    ShortProcessor expose(Plane electrons, Dice dice) {
        ShortProcessor image = new ShortProcessor(electrons.width, electrons.height);
        short[] pixels = (short[]) image.getPixels();
        for (int i = 0; i < pixels.length; i++) {
            double caught = dice.poisson(electrons.values[i]) + readNoise * dice.gaussian();
            long counts = (long) StrictMath.rint(offset + countsPerElectron * caught);
            pixels[i] = (short) Math.min(65535, Math.max(0, counts));
        }
        return image;
    }
}
