/// What a step changes before its end, batch normalisation's moving averages, as it was before the step: a step that ends in
/// the middle, by an interrupt or an error, leaves them so.
///
/// Memory is allocated once for a training.
struct StateCopy {
    private let parts: [(address: UnsafeMutablePointer<Float>, count: Int)]
    private let memory: UnsafeMutablePointer<Float>

    init(_ states: [GraphParameter], of values: UnsafeMutablePointer<Float>) {
        parts = states.map { (values + $0.offset, $0.count) }
        memory = .allocate(capacity: parts.reduce(0) { $0 + $1.count })
    }

    func deallocate() { memory.deallocate() }

    /// Whether all that the step has changed are numbers.
    var isFinite: Bool {
        parts.allSatisfy { part in (0..<part.count).allSatisfy { part.address[$0].isFinite } }
    }

    func take() {
        var place = memory
        for part in parts {
            place.update(from: part.address, count: part.count)
            place += part.count
        }
    }

    func putBack() {
        var place = memory
        for part in parts {
            part.address.update(from: place, count: part.count)
            place += part.count
        }
    }
}
