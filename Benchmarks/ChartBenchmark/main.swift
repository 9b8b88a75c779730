import Charts
import NeuralEngine
import Plots

// Draws what it is asked for, line by line, and answers with the time and the bytes: see chart_benchmark.py.

guard CommandLine.arguments.count == 2 else { fatalError("usage: chart-benchmark FOLDER") }
let numbers = try ChartNumbers(folder: CommandLine.arguments[1])
print("ready")
flushOutput()
let clock = ContinuousClock()
while let word = readLine() {
    var svg = ""
    let time = try clock.measure { svg = try numbers.picture(word).svg }
    let (seconds, attoseconds) = time.components
    let milliseconds = Double(seconds) * 1000 + Double(attoseconds) * 1e-15
    print("{\"ms\": \(milliseconds), \"bytes\": \(svg.utf8.count)}")
    flushOutput()
}
