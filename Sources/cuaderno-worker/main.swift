import CellRuntime

WorkerMain.run(arguments: CommandLine.arguments)
