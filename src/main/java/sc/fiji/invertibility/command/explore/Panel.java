package sc.fiji.invertibility.command.explore;

import java.awt.image.BufferedImage;

/**
 * One picture of a figure.
 *
 * @param title the line above it
 * @param subtitle a second line
 * @param picture its pixels
 */
record Panel(String title, String subtitle, BufferedImage picture) {}
