package sc.fiji.invertibility.command.explore;

import java.awt.Rectangle;

/**
 * A piece of an image.
 *
 * @param z its plane's position, from 1
 * @param t its plane's time point, from 1
 * @param region its pixels
 */
record Part(int z, int t, Rectangle region) {}
