import CellCompiler
import CellHost
import Foundation
import WorkerProtocol

/// Says how a cell ended in the student's terms: the cause, the line, and the way there.
struct FailureReport {
    let symbolizer: Symbolizer?
    /// The text of each cell by its label, `In[7]`.
    let sources: [String: String]
    /// Only frames of cells are the student's; their libraries lie here.
    let cellFolder: String
    /// The cell of each module, by the module's name.
    let cells: [String: CompiledCell]

    /// - Parameter fatalText: What the run time printed about a trap.
    func failure(for outcome: Outcome, fatalText: String) async -> CellFailure? {
        switch outcome {
        case .completed: nil
        case .threw(let type, let message, let trace):
            await located(type.split(separator: ".").last.map(String.init) ?? type, message, trace)
        case .trapped(let trap): await trapped(trap, fatalText: fatalText)
        case .dropped(let trap):
            await trapped(trap, fatalText: fatalText).addingLine(
                "The cell waited for a task that stopped here, and could never have finished.")
        case .exited(let code, let call, let trace):
            await located(
                "Exit",
                "the cell ended itself with \(Self.exitText(call, code)); the session and its variables are still there",
                trace)
        case .exitedAtEnd(let trace): await exitAtEnd(trace)
        case .interrupted(let trace): await located("Interrupted", "the cell was stopped", trace)
        case .unloadable(let reason): CellFailure(name: "Cell not loaded", value: reason)
        case .commandFailed(let message): commandFailure(message)
        }
    }

    private func commandFailure(_ message: String) -> CellFailure {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let first = lines.first.map { $0.hasPrefix("Error: ") ? String($0.dropFirst(7)) : $0 } ?? ""
        return CellFailure(
            name: "Command error", value: first,
            traceback: [CellFailure.headline("Error", first)] + lines.dropFirst())
    }

    private func trapped(_ trap: Trap, fatalText: String) async -> CellFailure {
        var places = await symbolizer?.places(cellAddresses(trap.trace)) ?? []
        // What the compiler adds by itself, such as the `!` of an `Int!`, has no line in the debug information.
        if places.isEmpty, let place = Self.place(in: fatalText) { places = [place] }
        let cause = cause(of: trap, fatalText: fatalText, failure: places.first?.failure)
        var failure = CellFailure(
            name: "Fatal error", value: cause,
            traceback: [CellFailure.headline("Fatal error", cause)] + describe(places))
        if trap.thread != "the cell", !trap.thread.isEmpty {
            failure.traceback.append("\u{1B}[2mThis happened on \(trap.thread).\u{1B}[0m")
        }
        if trap.holdsActor {
            failure.traceback.append(
                "The actor that was at work stays busy, and whoever calls it waits for ever: make a new one.")
        }
        return failure
    }

    private func cause(of trap: Trap, fatalText: String, failure: String?) -> String {
        let words = Self.words(in: trap.signal == SIGABRT ? fatalText : Self.withoutHeapWords(fatalText))
        if !words.isEmpty { return OriginNaming.plain(words) { cells[$0]?.module.label } }
        if trap.isStackOverflow {
            return "stack overflow: a function calls itself without end, or a value is too large"
        }
        if let failure { return failure }
        switch trap.signal {
        case 11, 7: return "bad access to memory at address 0x\(String(trap.address, radix: 16))"
        case 8: return "arithmetic error (SIGFPE)"
        case 6: return "the program was aborted"
        case 4, 5: return "the program stopped at a check that failed"
        default: return "signal \(trap.signal)"
        }
    }

    /// Without what a thread of another cell had to say about the heap: whoever says so is aborted.
    private static func withoutHeapWords(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { line in !OutputSequencer.heapWords.contains { line.hasPrefix($0) } }
            .joined(separator: "\n")
    }

    /// "Cell0003/In[3]:1: Fatal error: …"
    private static func place(in fatalText: String) -> Symbolizer.Place? {
        fatalText.firstMatch(of: /Cell\d+\/([^\n:]+):(\d+): (?:Fatal error|Precondition failed|Assertion failed)/)
            .flatMap { match in Int(match.2).map { Symbolizer.Place(cell: String(match.1), line: $0) } }
    }

