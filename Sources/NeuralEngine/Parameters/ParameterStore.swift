import CKernels

/// All parameters of a network in one flat array, so that an optimizer's step is one pass.
///
/// The array is allocated once and never moves: plans hold pointers into it. `@unchecked Sendable` because whole tensors are
/// read and written through it without a lock; ``Sequential`` says what that means for its users.
final class ParameterStore: @unchecked Sendable {
    /// Where one parameter lies.
    struct Slot: Sendable {
        /// Its place among the slots.
        let index: Int
        let layer: Int
        let specification: ParameterSpecification
        let offset: Int
        var count: Int { specification.count }
    }

    let slots: [Slot]
    /// What a step of a training loop needs of the slots, without their names and rules, whose references it would count.
    let pieces: [(shape: [Int], offset: Int, count: Int, isTrainable: Bool)]
    /// Floats in the array, those that only fill up lines of the cache included (they stay zero).
    let count: Int
    /// How many of them optimizers change: what they leave alone lies behind.
    let trainableCount: Int
    let values: UnsafeMutablePointer<Float>

    /// - Throws: ``EngineError/Code/outOfMemory``.
    init(_ layers: [[ParameterSpecification]]) throws {
        var offset = 0
        var offsets: [[Int]] = layers.map { Array(repeating: 0, count: $0.count) }
        func place(trainable: Bool) {
            for (layer, specifications) in layers.enumerated() {
                for (index, specification) in specifications.enumerated() where specification.isTrainable == trainable {
                    // Large arrays start at a cache line; small networks stay in as few vectors as possible.
                    if specification.count >= 256 { offset = (offset + 15) & ~15 }
                    offsets[layer][index] = offset
                    offset += specification.count
                }
            }
        }
        place(trainable: true)
        trainableCount = offset
        place(trainable: false)
        count = offset
        let places = layers.enumerated().flatMap { layer, specifications in specifications.indices.map { (layer, $0) } }
        slots = places.enumerated().map { index, place in
            Slot(
                index: index, layer: place.0, specification: layers[place.0][place.1],
                offset: offsets[place.0][place.1])
        }
        pieces = slots.map { ($0.specification.shape, $0.offset, $0.count, $0.specification.isTrainable) }
        // The first numbers of the largest are drawn beside it.
        values = try allocateFloats(
            count, purpose: "The network's parameters", beside: slots.reduce(0) { max($0, $1.count) })
    }

    deinit { ck_free(values) }

    func initialize(seed: UInt64) {
        for (index, slot) in slots.enumerated() {
            var generator = SeededGenerator(seed: seed, stream: UInt64(index))
            let specification = slot.specification
            let numbers = specification.initializer.values(
                shape: specification.shape, fanIn: specification.fanIn, fanOut: specification.fanOut, using: &generator)
            write(numbers, to: slot)
        }
    }

    func tensor(_ slot: Slot) -> Tensor {
        let numbers = UnsafeBufferPointer(start: values + slot.offset, count: slot.count)
        return Tensor(uncheckedShape: slot.specification.shape, scalars: Array(numbers))
    }

    func write(_ numbers: [Float], to slot: Slot) {
        numbers.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            (values + slot.offset).update(from: base, count: slot.count)
        }
    }

    func copy(from other: ParameterStore) { values.update(from: other.values, count: count) }
}
