import NeuralEngine

/// Activations: one operator where ONNX has it, else their formula.
extension ONNXExporter {
    mutating func activation(_ function: ActivationFunction, _ x: String, columns: Int) throws -> String {
        func number(_ value: Float) -> String { graph.number(value) }
        func unary(_ kind: String, _ attributes: [(String, ONNXGraphWriter.Attribute)] = []) -> String {
            graph.add(kind, [x], attributes)
        }
        func binary(_ kind: String, _ left: String, _ right: String) -> String { graph.add(kind, [left, right]) }
        func clipped(_ value: String, _ least: Float, _ most: Float) -> String {
            graph.add("Clip", [value, number(least), number(most)])
        }
        let slope = function.slope
        switch function.kindName {
        case "identity": return x
        case "relu": return unary("Relu")
        case "tanh": return unary("Tanh")
        case "sigmoid": return unary("Sigmoid")
        case "softplus": return unary("Softplus")
        case "softsign": return unary("Softsign")
        case "exponential": return unary("Exp")
        case "selu": return unary("Selu")
        case "hardSilu": return unary("HardSwish")
        case "leakyRelu": return unary("LeakyRelu", [("alpha", .float(slope))])
        case "elu": return unary("Elu", [("alpha", .float(slope))])
        case "celu": return unary("Celu", [("alpha", .float(slope))])
        case "hardSigmoid": return unary("HardSigmoid", [("alpha", .float(1 / 6)), ("beta", .float(0.5))])
        case "softmax": return unary("Softmax", [("axis", .int(-1))])
        case "logSoftmax": return unary("LogSoftmax", [("axis", .int(-1))])
        case "hardShrink": return unary("Shrink", [("bias", .float(0)), ("lambd", .float(slope))])
        case "softShrink": return unary("Shrink", [("bias", .float(slope)), ("lambd", .float(slope))])
        case "relu6": return clipped(x, 0, 6)
        case "hardTanh": return clipped(x, -1, 1)
        case "sparseSigmoid": return clipped(binary("Mul", binary("Add", x, number(1)), number(0.5)), 0, 1)
        case "silu": return binary("Mul", x, unary("Sigmoid"))
        case "mish": return binary("Mul", x, graph.add("Tanh", [unary("Softplus")]))
        case "logSigmoid": return graph.add("Neg", [graph.add("Softplus", [unary("Neg")])])
        case "tanhShrink": return binary("Sub", x, unary("Tanh"))
        case "gelu":
            let inner = graph.add("Erf", [binary("Mul", x, number(Float(0.5).squareRoot()))])
            return binary("Mul", binary("Mul", x, number(0.5)), binary("Add", inner, number(1)))
        case "geluTanh":
            let cube = binary("Mul", binary("Mul", x, x), x)
            let sum = binary("Add", x, binary("Mul", cube, number(0.044715)))
            let inner = graph.add("Tanh", [binary("Mul", sum, number((2 / Float.pi).squareRoot()))])
            return binary("Mul", binary("Mul", x, number(0.5)), binary("Add", inner, number(1)))
        case "squareplus":
            let root = graph.add("Sqrt", [binary("Add", binary("Mul", x, x), number(slope))])
            return binary("Mul", binary("Add", x, root), number(0.5))
        case "sparsePlus":
            let half = graph.add("Relu", [binary("Add", x, number(1))])
            let curve = binary("Mul", binary("Mul", half, half), number(0.25))
            return graph.add("Where", [binary("GreaterOrEqual", x, number(1)), x, curve])
        case "step", "sign":
            let above = graph.add("Cast", [binary("GreaterOrEqual", x, number(0))], [("to", .int(1))])
            guard function.kindName == "sign" else { return above }
            return binary("Sub", binary("Mul", above, number(2)), number(1))
        case "threshold":
            return graph.add("Where", [binary("Greater", x, number(function.threshold)), x, number(slope)])
        case "rectified":
            let below = binary("Mul", binary("Sub", x, number(function.threshold)), number(slope))
            let above = function.maximum.isFinite ? binary("Min", x, number(function.maximum)) : x
            return graph.add("Where", [binary("Greater", x, number(function.threshold)), above, below])
        case "glu":
            let halves = (0..<2).map { _ in graph.newName() }
            let widths = graph.integers([columns / 2, columns / 2])
            graph.add("Split", [x, widths], [("axis", .int(-1))], outputs: halves)
            return binary("Mul", halves[0], graph.add("Sigmoid", [halves[1]]))
        case "sparsemax": return sparsemax(x, columns: columns)
        default:
            throw EngineError(.invalidArgument, "The activation \(function.code) has no equivalent in ONNX.")
        }
    }

    /// Martins and Astudillo 2016, algorithm 1: the numbers in falling order tell how many of them stay above zero.
    private mutating func sparsemax(_ x: String, columns: Int) -> String {
        let sorted = graph.newName()
        graph.add("TopK", [x, graph.integers([columns])], [("axis", .int(-1))], outputs: [sorted, graph.newName()])
        let last = graph.integers([-1])
        let sums = graph.add("CumSum", [sorted, last])
        let places = graph.constant((1...max(columns, 1)).map { Float($0) })
        let reach = graph.add("Add", [graph.add("Mul", [sorted, places]), graph.number(1)])
        let isKept = graph.add("Cast", [graph.add("Greater", [reach, sums])], [("to", .int(1))])
        let count = graph.add("ReduceSum", [isKept, last], [("keepdims", .int(1))])
        let kept = graph.add("ReduceSum", [graph.add("Mul", [sorted, isKept]), last], [("keepdims", .int(1))])
        let threshold = graph.add("Div", [graph.add("Sub", [kept, graph.number(1)]), count])
        return graph.add("Relu", [graph.add("Sub", [x, threshold])])
    }
}
