/// A convolution written as its definition, in double precision: seven loops, no padding of memory, no tiles.
struct ConvolutionReference: Sendable, CustomStringConvertible {
    var batch = 2
    var height: Int
    var width: Int
    var channels: Int
    var filters: Int
    var kernel: (height: Int, width: Int)
    var strides = (height: 1, width: 1)
    var dilation = (height: 1, width: 1)
    var groups = 1
    /// Zeros around the input, as many as the layer's padding adds.
    var isSame = false

    var description: String {
        """
        \(batch) of \(height) x \(width) x \(channels), kernel \(kernel.height) x \(kernel.width) x \(filters), strides \
        \(strides.height), \(strides.width), dilation \(dilation.height), \(dilation.width), \(groups) groups, \
        \(isSame ? "same" : "valid")
        """
    }

    private static func axis(_ length: Int, _ kernel: Int, _ stride: Int, _ dilation: Int, _ isSame: Bool) -> (
        count: Int, pad: Int
    ) {
        let span = (kernel - 1) * dilation + 1
        guard isSame else { return ((length - span) / stride + 1, 0) }
        let count = (length + stride - 1) / stride
        return (count, max((count - 1) * stride + span - length, 0) / 2)
    }

    var rows: (count: Int, pad: Int) { Self.axis(height, kernel.height, strides.height, dilation.height, isSame) }
    var columns: (count: Int, pad: Int) { Self.axis(width, kernel.width, strides.width, dilation.width, isSame) }
    var inputCount: Int { batch * height * width * channels }
    var kernelCount: Int { kernel.height * kernel.width * (channels / groups) * filters }
    var outputCount: Int { batch * rows.count * columns.count * filters }

    func output(x: [Double], kernel weights: [Double], bias: [Double]) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(outputCount)
        let inside = channels / groups
        for sample in 0..<batch {
            for row in 0..<rows.count {
                for column in 0..<columns.count {
                    for filter in 0..<filters {
                        let first = filter / (filters / groups) * inside
                        var sum = bias[filter]
                        for i in 0..<kernel.height {
                            let r = row * strides.height + i * dilation.height - rows.pad
                            guard r >= 0, r < height else { continue }
                            for j in 0..<kernel.width {
                                let c = column * strides.width + j * dilation.width - columns.pad
                                guard c >= 0, c < width else { continue }
                                let place = ((sample * height + r) * width + c) * channels + first
                                let weight = (i * kernel.width + j) * inside * filters + filter
                                for k in 0..<inside { sum += x[place + k] * weights[weight + k * filters] }
                            }
                        }
                        result.append(sum)
                    }
                }
            }
        }
        return result
    }

    /// The mean squared distance from targets.
    func loss(x: [Double], kernel: [Double], bias: [Double], target: [Double]) -> Double {
        let y = output(x: x, kernel: kernel, bias: bias)
        return zip(y, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(y.count)
    }
}
