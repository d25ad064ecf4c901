package net.imagej;

/**
 * The marker that CLIJ2's class needs to load. Fiji has the real one in imagej-common, which is not on
 * Maven Central; with this one the tests run in the context of the real CLIJ2.
 */
public interface ImageJService {}
