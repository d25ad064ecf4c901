/**
 * The window in which keep, pooling, iterations and layers can be tried out on an image. Its contents are computed by
 * {@link sc.fiji.invertibility.command.explore.Explorer} and the values around it, which know nothing of Swing; the
 * classes that extend Swing's only draw and listen.
 */
package sc.fiji.invertibility.command.explore;
