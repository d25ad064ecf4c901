# A bank of filters as a picture.
#@ CommandService command
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import ShowFilters

module = command.run(ShowFilters, False, ["filters", "Gabor", "count", 63]).get()
result = module.getOutput("montage")
