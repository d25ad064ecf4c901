// Lists the layers of a file of weights.
#@ CommandService command
#@ File weights
import sc.fiji.invertibility.command.ImportFilters

module = command.run(ImportFilters, false, "weights", weights).get()
result = module.getOutput("layers")
result.show("Import Filters")
