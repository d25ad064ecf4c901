/** The engine that runs anywhere. */
package sc.fiji.invertibility.compute.java;
