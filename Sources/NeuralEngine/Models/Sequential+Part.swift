extension Sequential {
    /// Some layers one behind the other as a network of their own, with weights equal to these: the encoder of an autoencoder, a
    /// trained front for another task.
    ///
    /// ```swift
    /// let encoder = try autoencoder.part(0..<3)
    /// ```
    ///
    /// - Parameter range: places of layers, from 0.
    /// - Throws: ``EngineError/Code/invalidArgument`` when the range is empty or reaches outside, or when layers stand at several
    ///   places of the network.
    public func part(_ range: Range<Int>, name: String? = nil) throws -> Sequential {
        guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= layers.count else {
            throw EngineError(
                .invalidArgument,
                "There are no layers \(range.lowerBound)..<\(range.upperBound) in \"\(self.name)\", which has \(layers.count)."
            )
        }
        guard outputShapes.count == layers.count else {
            throw EngineError(
                .invalidArgument, "A layer of \"\(self.name)\" stands at several places, so that it has no parts.")
        }
        let shape = range.lowerBound == 0 ? inputShape : outputShapes[range.lowerBound - 1]
        let part = try Sequential(
            inputShape: shape, layers: Array(layers[range]), seed: seed, name: name ?? "part of \(self.name)")
        for index in range {
            try part.setWeights(weights(ofLayer: index), ofLayer: index - range.lowerBound)
        }
        return part
    }
}
