extension Tensor: CustomStringConvertible, CustomDebugStringConvertible {
    /// The numbers in nested brackets, aligned, as NumPy prints them; of a long axis only the first and last three places.
    public var description: String {
        let summarised = count > 1000
        let printer = NumberPrinter(shown(summarised: summarised))
        return text(axis: 0, offset: 0, indent: 0, summarised: summarised, printer: printer)
    }

    /// ``description`` with the type around it and the shape behind it.
    public var debugDescription: String {
        let body = description.split(separator: "\n", omittingEmptySubsequences: false)
        let indent = String(repeating: " ", count: 7)
        let lines = body.enumerated().map {
            $0.offset == 0 || $0.element.isEmpty ? String($0.element) : indent + $0.element
        }
        return "Tensor(" + lines.joined(separator: "\n") + ", shape: \(shapeText(shape)))"
    }

    private static let edge = 3

    private func places(_ length: Int, summarised: Bool) -> [Int?] {
        guard summarised, length > 2 * Self.edge else { return Array(0..<length) }
        return (0..<Self.edge).map { $0 } + [nil] + ((length - Self.edge)..<length).map { $0 }
    }

    /// The numbers that will be printed, for choosing a common format.
    private func shown(summarised: Bool) -> [Float] {
        guard summarised else { return scalars }
        var offsets = [0]
        let strides = Tensor.strides(of: shape)
        for (length, stride) in zip(shape, strides) {
            let places = places(length, summarised: true).compactMap { $0 }
            offsets = offsets.flatMap { offset in places.map { offset + $0 * stride } }
        }
        return offsets.map { scalars[$0] }
    }

    private func text(axis: Int, offset: Int, indent: Int, summarised: Bool, printer: NumberPrinter) -> String {
        guard axis < rank else { return printer.text(scalars[offset]) }
        let stride = shape[(axis + 1)...].reduce(1, *)
        let parts = places(shape[axis], summarised: summarised).map { place in
            guard let place else { return "…" }
            return text(
                axis: axis + 1, offset: offset + place * stride, indent: indent + 1, summarised: summarised,
                printer: printer)
        }
        guard axis < rank - 1 else { return "[" + parts.joined(separator: ", ") + "]" }
        let separator =
            "," + String(repeating: "\n", count: rank - 1 - axis) + String(repeating: " ", count: indent + 1)
        return "[" + parts.joined(separator: separator) + "]"
    }
}
