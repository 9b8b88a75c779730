/// What a layer does to one step of a sequence, with what it has to remember of earlier steps.
protocol DecoderStep {
    /// - Parameter position: the step's place, from 0, one more with each call.
    mutating func run(_ values: [Float], at position: Int) -> [Float]
}

/// One function for each element, or each row.
struct FunctionStep: DecoderStep {
    let function: ActivationFunction

    func run(_ values: [Float], at position: Int) -> [Float] {
        // glu halves its row; every other function keeps it.
        let width = function.resultShape(for: [values.count]).last ?? values.count
        return [Float](unsafeUninitializedCapacity: width) { target, count in
            values.withUnsafeBufferPointer { source in
                guard let output = target.baseAddress, let input = source.baseAddress else { return }
                function.apply(output, input, rows: 1, columns: source.count)
            }
            count = width
        }
    }
}

/// Layers that are only there in training.
struct IdentityStep: DecoderStep {
    func run(_ values: [Float], at position: Int) -> [Float] { values }
}

/// x W + b for one row.
struct AffineStep: DecoderStep {
    private let kernel: [Float]
    private let bias: [Float]?
    private let product: Product
    let outputs: Int

    /// - Parameter kernel: `[inputs, outputs]`.
    init(kernel: Tensor, bias: Tensor?) {
        self.kernel = kernel.scalars
        self.bias = bias?.scalars
        outputs = kernel.shape[1]
        product = Product(rows: 1, columns: outputs, inner: kernel.shape[0])
    }

    func run(_ values: [Float], at position: Int) -> [Float] { run(values) }

    func run(_ values: [Float]) -> [Float] {
        [Float](unsafeUninitializedCapacity: outputs) { target, count in
            values.withUnsafeBufferPointer { input in
                kernel.withUnsafeBufferPointer { kernel in
                    guard let output = target.baseAddress, let input = input.baseAddress,
                        let kernel = kernel.baseAddress
                    else { return }
                    if let bias {
                        bias.withUnsafeBufferPointer {
                            product.run(input, kernel, into: output, bias: $0.baseAddress)
                        }
                    } else {
                        product.run(input, kernel, into: output)
                    }
                }
            }
            count = outputs
        }
    }
}

/// γ (x − mean) / √(variance + ε) + β, or without the mean.
struct NormalizationStep: DecoderStep {
    let gamma: [Float]?
    let beta: [Float]?
    let epsilon: Double
    let centered: Bool

    func run(_ values: [Float], at position: Int) -> [Float] {
        let count = Float(values.count)
        let mean = centered ? values.reduce(0, +) / count : 0
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let factor = 1 / (variance + Float(epsilon)).squareRoot()
        return values.indices.map { index in
            (values[index] - mean) * factor * (gamma?[index] ?? 1) + (beta?[index] ?? 0)
        }
    }
}
