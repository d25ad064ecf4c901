/** What pooling keeps, and the algorithms that recover sparse codes from it. */
package sc.fiji.invertibility.sparse;
