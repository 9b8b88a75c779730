import DataFiles

/// An ONNX model as its file holds it.
///
/// Source: ONNX, "onnx.proto3". Arrays in other files are not read: nothing outside of the named file is opened.
struct ONNXFile {
    struct Node {
        /// `Conv`, `MatMul`, …
        let kind: String
        /// Empty where the file has none.
        let name: String
        let inputs: [String]
        let outputs: [String]
        let attributes: [String: Attribute]

        /// For messages: the operator and the node.
        var title: String {
            let shown = name.isEmpty ? outputs.first { !$0.isEmpty } ?? "" : name
            return "node '\(shown.prefix(60))' (\(kind.prefix(60)))"
        }
    }

    struct Attribute {
        var int: Int?
        var float: Float?
        var text: String?
        var ints: [Int] = []
        var floats: [Float] = []
        var texts: [String] = []
        var array: Array?
    }

    /// An array; floats and whole numbers are both kept as what they are.
    struct Array {
        var name = ""
        var shape: [Int] = []
        var scalars: [Float] = []
        /// Of arrays of 64-bit numbers: shapes and axes.
        var integers: [Int]?
    }

    let name: String
    private(set) var nodes: [Node] = []
    private(set) var arrays: [String: Array] = [:]
    /// Names and shapes; −1 for a length that is not fixed.
    private(set) var inputs: [(name: String, shape: [Int])] = []
    private(set) var outputs: [String] = []

    /// - Throws: ``DataFileError`` with the byte at which the file is no ONNX model.
    init(file: String, bytes: UnsafeRawBufferPointer) throws {
        name = file
        var reader = ProtobufReader(file: file, bytes: bytes)
        var graph: ProtobufReader?
        while !reader.isAtEnd {
            if case (7, .bytes(let content)) = try reader.next() { graph = content }
        }
        guard var graph else { throw DataFileError(file, byte: 0, "this is no ONNX model: it holds no graph") }
        while !graph.isAtEnd {
            let place = graph.place
            guard case (let field, .bytes(let content)) = try graph.next() else { continue }
            switch field {
            case 1: nodes.append(try Self.node(content))
            case 5:
                let array = try Self.array(content)
                arrays[array.name] = array
            case 11: inputs.append(try Self.input(content))
            case 12: outputs.append(try Self.input(content).name)
            case 15: throw DataFileError(file, byte: place, "sparse arrays cannot be read")
            default: break
            }
        }
        // Older files list arrays among the inputs as well.
        inputs.removeAll { arrays[$0.name] != nil }
    }

    private static func node(_ content: ProtobufReader) throws -> Node {
        var reader = content
        var (kind, name, inputs, outputs, attributes) = ("", "", [String](), [String](), [String: Attribute]())
        while !reader.isAtEnd {
            guard case (let field, .bytes(let part)) = try reader.next() else { continue }
            switch field {
            case 1: inputs.append(try part.text())
            case 2: outputs.append(try part.text())
            case 3: name = try part.text()
            case 4: kind = try part.text()
            case 5:
                let (name, value) = try attribute(part)
                attributes[name] = value
            default: break
            }
        }
        return Node(kind: kind, name: name, inputs: inputs, outputs: outputs, attributes: attributes)
    }

    private static func attribute(_ content: ProtobufReader) throws -> (String, Attribute) {
        var reader = content
        var name = ""
        var result = Attribute()
        while !reader.isAtEnd {
            switch try reader.next() {
            case (1, .bytes(let part)): name = try part.text()
            case (2, .float(let value)): result.float = value
            case (3, .number(let value)): result.int = Int(Int64(bitPattern: value))
            case (4, .bytes(let part)): result.text = try part.text()
            case (5, .bytes(let part)): result.array = try array(part)
            case (7, .float(let value)): result.floats.append(value)
            case (7, .bytes(let part)): result.floats += try floats(part)
            case (8, .number(let value)): result.ints.append(Int(Int64(bitPattern: value)))
            case (8, .bytes(let part)): result.ints += try part.numbers()
            case (9, .bytes(let part)): result.texts.append(try part.text())
            default: break
            }
        }
        return (name, result)
    }

    private static func floats(_ part: ProtobufReader) throws -> [Float] {
        let content = part.content
        guard content.count.isMultiple(of: 4) else {
            throw DataFileError(part.file, byte: part.place, "packed floats of \(content.count) bytes")
        }
        return stride(from: 0, to: content.count, by: 4).map {
            Float(bitPattern: UInt32(littleEndian: content.loadUnaligned(fromByteOffset: $0, as: UInt32.self)))
        }
    }

