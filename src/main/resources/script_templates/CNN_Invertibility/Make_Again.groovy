// Makes a result again, from what its info says. The active image is the result.
#@ CommandService command
#@ ij.ImagePlus image
import sc.fiji.invertibility.command.MakeAgain

module = command.run(MakeAgain, true, "image", image).get()
