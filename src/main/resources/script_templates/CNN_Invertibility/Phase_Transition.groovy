// Which sparse codes does each algorithm recover?
#@ CommandService command
#@output ij.ImagePlus result
import sc.fiji.invertibility.command.MeasurePhaseTransition

module = command.run(MeasurePhaseTransition, false, "channels", "8", "nonzeros", "5,10", "draws", 2).get()
result = module.getOutput("map")
table = module.getOutput("recovered")
println "htp: " + table.getValue("htp", table.size() - 1)
