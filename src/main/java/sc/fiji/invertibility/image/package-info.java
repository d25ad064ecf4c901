/** Between ImageJ's images and feature maps: slices, overlays, stacks, plots. */
package sc.fiji.invertibility.image;
