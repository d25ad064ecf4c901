# Recovers a sparse code of the image, and what it brings back.
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import RecoverSparseCode

module = command.run(RecoverSparseCode, False, ["image", image, "count", 32, "iterations", 20, "resize", "None"]).get()
result = module.getOutput("reconstruction")
table = module.getOutput("recovery")
print("relative_error: %s" % table.getValue("relative_error", table.size() - 1))
