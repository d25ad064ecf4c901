/**
 * The window in which keep, pooling, iterations and layers are tried out on an image. What it shows is computed by
 * {@link sc.fiji.invertibility.command.explore.Explorer} and the values around it, which know nothing of Swing; the
 * classes that extend Swing's only draw and listen.
 */
package sc.fiji.invertibility.command.explore;
