// What can be computed on, and why not on others.
#@ CommandService command
import sc.fiji.invertibility.command.ComputeDevices

module = command.run(ComputeDevices, false).get()
result = module.getOutput("devices")
result.show("Compute Devices")
