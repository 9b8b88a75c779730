import CellHost
import Foundation
import JupyterKernel
import JupyterProtocol
import Synchronization
import WorkerProtocol

/// Hands a cell's output on to the client, and keeps what it told of its names.
final class CellOutputAdapter: WorkerOutput {
    private let output: any CellOutput
    private let boundNames = Mutex<[BoundName]>([])
    private let told = Mutex(CommReception.refused)

    init(_ output: any CellOutput) {
        self.output = output
    }

    /// The variables that got their value, oldest first.
    var names: [BoundName] { boundNames.withLock { $0 } }

    /// What became of a frontend's message.
    var reception: CommReception { told.withLock { $0 } }

    func text(_ stream: TextStream, _ text: String) {
        output.stream(stream == .standardOutput ? .stdout : .stderr, text)
    }

    func show(_ shown: ShownOutput) {
        let data = MIMEData(
            data: Dictionary(uniqueKeysWithValues: shown.data.map { ($0, Self.value($1, type: $0)) }),
            metadata: shown.metadata.mapValues { Self.parsed($0) ?? .string($0) })
        switch shown.kind {
        case .display: output.display(data, id: shown.displayID)
        case .update: output.updateDisplay(data, id: shown.displayID ?? "")
        case .result: output.result(data)
        }
    }

    func clear(wait: Bool) {
        output.clear(wait: wait)
    }

    func comm(_ frame: CommFrame) {
        output.send(CommEvent(frame))
    }

    func received(_ reception: CommReception) {
        told.withLock { $0 = reception }
    }

    func bound(_ name: BoundName) {
        boundNames.withLock { $0.append(name) }
    }

    func ask(prompt: String, isPassword: Bool) async -> String? {
        try? await output.input(prompt: prompt, isPassword: isPassword)
    }

    /// JSON types go as JSON, everything else as text.
    private static func value(_ text: String, type: String) -> JSONValue {
        guard type == "application/json" || type.hasSuffix("+json") else { return .string(text) }
        return parsed(text) ?? .string(text)
    }

    private static func parsed(_ text: String) -> JSONValue? {
        try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }
}
