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

    /// Notes that a variable has a value.
    ///
    /// - Parameter order: The number of its entry in the lab session.
    static func note<T>(_ storage: UnsafeMutablePointer<T>, name: String, order: Int) {
        let release = {
            storage.deinitialize(count: 1)
            // Whoever finds a way to it all the same crashes here, and not somewhere else later.
            UnsafeMutableRawPointer(storage).initializeMemory(
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
