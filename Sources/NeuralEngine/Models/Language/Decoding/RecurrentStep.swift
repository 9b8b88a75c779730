/// One step of a recurrent layer, with the state that it carries on.
struct RecurrentStep: DecoderStep {
    private let settings: RecurrentSettings
    private let input: AffineStep
    private let recurrent: AffineStep
    private var h: [Float]
    /// An LSTM's cell; unused by the others.
    private var c: [Float]

    /// - Parameter weights: kernel, recurrent kernel and perhaps bias.
    init(_ settings: RecurrentSettings, weights: [Tensor]) {
        self.settings = settings
        let bias = settings.hasBias ? weights[2] : nil
        let columns = settings.cell.gates * settings.units
        // A GRU has two rows of biases: one for x W, one for h U.
        let isGRU = settings.cell == .gru
        func row(_ index: Int) -> Tensor? {
            bias.map { Tensor(Array($0.scalars[(index * columns)..<((index + 1) * columns)])) }
        }
        input = AffineStep(kernel: weights[0], bias: row(0))
        recurrent = AffineStep(kernel: weights[1], bias: isGRU ? row(1) : nil)
        h = [Float](repeating: 0, count: settings.units)
        c = h
    }

    mutating func run(_ values: [Float], at position: Int) -> [Float] {
        let (x, u) = (input.run(values), recurrent.run(h))
        let units = settings.units
        func part(_ gate: Int, _ numbers: [Float]) -> ArraySlice<Float> {
            numbers[(gate * units)..<((gate + 1) * units)]
        }
        func sum(_ left: some Sequence<Float>, _ right: some Sequence<Float>) -> [Float] {
            zip(left, right).map { $0 + $1 }
        }
        func act(_ function: ActivationFunction, _ numbers: [Float]) -> [Float] {
            FunctionStep(function: function).run(numbers, at: position)
        }
        func gate(_ index: Int) -> [Float] {
            act(settings.recurrentActivation, sum(part(index, x), part(index, u)))
        }
        switch settings.cell {
        case .simple:
            h = act(settings.activation, sum(x, u))
        case .lstm:
            let (i, f, o) = (gate(0), gate(1), gate(3))
            let g = act(settings.activation, sum(part(2, x), part(2, u)))
            c = (0..<units).map { f[$0] * c[$0] + i[$0] * g[$0] }
            let shown = act(settings.activation, c)
            h = (0..<units).map { o[$0] * shown[$0] }
        case .gru:
            let (z, r) = (gate(0), gate(1))
            let reset = zip(part(2, u), r).map { $0 * $1 }
            let n = act(settings.activation, sum(part(2, x), reset))
            h = (0..<units).map { z[$0] * h[$0] + (1 - z[$0]) * n[$0] }
        }
        return h
    }
}
