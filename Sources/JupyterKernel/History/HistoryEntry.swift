import JupyterProtocol

/// A cell that was run.
struct HistoryEntry: Equatable {
    let session: Int
    /// The number in `In[n]`.
    let line: Int
    let input: String
    /// The text of the cell's value, where it had one.
    let output: String?
}

extension HistoryEntry {
    /// A line of a session's file. The session itself is the file's name.
    var record: [UInt8] {
        let members: JSONValue = [
            "line": .integer(line), "input": .string(input), "output": output.map(JSONValue.string) ?? .null,
        ]
        return members.encoded + [UInt8(ascii: "\n")]
    }

    /// Reads a line of a session's file; nil where it is none, as the last one is after a crash of the machine.
    init?(record: some Collection<UInt8>, session: Int) {
        guard let members = try? JSONValue(parsing: Array(record)), let line = members["line"]?.integer,
            let input = members["input"]?.string
        else { return nil }
        self.init(session: session, line: line, input: input, output: members["output"]?.string)
    }
}
