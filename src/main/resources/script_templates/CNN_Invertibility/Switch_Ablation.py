# What of a layer's code carries the image: switches, signs or values?
#@ CommandService command
#@ ij.ImagePlus image
from sc.fiji.invertibility.command import AblateSwitches

module = command.run(AblateSwitches, False, ["image", image]).get()
table = module.getOutput("ablation")
print("relative_error: %s" % table.getValue("relative_error", 0))
