# How much of the image is left when pooling keeps a quarter of its winners?
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import ReconstructFromLayer

module = command.run(ReconstructFromLayer, False, ["image", image, "keep", 25.0]).get()
result = module.getOutput("reconstruction")
table = module.getOutput("summary")
print("relative_error: %s" % table.getValue("relative_error", table.size() - 1))
