import NeuralEngine

/// Damages files as disks, networks and bad intentions do.
struct Mutator {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// One to four changes of a file; `other` gives pieces to put in.
    mutating func mutated(_ bytes: [UInt8], other: [UInt8]) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&result, other) }
        return result
    }

    private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
        guard !bytes.isEmpty else {
            bytes = Array(other.prefix(Int.random(in: 0...64, using: &generator)))
            return
        }
        // Most of what decides lies in front.
        let isFront = Bool.random(using: &generator)
        let reach = isFront ? min(bytes.count, 160) : bytes.count
        let place = Int.random(in: 0..<reach, using: &generator)
        let length = Int.random(in: 1...min(32, bytes.count - place), using: &generator)
        switch Int.random(in: 0..<9, using: &generator) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.removeSubrange(place..<(place + length))
        case 5: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
        case 6:
            // A size or a place: extremes of four and eight bytes, either end first.
            let width = Bool.random(using: &generator) ? 4 : 8
            let pattern: [UInt8] = [0, 0xFF, 0x7F, 0x80]
            let first = pattern.randomElement(using: &generator) ?? 0
            let rest: UInt8 = first == 0x7F || first == 0xFF ? 0xFF : 0
            for index in 0..<width where place + index < bytes.count {
                bytes[place + index] = index == 0 ? first : rest
            }
        case 7 where !other.isEmpty:
            let start = Int.random(in: 0..<other.count, using: &generator)
            bytes.replaceSubrange(place..<(place + length), with: other[start..<min(other.count, start + length)])
        default:
            // Digits and signs of texts within files.
            let signs = Array("0123456789-.,;:'\"{}[]()\n ".utf8)
            bytes[place] = signs.randomElement(using: &generator) ?? 0x30
        }
    }
}
