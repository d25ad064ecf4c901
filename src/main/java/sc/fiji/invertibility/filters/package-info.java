/** Filter banks as values: what W is. */
package sc.fiji.invertibility.filters;
