import Foundation
import NeuralEngine
import Testing

/// Numbers in CSV files are those of the standard library, whatever way they are read.
@Suite struct ShortNumberTests {
    @Test func everyDecimalIsTheNearestFloat() throws {
        var generator = SeededGenerator(seed: 4)
        var texts = [
            "0", "-0", "0.1", "-.5", "16777215", "16777216", "16777217", "0.0000000001", "1e3", "+1", "00.50", "-7.0",
        ]
        for _ in 0..<20_000 {
            let number = Int.random(in: -20_000_000...20_000_000, using: &generator)
            let scale = Int.random(in: 0...10, using: &generator)
            let digits = String(number.magnitude)
            let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
            let text = scale == 0 ? digits : padded.dropLast(scale) + "." + padded.suffix(scale)
            texts.append((number < 0 ? "-" : "") + text)
        }
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(texts.map { "\($0),1.5" }.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
        let data = try Dataset.csv(path, task: .regression, header: false)
        for (text, value) in zip(texts, data.features.scalars) {
            #expect(value.bitPattern == Float(text)?.bitPattern, "\(text)")
        }
    }
}
