// The engine's side of the benchmarks; the scripts in Benchmarks/ say what each measures. Everything goes through the
// public API.
//
//   engine-benchmark train FOLDER        a task that engine_benchmark.py wrote
import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 3, arguments[1] == "train" else {
    print("usage: engine-benchmark train FOLDER   (see Benchmarks/README.md)")
    exit(64)
}
var conversation = try Conversation(BenchmarkTask(folder: URL(fileURLWithPath: arguments[2], isDirectory: true)))
try conversation.run()
