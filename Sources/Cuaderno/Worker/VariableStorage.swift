import LabCommands
import Locks

/// The storage of cells' variables, and how the value in each is given back.
enum VariableStorage {
    /// A variable of some type.
    private struct Variable: @unchecked Sendable {
        /// `@unchecked Sendable`: called once, on the thread that runs cells.
        let release: () -> Void
        let name: String
        let order: Int
    }

    private static let variables = Mutex<[UInt: Variable]>([:])

    /// The three words in which a variable has its value where the compiler does not know how large that is: types that the
    /// standard library keeps open, such as `Mirror` or `Regex.Match`. A larger value lies elsewhere, and its address here.
    ///
    /// Source: Swift's ABI, fixed-size value buffers.
    private static let bufferSize = 3 * MemoryLayout<UnsafeRawPointer>.size

    /// Where a variable's value lies.
    ///
    /// - Parameter storage: The variable's symbol.
    static func value<T>(of type: T.Type, in storage: UnsafeMutableRawPointer) -> UnsafeMutablePointer<T> {
        guard MemoryLayout<T>.size > bufferSize, WorkerConnection.size(ofSymbolAt: storage) == bufferSize else {
            return storage.assumingMemoryBound(to: T.self)
        }
        return storage.load(as: UnsafeMutablePointer<T>.self)
    }

    /// Notes that a variable has a value.
    ///
    /// - Parameters:
    ///   - value: Where the value lies.
    ///   - storage: The variable's symbol.
    ///   - order: The number of its entry in the lab session.
    static func note<T>(
        _ value: UnsafeMutablePointer<T>, in storage: UnsafeMutableRawPointer, name: String, order: Int
    ) {
        let release = {
            value.deinitialize(count: 1)
            // Whoever finds a way to it all the same crashes here, and not somewhere else later.
            UnsafeMutableRawPointer(value).initializeMemory(
                as: UInt8.self, repeating: 0, count: MemoryLayout<T>.size)
        }
        let variable = Variable(release: release, name: name, order: order)
        variables.withLock { $0[UInt(bitPattern: storage)] = variable }
    }

    /// Gives back the value, if that was not done before.
    static func release(_ storage: UnsafeMutableRawPointer) {
        guard let variable = variables.withLock({ $0.removeValue(forKey: UInt(bitPattern: storage)) }) else { return }
        LabSession.shared.unbind(variable.name, order: variable.order)
        // Outside the lock: a `deinit` is the cell's code.
        variable.release()
    }
}
