import Cuaderno
import Foundation
import Synchronization
import WorkerProtocol

/// The worker's end of the C interface: keeps the frames that the library emits, and answers its questions.
enum FakeWorker {
    struct Emission: Sendable {
        var frame: WorkerFrame
        var marker: UInt64
    }

    private static let lastCell = Atomic<Int>(0)
    /// The number of the running cell.
    static var cell: Int { lastCell.load(ordering: .relaxed) }
    private static let emissions = Mutex<[Emission]>([])
    private static let answers = Mutex<[String]>([])
    /// As the worker's flag, it stays for ever.
    nonisolated(unsafe) static let flag: UnsafeMutablePointer<Int32> = {
        let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        flag.initialize(to: 0)
        return flag
    }()
    private static let attachment: Void = cuadernoAttach(
        emit: { bytes, count, marker in
            // Behind the length.
            let body = Data(bytes: bytes + 4, count: count - 4)
            guard let frame = try? FrameCodec.decode(WorkerFrame.self, from: body) else { return }
            FakeWorker.emissions.withLock { $0.append(Emission(frame: frame, marker: marker)) }
        },
        ask: { prompt, isPassword in
            let answer = FakeWorker.answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            return answer.flatMap { strdup("\($0) to \(String(cString: prompt))\(isPassword ? "hidden" : "")") }
        },
        currentCell: { FakeWorker.cell },
        interruptFlag: flag,
        variableAddress: { FakeWorker.address(of: String(cString: $0)) },
        symbolAddress: { FakeWorker.address(of: String(cString: $0)) },
        symbolSize: { _ in 0 },
        fail: { _ in })

    /// The storage of variables, by name or symbol.
    static let variables = Mutex<[String: UInt]>([:])

    private static func address(of name: String) -> UnsafeMutableRawPointer? {
        variables.withLock { $0[name] }.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
    }

    /// What the library emits while a cell runs.
    static func emissions(answers: [String] = [], while body: () throws -> Void) rethrows -> [Emission] {
        attachment
        lastCell.add(1, ordering: .relaxed)
        emissions.withLock { $0 = [] }
        self.answers.withLock { $0 = answers }
        try body()
        return emissions.withLock { $0 }
    }

    /// The outputs that something shows.
    static func shown(while body: () throws -> Void) rethrows -> [ShownOutput] {
        try emissions(while: body).compactMap { emission in
            if case .show(_, let output) = emission.frame { return output }
            return nil
        }
    }

    /// Runs a command through the C interface; nil when it was done.
    static func command(_ line: String, names: [LiveName] = []) -> String? {
        let bytes = Array((try? JSONEncoder().encode(CommandRun(cell: cell, line: line, names: names))) ?? Data())
        guard let message = cuadernoCommand(bytes, bytes.count) else { return nil }
        defer { free(message) }
        return String(cString: message)
    }
}
