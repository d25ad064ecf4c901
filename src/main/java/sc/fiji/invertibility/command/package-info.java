/**
 * One thin SciJava command a menu item. SciJava asks for a superclass's parameters before those of the command, so commands
 * do not inherit parameters from each other: where they are many, a command's parameters are a class of their own, in the order of
 * the dialog, and what they mean is told by values that all commands share, such as {@link
 * sc.fiji.invertibility.command.NetworkFilters}.
 */
package sc.fiji.invertibility.command;
