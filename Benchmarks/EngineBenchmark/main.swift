// The engine's side of the benchmarks; the scripts in Benchmarks/ say what each measures. Everything goes through the
// public API.
//
//   engine-benchmark train FOLDER              answers engine_benchmark.py about a task that it wrote
//   engine-benchmark epochs FOLDER COUNT       trains a task for so many epochs, once
//   engine-benchmark perceptron FOLDER COUNT   Rosenblatt's rule on perceptron.py's points
//   engine-benchmark start                     one epoch of T1
//   engine-benchmark files FOLDER ROUNDS       reads the files of files.py
//   engine-benchmark recipe NAME FILE.npz      writes the arrays of a recipe of model_benchmark.py
//   engine-benchmark recipe NAME SEED          trains it
//   engine-benchmark chart RESULTS PICTURE     the picture of results.jsonl
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let folder = URL(fileURLWithPath: arguments.dropFirst().first ?? "", isDirectory: true)
let count = Int(arguments.last ?? "") ?? 1

switch (arguments.first, arguments.count) {
case ("train", 2):
    var conversation = try Conversation(BenchmarkTask(folder: folder))
    try conversation.run()
case ("epochs", 3):
    print("ANSWER {\"loss\": \(try BenchmarkTask(folder: folder).train(epochs: count))}")
case ("perceptron", 3):
    try PerceptronTiming.run(folder: folder, epochs: count)
case ("start", 1):
    try Start.run()
case ("files", 3):
    try FileReading.run(folder: folder, rounds: count)
case ("recipe", 3):
    try Recipes.run(arguments[arguments.startIndex + 1], arguments[arguments.startIndex + 2])
case ("chart", 3):
    try ResultsChart.run(results: arguments[arguments.startIndex + 1], picture: arguments[arguments.startIndex + 2])
default:
    print("usage: engine-benchmark train|epochs|perceptron|start|files|recipe|chart …   (see Benchmarks/README.md)")
    exit(64)
}
