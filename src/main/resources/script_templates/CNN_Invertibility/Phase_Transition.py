# Which sparse codes does each algorithm recover?
#@ CommandService command
#@output ij.ImagePlus result
from sc.fiji.invertibility.command import MeasurePhaseTransition

module = command.run(MeasurePhaseTransition, False, ["channels", "8", "nonzeros", "5,10", "draws", 2]).get()
result = module.getOutput("map")
table = module.getOutput("recovered")
print("htp: %s" % table.getValue("htp", table.size() - 1))
