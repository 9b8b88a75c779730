import DataFiles
import NeuralEngine

extension ONNXImporter {
    /// What a name of the file stands for.
    enum Value {
        case constant(ONNXFile.Array)
        /// A value of the network with the batch in front.
        case layer(Place)
        /// One whose axes lie otherwise.
        case view(View)
        /// Lengths of a shape, of which the batch's is not known.
        case dimensions([Dimension])
        /// The same number everywhere, in a shape that depends on the batch.
        case filled(Float)
        /// How well queries fit keys, before and behind the softmax.
        case scores(Scores)
        case weights(Scores)
        /// Which keys each query sees: 1 or 0.
        case mask(Mask)
        case unknown(String)
    }

    /// A value of the network.
    struct Place {
        var node: Node
        /// A sample's shape as ONNX has it, without the batch.
        var shape: [Int]
        /// Whether the channels, which stand in front in `shape`, stand last in the network.
        var isChannelsLast = false
        var origin: Origin?
    }

    /// A length that is a number, or that many times the batch's.
    struct Dimension: Equatable {
        var factor: Int
        var isBatch = false
    }

    /// What a value was made of, where that may become part of another layer.
    indirect enum Origin {
        case projection(Projection)
        case attention(Attention)
        case recurrence(Recurrence)
        /// `offset` numbers from the beginning of another value's last axis.
        case slice(of: Node, name: String, offset: Int, total: Int)
    }

    /// x W + b, or some columns of it.
    struct Projection {
        let input: Node
        /// Tells inputs apart.
        let inputName: String
        /// The input's shape; the product is over its last axis.
        let inputShape: [Int]
        /// `[inputs, units]` in all, row by row.
        let kernel: @Sendable () throws -> [Float]
        let bias: (@Sendable () throws -> [Float])?
        /// Units of the whole kernel.
        let units: Int
        var columns: Range<Int>

        var inputs: Int { inputShape.last ?? 1 }

        /// The columns' part of the kernel, times a factor.
        func kernelPart(_ factor: Float = 1) throws -> [Float] {
            let all = try kernel()
            if columns == 0..<units, factor == 1 { return all }
            return (0..<inputs).flatMap { row in columns.map { all[row * units + $0] * factor } }
        }

        /// Zeros where there is no bias.
        func biasPart(_ factor: Float = 1) throws -> [Float] {
            guard let bias else { return [Float](repeating: 0, count: columns.count) }
            return try bias()[columns].map { $0 * factor }
        }

        /// The layer that computes it.
        func node(factor: Float = 1) -> Node {
            let part = self
            return Numbered(layer: Dense(columns.count, bias: bias != nil)) {
                [try Tensor(shape: [part.inputs, part.columns.count], scalars: part.kernelPart(factor))]
                    + (part.bias == nil ? [] : [Tensor(try part.biasPart(factor))])
            }(input)
        }
    }

    /// A layer of the file whose weights are put in when the network is made.
    struct Numbered: WrappingLayer {
        let layer: any Layer
        /// Whether it is one of those that leave out steps by a mask.
        var isMasked = false
        /// The layer's arrays, in its order. They are not made before it is known that the file has room for them.
        let tensors: @Sendable () throws -> [Tensor]
        var code: String { layer.code }

        init(layer: any Layer, isMasked: Bool = false, tensors: @escaping @Sendable () throws -> [Tensor]) {
            (self.layer, self.isMasked, self.tensors) = (layer, isMasked, tensors)
        }
    }

    /// A reason why the file cannot be read, once somebody asks for the value.
    struct Unsupported: Error {
        let text: String
        /// Whether it is that of another node before.
        var isOfOther = false
    }

    /// How many layers may be made of reshapes and pieces.
    final class Budget {
        private var left = 6000

        func spend(_ layers: Int) throws {
            left -= layers
            guard left >= 0 else { throw Unsupported(text: "too many values whose axes are moved or cut") }
        }
    }
}
