// Recovers a sparse code of the image, and what it brings back.
#@ CommandService command
#@ ij.ImagePlus image
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.RecoverSparseCode

module = command.run(RecoverSparseCode, false, "image", image, "count", 32, "iterations", 20, "resize", "None").get()
result = module.getOutput("reconstruction")
table = module.getOutput("recovery")
println "relative_error: " + table.getValue("relative_error", table.size() - 1)
