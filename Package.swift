// swift-tools-version: 6.2
import PackageDescription

// The worker defines these names in place of the system's and Swift's; libraries find them only if they are exported.
let interposedSymbols = [
    "abort", "exit", "_exit", "_Exit", "quick_exit", "pthread_create", "pthread_exit", "pthread_sigmask", "sigprocmask",
    "sigaction", "signal", "epoll_create1", "eventfd", "timerfd_create", "swift_errorInMain", "swift_job_run",
    "fwrite", "fputs", "puts", "fputc", "putc", "putchar", "printf", "vprintf", "fprintf", "vfprintf", "write",
    "swift_allocError", "swift_once", "swift_task_asyncMainDrainQueue", "swift_willThrow", "swift_willThrowTypedImpl",
]

let package = Package(
    name: "cuaderno",
    products: [
        .executable(name: "cuaderno", targets: ["cuaderno"]),
        .executable(name: "cuaderno-worker", targets: ["cuaderno-worker"]),
        .executable(name: "cuaderno-sourcekit", targets: ["cuaderno-sourcekit"]),
        // The worker and every cell share one copy of the session's state, so it has to be one shared object.
        .library(name: "Cuaderno", type: .dynamic, targets: ["Cuaderno"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/swiftlang/swift-syntax", from: "603.0.1"),
    ],
    targets: [
        // The wire: ZeroMQ, the Jupyter protocol, and a kernel for any interpreter.
        .systemLibrary(name: "CZeroMQ"),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
        // JSON without Foundation, which cells do not load; they see it, too.
        .target(name: "JSONValues"),
        .target(
            name: "JupyterProtocol",
            dependencies: ["JSONValues", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "JupyterKernel",
            dependencies: ["ZeroMQ", "JupyterProtocol", .product(name: "Logging", package: "swift-log")]),

        // What was probably meant: both sides want to know.
        .target(name: "Spelling"),

        // Cells: from source to a library, and the process that runs it.
        .target(
            name: "CellCompiler",
            dependencies: [
                "Spelling",
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // The module at which a waiting compiler waits; read by compilers only.
        .target(name: "SourceGate"),
        .target(name: "WorkerProtocol"),
        // What a command's line may hold, as its parser tells it: both sides have commands.
        .target(
            name: "CommandDescription",
            dependencies: ["WorkerProtocol", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
        // Notebooks as files: read, written, and as a page of HTML.
        .systemLibrary(name: "CCMark"),
        .target(name: "Mathematics"),
        .target(
            name: "Notebooks",
            dependencies: [
                "CCMark", "CellCompiler", "JupyterProtocol", "Mathematics", "Spelling",
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
                .product(name: "SwiftIDEUtils", package: "swift-syntax"),
            ],
            resources: [.copy("Resources")]),
        .target(name: "CSpawn"),
        .target(
            name: "CodeCompletion",
            dependencies: [
                "CSpawn", "CellCompiler", "WorkerProtocol",
                .product(name: "SwiftSyntax", package: "swift-syntax"),
                .product(name: "SwiftParser", package: "swift-syntax"),
            ]),
        .executableTarget(
            name: "cuaderno-sourcekit", linkerSettings: [.linkedLibrary("dl"), .linkedLibrary("pthread")]),
        .target(
            name: "CellHost",
            dependencies: ["CSpawn", "WorkerProtocol", .product(name: "Logging", package: "swift-log")]),
        .target(name: "CCellRuntime"),
        .target(name: "CellRuntime", dependencies: ["CCellRuntime", "WorkerProtocol"]),

        // The engine and its pictures.
        .systemLibrary(name: "COpenBLAS"),
        .target(name: "CKernels"),
        .target(name: "Locks"),
        // Never imported, as DisplayJSON below: an import would make every cell load Foundation.
        .target(name: "EngineData", resources: [.copy("Resources")]),
        .target(name: "NeuralEngine", dependencies: ["COpenBLAS", "CKernels", "EngineData", "Locks"]),
        // Files of arrays and pictures, and networks in other programs' formats.
        .target(name: "CDataFiles", linkerSettings: [.linkedLibrary("z"), .linkedLibrary("png")]),
        .target(name: "DataFiles", dependencies: ["CDataFiles"]),
        .target(name: "Interchange", dependencies: ["NeuralEngine", "DataFiles"]),
        .target(name: "Charts"),
        .target(name: "Plots", dependencies: ["NeuralEngine", "Charts"]),

        // What a cell sees.
        .target(name: "DisplayJSON"),
        .target(name: "Display", dependencies: ["DisplayJSON", "JSONValues", "Locks"]),
        .target(
            name: "LabCommands",
            dependencies: [
                "NeuralEngine", "Interchange", "Charts", "Plots", "Display", "CommandDescription", "Spelling",
                "WorkerProtocol",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "Cuaderno",
            dependencies: [
                "NeuralEngine", "Interchange", "Charts", "Plots", "Display", "JSONValues", "LabCommands", "Locks",
                "WorkerProtocol",
            ]),

        .executableTarget(
            name: "cuaderno-worker", dependencies: ["CellRuntime"],
            linkerSettings: [
                .unsafeFlags(interposedSymbols.flatMap { ["-Xlinker", "--export-dynamic-symbol=\($0)"] })
            ]),
        .executableTarget(
            name: "cuaderno",
            dependencies: [
                "JupyterKernel", "JupyterProtocol", "CellCompiler", "CellHost", "CodeCompletion", "CommandDescription",
                "Notebooks", "SourceGate", "Spelling",
                "WorkerProtocol",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "engine-benchmark", dependencies: ["NeuralEngine", "Interchange", "Charts"],
            path: "Benchmarks/EngineBenchmark"),
        .executableTarget(
            name: "chart-benchmark", dependencies: ["NeuralEngine", "Charts", "Plots"],
            path: "Benchmarks/ChartBenchmark"),

        .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
        .testTarget(name: "JupyterProtocolTests", dependencies: ["JupyterProtocol"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "JupyterKernelTests",
            dependencies: [
                "JupyterKernel", "JupyterProtocol", "ZeroMQ", .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(name: "CellCompilerTests", dependencies: ["CellCompiler"]),
        .testTarget(name: "MathematicsTests", dependencies: ["Mathematics"]),
        .testTarget(name: "NotebooksTests", dependencies: ["Notebooks", "JupyterProtocol"]),
        .testTarget(name: "CodeCompletionTests", dependencies: ["CodeCompletion", "CellCompiler", "WorkerProtocol"]),
        .testTarget(name: "WorkerProtocolTests", dependencies: ["WorkerProtocol"]),
        .testTarget(name: "CellHostTests", dependencies: ["CellHost", "WorkerProtocol"]),
        .testTarget(name: "CellRuntimeTests", dependencies: ["CSpawn", "WorkerProtocol"]),
        .testTarget(
            name: "NeuralEngineTests",
            dependencies: ["NeuralEngine", "CKernels", .product(name: "Numerics", package: "swift-numerics")],
            resources: [.copy("Fixtures")]),
        // Every picture once: drawn by `make gallery`, compared with stored files by PlotsTests.
        .target(name: "Gallery", dependencies: ["Charts", "NeuralEngine", "Plots"], path: "Tests/Gallery"),
        .executableTarget(name: "draw-gallery", dependencies: ["Charts", "Gallery"], path: "Tests/DrawGallery"),

        .testTarget(name: "DataFilesTests", dependencies: ["DataFiles"], resources: [.copy("Fixtures")]),
        .testTarget(
            name: "InterchangeTests", dependencies: ["Interchange", "DataFiles", "NeuralEngine"],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "ChartsTests", dependencies: ["Charts"]),
        .testTarget(name: "PlotsTests", dependencies: ["Plots", "NeuralEngine", "Charts", "Gallery"]),
        .testTarget(name: "DisplayTests", dependencies: ["Display", "JSONValues"]),
        .testTarget(
            name: "CuadernoTests",
            dependencies: ["Cuaderno", "NeuralEngine", "Charts", "Plots", "Display", "WorkerProtocol"]),
        .testTarget(
            name: "LabCommandsTests", dependencies: ["LabCommands", "NeuralEngine", "Display", "WorkerProtocol"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .treatAllWarnings(as: .error),
        ]
}
