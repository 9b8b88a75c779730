/// A network's operations as other programs' formats see them: what they compute, without how.
///
/// Kernels, plans and gradients stay inside of the engine; modules that write files of other programs need only this.
package struct ExchangeGraph {
    package let inputs: [ExchangeValue]
    package let outputs: [ExchangeValue]
    package let steps: [ExchangeStep]
}

/// What flows between steps.
package struct ExchangeValue: Hashable {
    package let id: Int
    /// A sample's shape, without the batch axis.
    package let shape: [Int]

    init(_ value: GraphValue) { (id, shape) = (value.id, value.shape) }
}

/// An array of the network with its name, `3.kernel`.
package struct ExchangeArray {
    package let name: String
    package let value: Tensor
}

/// One operation between its inputs and outputs.
package struct ExchangeStep {
    /// The layer that it came from, for messages.
    package let layer: String
    package let operation: ExchangeOperation
    package let inputs: [ExchangeValue]
    package let outputs: [ExchangeValue]
}

/// A window's movement over `[height, width]`; sequences have height 1.
package struct ExchangeWindow {
    package let size: [Int]
    package let strides: [Int]
    package let dilations: [Int]
    /// Zeros in front and behind.
    package let begin: [Int]
    package let end: [Int]
}

package enum ExchangeOperation {
    /// x W + b over the last axis, or with W transposed; with the second input added where there is one.
    case affine(kernel: ExchangeArray, bias: ExchangeArray?, isTransposed: Bool)
    case activation(ActivationFunction)
    case learnedRelu(slopes: ExchangeArray)
    /// The same numbers under the output's shape; the leading axis is whatever is left.
    case reshape
    /// Kernel `[height, width, channels / groups, filters]`.
    case convolution(kernel: ExchangeArray, bias: ExchangeArray?, window: ExchangeWindow, groups: Int)
    /// Kernel `[height, width, filters, channels]`; the window is that of the convolution from output to input.
    case transposedConvolution(kernel: ExchangeArray, bias: ExchangeArray?, window: ExchangeWindow)
    case maxPooling(ExchangeWindow)
    case averagePooling(ExchangeWindow)
    /// The mean over the steps that the second input, a mask, keeps.
    case maskedMean
    /// Zeros in front where positive, positions cut off where negative, to the output's shape.
    case shift(top: Int, left: Int)
    case upsampling(factors: [Int], isBilinear: Bool)
    case batchNormalization(
        gamma: ExchangeArray?, beta: ExchangeArray?, mean: ExchangeArray, variance: ExchangeArray, epsilon: Float)
    case rowNormalization(gamma: ExchangeArray?, beta: ExchangeArray?, epsilon: Float, isCentered: Bool)
    case groupNormalization(gamma: ExchangeArray?, beta: ExchangeArray?, epsilon: Float, groups: Int)
    case embedding(table: ExchangeArray, positions: ExchangeArray?)
    /// The first rows of a table added to each sample.
    case positions(ExchangeArray)
    case nonzeroMask
    /// Softmax attention over one packed input or three, with a mask of the keys behind them where there is one.
    case attention(ExchangeAttention)
    case concatenate(axis: Int)
    case merge(Merge)
    /// Zeros where all numbers of a step equal a value; the second output is the mask.
    case masking(value: Float)
    case recurrent(ExchangeRecurrence)
    /// The first axis of each sample in the other order.
    case reverse
    /// For each axis of the output the axis of the input, from 0, the batch axis left out.
    case permute([Int])
    /// Each sample so many times, under a new first axis.
    case repeated(Int)

    package enum Merge { case add, subtract, multiply, average, maximum, minimum }
}

package struct ExchangeAttention {
    package let isPacked: Bool
    package let heads: Int
    package let keyWidth: Int
    package let valueWidth: Int
    package let isCausal: Bool
    package let scale: Float
    package let hasMask: Bool
}

package struct ExchangeRecurrence {
    package enum Cell { case simple, lstm, gru }
    package enum Result { case sequence, last, state }

    package let cell: Cell
    package let units: Int
    package let activation: ActivationFunction
    package let recurrentActivation: ActivationFunction
    package let result: Result
    package let goesBackwards: Bool
    /// Whether the output's steps lie in the input's order although walked backwards.
    package let restoresOrder: Bool
    package let hasMask: Bool
    /// Inputs behind the first (and the mask): h, h and c, or both side by side.
    package let initialStates: Int
    package let kernel: ExchangeArray
    package let recurrentKernel: ExchangeArray
    package let bias: ExchangeArray?
}

extension ActivationFunction {
    /// The name that tells all functions apart; a relu with several numbers is `rectified`.
    package var kindName: String { kind.rawValue }
}