    /// `TensorProto`'s types.
    private static let formats: [Int: NumberFormat] = [
        1: .float32, 2: NumberFormat(.unsigned, size: 1), 3: NumberFormat(.signed, size: 1),
        4: NumberFormat(.unsigned, size: 2), 5: NumberFormat(.signed, size: 2), 6: NumberFormat(.signed, size: 4),
        7: NumberFormat(.signed, size: 8), 9: NumberFormat(.boolean, size: 1), 10: NumberFormat(.floating, size: 2),
        11: NumberFormat(.floating, size: 8), 12: NumberFormat(.unsigned, size: 4),
        13: NumberFormat(.unsigned, size: 8), 16: NumberFormat(.brain, size: 2),
    ]

    private static func array(_ content: ProtobufReader) throws -> Array {
        var reader = content
        var result = Array()
        var type = 0
        var raw: ProtobufReader?
        var whole: [Int] = []
        while !reader.isAtEnd {
            let place = reader.place
            switch try reader.next() {
            case (1, .number(let value)): result.shape.append(Int(Int64(bitPattern: value)))
            case (1, .bytes(let part)): result.shape += try part.numbers()
            case (2, .number(let value)): type = Int(truncatingIfNeeded: value)
            case (4, .float(let value)): result.scalars.append(value)
            case (4, .bytes(let part)): result.scalars += try floats(part)
            case (5, .number(let value)), (7, .number(let value)): whole.append(Int(Int64(bitPattern: value)))
            case (5, .bytes(let part)), (7, .bytes(let part)): whole += try part.numbers()
            case (8, .bytes(let part)): result.name = try part.text()
            case (9, .bytes(let part)): raw = part
            case (13, _), (14, .number(1)):
                throw DataFileError(
                    content.file, byte: place,
                    "its arrays lie in another file, which is not opened; save it in one file")
            default: break
            }
        }
        if let raw {
            try read(raw, type, &result)
        } else if !whole.isEmpty {
            result.integers = whole
            result.scalars = whole.map { Float($0) }
        }
        let count = result.shape.reduce((1, false)) { product, length in
            let (next, overflows) = product.0.multipliedReportingOverflow(by: length)
            return (next, product.1 || overflows || length < 0 || length > 1 << 40)
        }
        guard !count.1, count.0 == result.scalars.count else {
            throw DataFileError(
                content.file, byte: content.place,
                "the array '\(result.name.prefix(60))' of shape \(result.shape) holds \(result.scalars.count) numbers")
        }
        return result
    }

    private static func read(_ raw: ProtobufReader, _ type: Int, _ result: inout Array) throws {
        let bytes = raw.content
        guard let format = formats[type], bytes.count.isMultiple(of: format.size) else {
            throw DataFileError(
                raw.file, byte: raw.place, "\(bytes.count) bytes of numbers of type \(type), which cannot be read")
        }
        if type == 7 {
            result.integers = stride(from: 0, to: bytes.count, by: 8).map {
                Int(Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int64.self)))
            }
            // Extremes stand for "to the end".
            result.scalars = (result.integers ?? []).map { Float($0) }
            return
        }
        result.scalars = try [Float](unsafeUninitializedCapacity: bytes.count / format.size) { buffer, filled in
            let target = UnsafeMutableBufferPointer(rebasing: buffer[..<(bytes.count / format.size)])
            if let place = format.convert(bytes, into: target) {
                throw DataFileError(
                    raw.file, byte: raw.place + place * format.size, "a whole number that a Float does not hold exactly"
                )
            }
            filled = target.count
        }
    }

    private static func input(_ content: ProtobufReader) throws -> (name: String, shape: [Int]) {
        var reader = content
        var name = ""
        var shape: [Int] = []
        while !reader.isAtEnd {
            switch try reader.next() {
            case (1, .bytes(let part)): name = try part.text()
            // type, tensor_type, shape, dim
            case (2, .bytes(let part)):
                for tensor in try fields(part, 1) {
                    for lengths in try fields(tensor, 2) {
                        for var dimension in try fields(lengths, 1) {
                            var length = -1
                            while !dimension.isAtEnd {
                                if case (1, .number(let value)) = try dimension.next() {
                                    length = Int(Int64(bitPattern: value))
                                }
                            }
                            shape.append(length)
                        }
                    }
                }
            default: break
            }
        }
        return (name, shape)
    }

    private static func fields(_ content: ProtobufReader, _ wanted: Int) throws -> [ProtobufReader] {
        var reader = content
        var result: [ProtobufReader] = []
        while !reader.isAtEnd {
            if case (let field, .bytes(let part)) = try reader.next(), field == wanted { result.append(part) }
        }
        return result
    }
}
