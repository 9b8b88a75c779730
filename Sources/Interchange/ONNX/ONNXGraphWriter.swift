import DataFiles
import NeuralEngine

/// Collects the nodes and arrays of an ONNX graph.
///
/// Source: ONNX, "onnx.proto3" and "Operators.md", operator set 17.
struct ONNXGraphWriter {
    /// Version 17 of the operators: the first with LayerNormalization, and known to every runtime since 2022.
    static let operators = 17

    private var graph = ProtobufWriter()
    private var arrays = ProtobufWriter()
    private var known: Set<String> = []
    private var lastName = 0

    enum Attribute {
        case int(Int)
        case float(Float)
        case text(String)
        case ints([Int])
        case floats([Float])
        case texts([String])
    }

    /// Adds a node and returns the name of its result.
    mutating func add(
        _ kind: String, _ inputs: [String], _ attributes: [(String, Attribute)] = [], output: String? = nil
    ) -> String {
        add(kind, inputs, attributes, outputs: [output ?? newName()])[0]
    }

    @discardableResult
    mutating func add(
        _ kind: String, _ inputs: [String], _ attributes: [(String, Attribute)] = [], outputs: [String]
    ) -> [String] {
        graph.write(1) { node in
            for input in inputs { node.write(1, input) }
            for output in outputs { node.write(2, output) }
            node.write(4, kind)
            for (name, value) in attributes { node.write(5) { Self.write(name, value, to: &$0) } }
        }
        return outputs
    }

    mutating func newName() -> String {
        lastName += 1
        return "t\(lastName)"
    }

    /// An array under its name; the same one is written once.
    mutating func array(_ name: String, shape: [Int], _ scalars: @autoclosure () -> [Float]) -> String {
        if known.insert(name).inserted {
            var raw: [UInt8] = []
            raw.append(scalars: scalars())
            write(name, type: 1, shape: shape, raw: raw)
        }
        return name
    }

    /// Numbers without a name of their own.
    mutating func constant(_ scalars: [Float], shape: [Int]? = nil) -> String {
        array("constant.\(newName())", shape: shape ?? [scalars.count], scalars)
    }

    mutating func number(_ value: Float) -> String { array("number.\(value)", shape: [], [value]) }

    /// Whole numbers: shapes, axes.
    mutating func integers(_ values: [Int]) -> String {
        let name = "integers." + values.map(String.init).joined(separator: ".")
        if known.insert(name).inserted {
            let raw = values.flatMap { value in
                (0..<8).map { UInt8(truncatingIfNeeded: Int64(value) >> (8 * Int64($0))) }
            }
            write(name, type: 7, shape: [values.count], raw: raw)
        }
        return name
    }

    /// The whole model.
    func model(
        name: String, inputs: [(name: String, shape: [Int])], outputs: [(name: String, shape: [Int])],
        metadata: [(String, String)]
    ) -> [UInt8] {
        var model = ProtobufWriter()
        // Version 8 of the format goes with these operators.
        model.write(1, 8)
        model.write(2, "Cuaderno")
        var whole = graph
        whole.write(2, name)
        whole = ProtobufWriter.joined(whole, arrays)
        for (field, values) in [(11, inputs), (12, outputs)] {
            for value in values { whole.write(field) { Self.write(value.name, shape: value.shape, to: &$0) } }
        }
        model.write(7, whole.bytes)
        model.write(8) { $0.write(2, Self.operators) }
        for (key, value) in metadata {
            model.write(14) {
                $0.write(1, key)
                $0.write(2, value)
            }
        }
        return model.bytes
    }

    private mutating func write(_ name: String, type: Int, shape: [Int], raw: [UInt8]) {
        arrays.write(5) { tensor in
            for length in shape { tensor.write(1, length) }
            tensor.write(2, type)
            tensor.write(8, name)
            tensor.write(9, raw)
        }
    }

    /// A float tensor whose first axis is the batch.
    private static func write(_ name: String, shape: [Int], to value: inout ProtobufWriter) {
        value.write(1, name)
        value.write(2) { type in
            type.write(1) { tensor in
                tensor.write(1, 1)
                tensor.write(2) { lengths in
                    lengths.write(1) { $0.write(2, "batch") }
                    for length in shape { lengths.write(1) { $0.write(1, length) } }
                }
            }
        }
    }

    private static func write(_ name: String, _ value: Attribute, to attribute: inout ProtobufWriter) {
        attribute.write(1, name)
        switch value {
        case .int(let number):
            attribute.write(3, number)
            attribute.write(20, 2)
        case .float(let number):
            attribute.write(2, number)
            attribute.write(20, 1)
        case .text(let text):
            attribute.write(4, text)
            attribute.write(20, 3)
        case .ints(let numbers):
            for number in numbers { attribute.write(8, number) }
            attribute.write(20, 7)
        case .floats(let numbers):
            for number in numbers { attribute.write(7, number) }
            attribute.write(20, 6)
        case .texts(let texts):
            for text in texts { attribute.write(9, text) }
            attribute.write(20, 8)
        }
    }
}
