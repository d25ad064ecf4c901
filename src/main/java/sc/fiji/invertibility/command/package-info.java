/** One thin SciJava command a menu item. */
package sc.fiji.invertibility.command;
