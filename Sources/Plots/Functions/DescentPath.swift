public import NeuralEngine

/// The places that an optimizer goes through on the way down a function of one or two numbers.
public struct DescentPath: Sendable {
    /// The optimizer's name, for legends.
    public var name: String
    public let x: [Double]
    /// As many as `x`; empty for functions of one number.
    public let y: [Double]
    /// The function at each place; empty for places that were given.
    public let values: [Double]

    /// Places that something else went through: a training loop written by hand, or stochastic gradient descent on data.
    ///
    /// - Throws: ``PlotError`` unless there are as many `y` as `x`.
    public init(name: String, x: [Double], y: [Double]) throws {
        guard x.count == y.count else {
            throw PlotError("The path \(name) has \(x.count) places along x, but \(y.count) along y.")
        }
        self.name = name
        self.x = x
        self.y = y
        values = []
    }

    /// Goes down a function of one number, which is called with tensors of one number.
    ///
    /// It ends early where the next place, or the value there, would not be finite: a learning rate that is too large.
    ///
    /// - Throws: ``PlotError`` for fewer than one step; what the optimizer, the function and its gradient throw.
    public init(
        down function: (Tensor) throws -> Tensor, from start: Double, optimizer: Optimizer, steps: Int,
        name: String? = nil
    ) throws {
        let path = try Self.walk(from: [start], optimizer: optimizer, steps: steps) { try function($0[0]) }
        self.name = name ?? optimizer.name
        x = path.places.map { $0[0] }
        y = []
        values = path.values
    }

    /// Goes down a function of two numbers.
    ///
    /// - Throws: As ``init(down:from:optimizer:steps:name:)-(_,Double,_,_,_)``.
    public init(
        down function: (Tensor, Tensor) throws -> Tensor, from start: (x: Double, y: Double), optimizer: Optimizer,
        steps: Int, name: String? = nil
    ) throws {
        let path = try Self.walk(from: [start.x, start.y], optimizer: optimizer, steps: steps) {
            try function($0[0], $0[1])
        }
        self.name = name ?? optimizer.name
        x = path.places.map { $0[0] }
        y = path.places.map { $0[1] }
        values = path.values
    }

    /// As far as it had come after so many steps, or to its end.
    func prefix(steps: Int) throws -> DescentPath {
        try DescentPath(name: name, x: Array(x.prefix(steps + 1)), y: Array(y.prefix(steps + 1)))
    }

    private static func walk(
        from start: [Double], optimizer: Optimizer, steps: Int, _ function: ([Tensor]) throws -> Tensor
    ) throws -> (places: [[Double]], values: [Double]) {
        guard steps >= 1, steps <= 1_000_000 else {
            throw PlotError("A descent of \(steps) steps cannot be drawn; give a number from 1 to 1000000.")
        }
        guard start.allSatisfy(\.isFinite) else {
            throw PlotError("A descent cannot begin at \(start.map { "\($0)" }.joined(separator: ", ")).")
        }
        var weights = start.map { Tensor(Float($0)) }
        let optimizer = try TensorOptimizer(optimizer)
        var places = [start]
        var values: [Double] = []
        for step in 0...steps {
            let (value, gradients) = try valueWithGradient(at: weights, of: function)
            guard let number = value.scalars.first, number.isFinite else {
                places.removeLast()
                break
            }
            values.append(Double(number))
            guard step < steps, gradients.allSatisfy({ $0.scalars.allSatisfy(\.isFinite) }) else { break }
            try optimizer.update(&weights, gradients)
            places.append(weights.map { Double($0.scalars[0]) })
        }
        return (places, values)
    }
}
