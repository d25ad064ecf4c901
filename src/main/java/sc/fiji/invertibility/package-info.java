/**
 * The front door of the Java API: {@link sc.fiji.invertibility.Invertibility} inverts a layer for an image in three
 * lines.
 */
package sc.fiji.invertibility;
