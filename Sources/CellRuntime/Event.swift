import CCellRuntime
import Foundation
import Glibc
import WorkerProtocol

/// An event of the C half, in Swift's terms. Owns the event's texts.
struct Event {
    private let event: CREvent
    let type: String?
    let message: String?

    /// The next event, if there is one.
    static func next() -> Event? {
        var event = CREvent()
        return CRNextEvent(&event) ? Event(event) : nil
    }

    private init(_ event: CREvent) {
        self.event = event
        type = event.type.map { String(cString: $0) }
        message = event.message.map { String(cString: $0) }
        CRFreeText(event.type)
        CRFreeText(event.message)
    }

    var kind: CREventKind { event.kind }
    var cell: Int { Int(event.cell) }
    var code: Int32 { event.code }
    /// True for the cell's own course.
    var isMainCourse: Bool { event.isMainCourse }
    /// True where its thread ends with it.
    var endsThread: Bool { event.endsThread }
    /// True where the cell's or a command's thread is concerned.
    var isCellThread: Bool { event.role == CRRoleCell }

    /// True for a thread that is none of ours and was stopped.
    var isStoppedWorker: Bool { kind == CREventStopped && event.role == CRRoleOwn }

    /// Puts a thread in the place of the one that parked or ended.
    func replaceThread() {
        withUnsafePointer(to: event) { CRReplaceThread($0) }
    }

    var trace: [TraceFrame] {
        withUnsafeBytes(of: event.trace) { bytes in
            bytes.bindMemory(to: UInt64.self).prefix(Int(event.count)).compactMap { address in
                var offset: UInt64 = 0
                guard let library = CRLibraryOf(address, &offset) else { return nil }
                return TraceFrame(library: String(cString: library), offset: offset)
            }
        }
    }

    var trap: Trap {
        Trap(
            signal: event.signal, code: event.code, address: event.address, thread: threadName,
            isStackOverflow: event.isStackOverflow, holdsActor: event.holdsActor, trace: trace)
    }

    private var threadName: String {
        if isMainCourse { return "the cell" }
        return event.role == CRRoleOwn ? "a thread of its own" : "a task"
    }

    /// What is said of an event that belongs to no running cell.
    var backgroundNote: String? {
        switch kind {
        case CREventTrapped:
            let name = strsignal(event.signal).map { String(cString: $0) } ?? "signal \(event.signal)"
            return "A task or thread that an earlier cell started crashed (\(name)). The session goes on."
        case CREventExited:
            return "A task or thread that an earlier cell started called exit(\(code)). The session goes on."
        default: return nil
        }
    }
}
