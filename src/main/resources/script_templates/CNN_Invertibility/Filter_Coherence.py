# How alike are the filters of a layer?
#@ CommandService command
from sc.fiji.invertibility.command import FilterCoherence

module = command.run(FilterCoherence, False, ["network", "Single layer", "count", 32, "channels", 3]).get()
result = module.getOutput("coherence")
table = module.getOutput("coherence")
print("absolute: %s" % table.getValue("absolute", table.size() - 1))
result.show("Filter Coherence")
