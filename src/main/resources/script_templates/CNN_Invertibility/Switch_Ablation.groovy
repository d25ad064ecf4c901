// What of a layer's code carries the image: switches, signs or values?
#@ CommandService command
#@ ij.ImagePlus image
import sc.fiji.invertibility.command.AblateSwitches

module = command.run(AblateSwitches, false, "image", image).get()
table = module.getOutput("ablation")
println "relative_error: " + table.getValue("relative_error", 0)
