/** Photographs of the windows, for the documentation and for looking at: see scripts/screenshots. */
package sc.fiji.invertibility.screenshots;
