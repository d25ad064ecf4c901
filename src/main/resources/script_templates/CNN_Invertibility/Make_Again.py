# Makes a result again, from what its info says. The active image is the result.
#@ CommandService command
#@ ij.ImagePlus image
from sc.fiji.invertibility.command import MakeAgain

module = command.run(MakeAgain, True, ["image", image]).get()
