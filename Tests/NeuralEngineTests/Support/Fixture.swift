import Foundation
import Testing

/// PyTorch's answers, written by Fixtures/make_fixtures.py.
enum Fixture {
    static func load<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        let folder = Bundle.module.resourceURL?.appending(path: "Fixtures")
        let url = try #require(folder?.appending(path: name + ".json"))
        return try JSONDecoder().decode(type, from: Data(contentsOf: url))
    }

    struct SoftmaxCase: Decodable {
        let rows: Int
        let columns: Int
        let x: [Float]
        let y: [Double]
    }

    struct LossCase: Decodable {
        let name: String
        let shape: [Int]
        let prediction: [Float]
        let target: [Float]
        let loss: Double
        let gradient: [Double]
    }

    struct NetworkCase: Decodable {
        let activation: String
        let output: String
        let widths: [Int]
        let batch: Int
        let epochs: Int
        let x: [Float]
        let t: [Float]
        let targetShape: [Int]
        let weights: [[Float]]
        let losses: [Double]
        let finalWeights: [[Double]]
    }
}
