// Makes a result again, from what its info says. The active image is the result.
#@ CommandService command
#@ ij.ImagePlus image
import sc.fiji.invertibility.command.Repeat

module = command.run(Repeat, true, "image", image).get()
