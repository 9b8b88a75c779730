extension Optimizer {
    /// Gradients cut down where they are too large.
    func clipped(_ gradients: [Tensor]) -> [Tensor] {
        func norm(_ tensors: [Tensor]) -> Double {
            tensors.reduce(0.0) { sum, tensor in
                tensor.scalars.reduce(sum) { $0 + Double($1) * Double($1) }
            }.squareRoot()
        }
        func scaled(_ tensor: Tensor, norm: Double, limit: Double) -> Tensor {
            norm > limit ? tensor.detached * Float(limit / norm) : tensor
        }
        switch clipping {
        case nil: return gradients
        case .value(let limit):
            return gradients.map { $0.detached.mapped { min(max($0, Float(-limit)), Float(limit)) } }
        case .norm(let limit): return gradients.map { scaled($0, norm: norm([$0]), limit: limit) }
        case .globalNorm(let limit):
            let all = norm(gradients)
            return gradients.map { scaled($0, norm: all, limit: limit) }
        }
    }
}
