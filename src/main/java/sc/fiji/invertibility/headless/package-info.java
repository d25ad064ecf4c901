/** The runner behind scripts/run, and the batch job. */
package sc.fiji.invertibility.headless;
