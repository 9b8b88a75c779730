import Foundation
import NeuralEngine
import Testing

/// Numbers in CSV files are those of the standard library, whatever way they are read.
@Suite struct DecimalNumberTests {
    @Test func everyDecimalIsTheNearestFloat() throws {
        var generator = SeededGenerator(seed: 4)
        var texts = [
            "0", "-0", "0.1", "-.5", "16777215", "16777216", "16777217", "0.0000000001", "1e3", "+1", "00.50", "-7.0",
            "1e-45", "3.4e38", "-1.5E+05", "2.5e-05", "1e-37", "9.999999e-38", "0e5", "1e22", "123456789012345e-22",
            // The middle between two Floats, and numbers so near to it that a Double is the middle.
            "16777217.0", "16777217.0000001", "16777217.00000000", "16777219.0", "1.6777217e7", "0.50000002980232239",
            "9007199254740991", "9007199254740993", "8388609.50", "8388608.5000000",
        ]
        for _ in 0..<20_000 {
            let number = Int.random(in: -20_000_000...20_000_000, using: &generator)
            let scale = Int.random(in: 0...10, using: &generator)
            let digits = String(number.magnitude)
            let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
            let text = scale == 0 ? digits : padded.dropLast(scale) + "." + padded.suffix(scale)
            texts.append((number < 0 ? "-" : "") + text)
        }
        for _ in 0..<20_000 {
            let digits = Int.random(in: 1...17, using: &generator)
            let number = Int.random(in: 0..<Int((0..<digits).reduce(1.0) { power, _ in power * 10 }), using: &generator)
            texts.append("\(number)e\(Int.random(in: -38...20, using: &generator))")
            // A Float and half of what lies between it and the next, in all of its decimals.
            let low = Float.random(in: 0.001..<2000, using: &generator)
            texts.append("\((Double(low) + Double(low.nextUp)) / 2)")
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
