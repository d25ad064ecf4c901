// How alike are the filters of a layer?
#@ CommandService command
import sc.fiji.invertibility.command.FilterCoherence

module = command.run(FilterCoherence, false, "network", "Single layer", "count", 32, "channels", 3).get()
result = module.getOutput("coherence")
table = module.getOutput("coherence")
println "absolute: " + table.getValue("absolute", table.size() - 1)
result.show("Filter Coherence")