    /// The run time's reason without what helps nobody: the library's own file, its stack of addresses, metadata.
    static func words(in fatalText: String) -> String {
        var text = fatalText[...]
        if let stack = text.firstRange(of: "Current stack trace:") { text = text[..<stack.lowerBound] }
        // "Swift/Array.swift:10: Fatal error: Index out of range", "Cell3/In[3]:1: Precondition failed: not two"
        if let mark = text.firstRange(of: "Fatal error") {
            text = text[mark.upperBound...].drop { $0 == ":" || $0 == " " }
        } else if let mark = text.firstRange(of: "Precondition failed") ?? text.firstRange(of: "Assertion failed") {
            text = text[mark.lowerBound...]
        }
        // More of its threads may have met their end.
        let next = text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
            .first { line in
                ["Fatal error: ", "Precondition failed", "Assertion failed"].contains { line.contains($0) }
            }
        if let next { text = text[..<next.startIndex] }
        return text.replacing(#/ \(0x[0-9a-f]+\)/#, with: "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The compiler's own call has no line.
    private func exitAtEnd(_ trace: [TraceFrame]) async -> CellFailure? {
        let places = await symbolizer?.places(cellAddresses(Array(trace.prefix(1)))) ?? []
        return places.isEmpty ? nil : await failure(for: .exited(code: 0, call: "exit", trace: trace), fatalText: "")
    }

    /// A thread that ends has no status: `Thread.exit()` and C's `pthread_exit`.
    private static func exitText(_ call: String, _ code: Int32) -> String {
        call == "pthread_exit" ? "the end of its thread (Thread.exit or pthread_exit)" : "\(call)(\(code))"
    }

    private func located(_ name: String, _ value: String, _ trace: [TraceFrame]) async -> CellFailure {
        let places = await symbolizer?.places(cellAddresses(trace)) ?? []
        return CellFailure(
            name: name, value: value, traceback: [CellFailure.headline(name, value)] + describe(places))
    }

    private func cellAddresses(_ trace: [TraceFrame]) -> [Symbolizer.Address] {
        // A recursion without end has thousands of frames; the first and the last ones tell it all.
        let own = trace.filter { $0.library.hasPrefix(cellFolder) }
        let shown = own.count > 40 ? Array(own.prefix(20) + own.suffix(20)) : own
        return shown.map { frame in
            let cell = cells[URL(fileURLWithPath: frame.library).deletingPathExtension().lastPathComponent]
            return Symbolizer.Address(
                library: cell?.debugLibrary ?? frame.library, offset: frame.offset, label: cell?.module.label,
                debugLabel: cell?.debugLabel)
        }
    }

    /// The innermost place with its surroundings, then the way there.
    private func describe(_ places: [Symbolizer.Place]) -> [String] {
        guard let first = places.first else { return [] }
        var lines = [headline(first, prefix: "In")]
        lines += context(of: first)
        var repeated = 0
        for (previous, place) in zip(places, places.dropFirst()) {
            if place == previous {
                repeated += 1
                continue
            }
            lines += repetition(repeated)
            repeated = 0
            lines.append(headline(place, prefix: "called from"))
        }
        return lines + repetition(repeated)
    }

    private func repetition(_ count: Int) -> [String] {
        count > 0 ? ["\u{1B}[2m  … and again from the same line\u{1B}[0m"] : []
    }

    private func headline(_ place: Symbolizer.Place, prefix: String) -> String {
        let function = place.function.map { ", in \($0)" } ?? ""
        let start = prefix == "In" ? "" : "\(prefix) "
        return "\u{1B}[36m\(start)\(place.cell), line \(place.line)\u{1B}[0m\(function)"
    }

    private func context(of place: Symbolizer.Place) -> [String] {
        guard let source = sources[place.cell] else { return [] }
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(place.line - 1) else { return [] }
        let range = max(1, place.line - 2)...min(lines.count, place.line + 1)
        let width = String(range.upperBound).count
        return range.map { number in
            let label = String(repeating: " ", count: width - String(number).count) + String(number)
            return number == place.line
                ? "\u{1B}[1;31m--> \(label) |\u{1B}[0m \(lines[number - 1])"
                : "\u{1B}[2m    \(label) |\u{1B}[0m \(lines[number - 1])"
        }
    }
}

extension CellFailure {
    fileprivate func addingLine(_ line: String) -> CellFailure {
        var copy = self
        copy.traceback.append(line)
        return copy
    }
}
