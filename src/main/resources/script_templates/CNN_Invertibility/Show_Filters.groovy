// A bank of filters as a picture.
#@ CommandService command
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.ShowFilters

module = command.run(ShowFilters, false, "filters", "Gabor", "count", 63).get()
result = module.getOutput("montage")
