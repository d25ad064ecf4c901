// How nearly does the transpose of the filters keep the norm of sparse codes?
#@ CommandService command
import sc.fiji.invertibility.command.MeasureModelRip

module = command.run(MeasureModelRip, false, "draws", 100, "banks", 2).get()
result = module.getOutput("rip")
table = module.getOutput("rip")
println "mean: " + table.getValue("mean", table.size() - 1)
result.show("Model-RIP")
