/**
 * The front door of the Java API: {@link sc.fiji.invertibility.Invertibility} leads from an image to its reconstruction
 * in three lines.
 */
package sc.fiji.invertibility;
