/** The runner behind scripts/run, batches, and the report. */
package sc.fiji.invertibility.headless;
