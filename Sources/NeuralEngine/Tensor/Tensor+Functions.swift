import CKernels

extension Tensor {
    /// eˣ for each number.
    public func exp() -> Tensor { map(0) { output, input, _, count in ck_exp(output, input, count) } }

    /// The natural logarithm of each number: −∞ for 0, NaN for negative ones.
    public func log() -> Tensor { map(0) { output, input, _, count in ck_log(output, input, count) } }

    /// The square root of each number; NaN for negative ones.
    public func squareRoot() -> Tensor { mapped { $0.squareRoot() } }
}
