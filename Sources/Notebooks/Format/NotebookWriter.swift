import JupyterProtocol

extension Notebook {
    /// The file, byte for byte as nbformat writes it: texts as lists of lines, keys in order, an indent of one blank.
    public var encoded: [UInt8] {
        var writer = IndentedJSON()
        writer.write(
            .object([
                "cells": .array(cells.map(\.json)), "metadata": .object(metadata), "nbformat": 4,
                "nbformat_minor": .integer(Self.minorVersion),
            ]))
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}

extension NotebookCell {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "cell_type": .string(kind.rawValue), "id": .string(id), "metadata": .object(metadata),
            "source": .lines(of: source),
        ]
        if !attachments.isEmpty, kind != .code { members["attachments"] = .object(attachments) }
        if kind == .code {
            members["execution_count"] = executionCount.map(JSONValue.integer) ?? .null
            members["outputs"] = .array(outputs.map(\.json))
        }
        return .object(members)
    }
}

extension NotebookOutput {
    var json: JSONValue {
        switch self {
        case .stream(let name, let text):
            return ["output_type": "stream", "name": .string(name), "text": .lines(of: text)]
        case .display(let data, let metadata):
            return ["output_type": "display_data", "data": Self.split(data), "metadata": .object(metadata)]
        case .result(let data, let metadata, let count):
            return [
                "output_type": "execute_result", "data": Self.split(data), "metadata": .object(metadata),
                "execution_count": count.map(JSONValue.integer) ?? .null,
            ]
        case .error(let name, let value, let traceback):
            return [
                "output_type": "error", "ename": .string(name), "evalue": .string(value),
                "traceback": .array(traceback.map(JSONValue.string)),
            ]
        }
    }

    private static func split(_ data: [String: JSONValue]) -> JSONValue {
        .object(
            data.reduce(into: [:]) { result, entry in
                let text = MIMEType.isJSON(entry.key) ? nil : entry.value.string
                result[entry.key] = text.map(JSONValue.lines) ?? entry.value
            })
    }
}

extension JSONValue {
    /// A text as the list of its lines, each with its end.
    static func lines(of text: String) -> JSONValue {
        var lines: [JSONValue] = []
        var start = text.utf8.startIndex
        for index in text.utf8.indices where text.utf8[index] == UInt8(ascii: "\n") {
            let end = text.utf8.index(after: index)
            lines.append(.string(String(decoding: text.utf8[start..<end], as: UTF8.self)))
            start = end
        }
        if start < text.utf8.endIndex { lines.append(.string(String(decoding: text.utf8[start...], as: UTF8.self))) }
        return .array(lines)
    }
}
