import JupyterProtocol

extension Notebook {
    /// Reads a notebook.
    ///
    /// - Parameter bytes: what the file holds. Files of nbformat 4.0 to 4.4 are brought to 4.5: their cells get ids.
    /// - Throws: ``NotebookError`` for bytes that are not JSON or not a notebook, and for formats before 4 or after it.
    public init(parsing bytes: [UInt8]) throws(NotebookError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: Array(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]))
        } catch {
            if bytes.isEmpty { throw NotebookError("the file is empty; a notebook is JSON with cells") }
            throw NotebookError("\(error); a notebook is JSON with cells")
        }
        guard value.object != nil, let major = value["nbformat"]?.integer else {
            throw NotebookError("this is JSON, but no notebook: it has no number \"nbformat\"")
        }
        guard major >= 4 else {
            throw NotebookError(
                "the notebook has nbformat \(major), expected 4: bring it up to date with "
                    + "`jupyter nbconvert --to notebook --nbformat 4 --output NEW.ipynb OLD.ipynb`")
        }
        guard major == 4 else {
            throw NotebookError("the notebook has nbformat \(major), which is newer than this program; it reads 4")
        }
        guard let cells = value["cells"]?.array else {
            throw NotebookError("the notebook has no list \"cells\"")
        }
        self.init(metadata: value["metadata"]?.object ?? [:])
        for (index, cell) in cells.enumerated() {
            self.cells.append(try NotebookCell(reading: cell, number: index + 1))
        }
        completeIDs()
    }

    /// Gives ids to cells that have none, or another cell's: the same ones in every run, so that files can be compared.
    public mutating func completeIDs() {
        var used: Set<String> = []
        for index in cells.indices {
            if cells[index].id.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil, used.insert(cells[index].id).inserted {
                continue
            }
            var seed = UInt64(index)
            var id: String
            repeat {
                id = Self.id(of: "\(seed) \(cells[index].kind.rawValue) \(cells[index].source)")
                seed += UInt64(cells.count)
            } while !used.insert(id).inserted
            cells[index].id = id
        }
    }

    /// Eight digits, as nbformat's own ids have.
    private static func id(of text: String) -> String {
        // FNV-1a (Fowler, Noll and Vo) in 64 bits.
        let hash = text.utf8.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let digits = String(UInt32(truncatingIfNeeded: hash ^ hash >> 32), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension NotebookCell {
    init(reading value: JSONValue, number: Int) throws(NotebookError) {
        guard let word = value["cell_type"]?.string else {
            throw NotebookError("cell \(number) of the notebook has no \"cell_type\"")
        }
        guard let kind = Kind(rawValue: word) else {
            throw NotebookError("cell \(number) of the notebook is of the unknown type \"\(word)\"")
        }
        guard let source = value["source"]?.joinedText else {
            throw NotebookError("cell \(number) of the notebook has no text \"source\"")
        }
        self.init(
            kind, id: value["id"]?.string ?? "", source: source, metadata: value["metadata"]?.object ?? [:],
            attachments: value["attachments"]?.object ?? [:])
        guard kind == .code else { return }
        executionCount = value["execution_count"]?.integer
        for output in value["outputs"]?.array ?? [] {
            guard let read = NotebookOutput(reading: output) else {
                throw NotebookError(
                    "cell \(number) of the notebook has an output of the unknown type "
                        + (output["output_type"]?.description ?? "(none)"))
            }
            outputs.append(read)
        }
    }
}

extension NotebookOutput {
    init?(reading value: JSONValue) {
        let metadata = value["metadata"]?.object ?? [:]
        let data = (value["data"]?.object ?? [:]).reduce(into: [String: JSONValue]()) { joined, entry in
            joined[entry.key] =
                MIMEType.isJSON(entry.key) ? entry.value : entry.value.joinedText.map(JSONValue.string) ?? entry.value
        }
        switch value["output_type"]?.string {
        case "stream":
            self = .stream(name: value["name"]?.string ?? "stdout", text: value["text"]?.joinedText ?? "")
        case "display_data": self = .display(data: data, metadata: metadata)
        case "execute_result":
            self = .result(data: data, metadata: metadata, executionCount: value["execution_count"]?.integer)
        case "error":
            self = .error(
                name: value["ename"]?.string ?? "", value: value["evalue"]?.string ?? "",
                traceback: value["traceback"]?.array?.compactMap(\.string) ?? [])
        default: return nil
        }
    }
}

/// What is to be known of MIME types.
enum MIMEType {
    /// Whose representations are JSON and not text.
    static func isJSON(_ type: String) -> Bool { type == "application/json" || type.hasSuffix("+json") }
}

extension JSONValue {
    /// Text that may be stored as a list of lines.
    var joinedText: String? {
        switch self {
        case .string(let text): text
        case .array(let lines) where lines.allSatisfy({ $0.string != nil }): lines.compactMap(\.string).joined()
        default: nil
        }
    }
}
