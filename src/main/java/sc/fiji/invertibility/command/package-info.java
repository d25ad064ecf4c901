/**
 * One thin SciJava command per menu item. SciJava asks for a superclass's parameters before those of the command, so
 * commands do not inherit parameters from each other: if there are many, a command's parameters form a class of their
 * own, in the order of the dialog, and their meaning is expressed by values that all commands share, such as {@link
 * sc.fiji.invertibility.command.NetworkFilters}.
 */
package sc.fiji.invertibility.command;
