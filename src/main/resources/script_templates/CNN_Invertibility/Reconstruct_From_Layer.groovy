// How much of the image is left when pooling keeps a quarter of its winners?
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.ReconstructFromLayer

module = command.run(ReconstructFromLayer, false, "image", image, "keep", 25.0d).get()
result = module.getOutput("reconstruction")
table = module.getOutput("summary")
println "relative_error: " + table.getValue("relative_error", table.size() - 1)
