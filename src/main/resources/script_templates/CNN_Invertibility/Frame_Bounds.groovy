// What does a layer lose even without pooling?
#@ CommandService command
import sc.fiji.invertibility.command.MeasureFrameBounds

module = command.run(MeasureFrameBounds, false, "filters", "Wavelet", "channels", 3).get()
table = module.getOutput("frame")
println "A = ${table.getValue('lower', 0)}, B = ${table.getValue('upper', 0)}, error at most ${table.getValue('error', 0)}"
table.show("Frame Bounds")
