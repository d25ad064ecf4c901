# How nearly does the transpose of the filters keep the norm of sparse codes?
#@ CommandService command
from sc.fiji.invertibility.command import MeasureModelRip

module = command.run(MeasureModelRip, False, ["draws", 100, "banks", 2]).get()
result = module.getOutput("rip")
table = module.getOutput("rip")
print("mean: %s" % table.getValue("mean", table.size() - 1))
result.show("Model-RIP")
