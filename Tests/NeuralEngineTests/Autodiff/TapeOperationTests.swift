import NeuralEngine
import Testing

/// Every operation, its gradient and the derivative of its gradient, against PyTorch in double precision.
@Suite("Tensor operations and their gradients")
struct TapeOperationTests {
    private static let cases = (try? Fixture.load("tape", as: [TapeCase].self)) ?? []

    @Test func theFixtureNamesEveryOperation() {
        #expect(Set(Self.cases.map(\.name)) == Set(TapeOperations.all.keys))
    }

    @Test(arguments: TapeOperations.all.keys.sorted())
    func agreesWithPyTorch(name: String) throws {
        let function = try #require(TapeOperations.all[name])
        for fixture in Self.cases where fixture.name == name {
            let tensors = try fixture.tensors()
            let y = try function(tensors)
            #expect(y.shape == fixture.shape, "\(fixture.shapes)")
            // The absolute part is float32's rounding of numbers of size 1 that cancel (a variance's distances from the mean,
            // a loss's mean of terms of both signs).
            #expect(worst(y.scalars, fixture.output, relative: 1e-5, absolute: 1e-6) <= 1, "\(fixture.shapes)")
            let (value, gradients) = try valueWithGradient(at: tensors) { try fixture.number(function($0)) }
            #expect(value.shape == [] && !value.isTracked)
            for (gradient, expected) in zip(gradients, fixture.gradients) {
                #expect(!gradient.isTracked)
                #expect(
                    worst(gradient.scalars, expected, relative: 1e-4, absolute: 3e-6) <= 1,
                    "\(fixture.shapes): \(gradient) instead of \(expected)")
            }
        }
    }

    @Test(arguments: TapeOperations.all.keys.sorted())
    func derivativesOfDerivatives(name: String) throws {
        let function = try #require(TapeOperations.all[name])
        for fixture in Self.cases where fixture.name == name {
            let second = try gradient(at: fixture.tensors()) { tensors in
                let first = try gradient(at: tensors) { try fixture.number(function($0)) }
                return try first.reduce(Tensor(0)) { try $0 + $1.squared().sum() }
            }
            for (slope, expected) in zip(second, fixture.second) {
                // Two passes in float32, of numbers up to some hundred (reciprocals and powers near 0.2).
                #expect(
                    worst(slope.scalars, expected, relative: 2e-4, absolute: 3e-5) <= 1,
                    "\(fixture.shapes): \(slope) instead of \(expected)")
            }
        }
    }

    /// Where every argument but one is a constant, its gradient is the same.
    @Test(arguments: TapeOperations.all.keys.sorted())
    func oneArgumentAtATime(name: String) throws {
        let function = try #require(TapeOperations.all[name])
        for fixture in Self.cases where fixture.name == name && fixture.shapes.count == 2 {
            let tensors = try fixture.tensors()
            for index in 0..<2 {
                let slope = try gradient(at: tensors[index]) { x in
                    var changed = tensors
                    changed[index] = x
                    return try fixture.number(function(changed))
                }
                #expect(
                    worst(slope.scalars, fixture.gradients[index], relative: 1e-4, absolute: 3e-6) <= 1,
                    "\(fixture.shapes), argument \(index)")
            }
        }
    }
}
