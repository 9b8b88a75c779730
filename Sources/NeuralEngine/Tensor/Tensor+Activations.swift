import CKernels

extension Tensor {
    /// max(x, 0) for each number.
    public func relu() -> Tensor { ActivationFunction.relu.applied(to: self) }

    /// 1 / (1 + e⁻ˣ) for each number.
    public func sigmoid() -> Tensor { ActivationFunction.sigmoid.applied(to: self) }

    /// The hyperbolic tangent of each number.
    public func tanh() -> Tensor { ActivationFunction.tanh.applied(to: self) }

    /// An activation function applied to each number, or to each row of the last axis: `x.activated(.gelu)`.
    ///
    /// - Throws: ``EngineError`` when the function's numbers make no sense, or the shape does not fit (``ActivationFunction/glu``).
    public func activated(_ function: ActivationFunction) throws -> Tensor { try function(self) }

    /// e^xⱼ / Σᵢ e^xᵢ along an axis: numbers in (0, 1) that add up to 1.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis.
    public func softmax(axis: Int = -1) throws -> Tensor {
        try alongLast(axis) { $0.count > 0 ? $0.applying(SoftmaxOfRows()) : $0 }
    }

    /// ln Σᵢ e^xᵢ along an axis, which disappears (or stays with length 1), without overflow.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis.
    public func logSumExp(axis: Int = -1, keepDimensions: Bool = false) throws -> Tensor {
        let place = try checked(axis: axis)
        var shape = shape
        if keepDimensions { shape[place] = 1 } else { shape.remove(at: place) }
        let moved = place == rank - 1 ? self : try swappingAxes(place, rank - 1)
        let sums = moved.applying(LogSumExpOfRows())
        if place == rank - 1 { return sums.applying(Reshaping(shape: shape)) }
        return try sums.swappingAxes(place, rank - 1).applying(Reshaping(shape: shape))
    }

    /// ln softmax along an axis: x − ln Σᵢ e^xᵢ, which never takes a logarithm of 0.
    ///
    /// - Throws: ``EngineError/Code/invalidArgument`` when there is no such axis.
    public func logSoftmax(axis: Int = -1) throws -> Tensor { try self - logSumExp(axis: axis, keepDimensions: true) }

    private func alongLast(_ axis: Int, _ body: (Tensor) -> Tensor) throws -> Tensor {
        let place = try checked(axis: axis)
        guard place != rank - 1 else { return body(self) }
        return try body(swappingAxes(place, rank - 1)).swappingAxes(place, rank - 1)
    }
}
