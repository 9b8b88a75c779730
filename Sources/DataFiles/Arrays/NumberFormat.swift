/// How numbers lie in a file.
package struct NumberFormat: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case signed, unsigned, floating, boolean
        /// The upper half of a 32-bit float (bfloat16).
        case brain
    }

    package let kind: Kind
    /// Bytes a number: 1, 2, 4 or 8.
    package let size: Int
    package let isBigEndian: Bool

    package init(_ kind: Kind, size: Int, isBigEndian: Bool = false) {
        self.kind = kind
        self.size = size
        self.isBigEndian = isBigEndian
    }

    package static let float32 = NumberFormat(.floating, size: 4)

    /// Numbers as `Float`s. Floating-point numbers of 64 bits are rounded.
    ///
    /// - Returns: the place of the first whole number that a `Float` does not hold exactly (it has 24 bits), with nothing rounded
    ///   in silence; nil when all went well.
    package func convert(_ source: UnsafeRawBufferPointer, into target: UnsafeMutableBufferPointer<Float>) -> Int? {
        guard let from = source.baseAddress, let to = target.baseAddress else { return nil }
        let (count, isBigEndian) = (target.count, self.isBigEndian)
        // The order of the bytes is looked at once, so that the loops become vector instructions.
        func whole<Number: FixedWidthInteger>(_ type: Number.Type) -> Int? {
            let width = MemoryLayout<Number>.size
            if width <= 2 {
                for index in 0..<count {
                    let raw = from.loadUnaligned(fromByteOffset: index * width, as: Number.self)
                    to[index] = Float(isBigEndian ? Number(bigEndian: raw) : Number(littleEndian: raw))
                }
                return nil
            }
            for index in 0..<count {
                let raw = from.loadUnaligned(fromByteOffset: index * width, as: Number.self)
                let number = isBigEndian ? Number(bigEndian: raw) : Number(littleEndian: raw)
                let value = Float(number)
                if Number(exactly: value) != number { return index }
                to[index] = value
            }
            return nil
        }
        func bits<Number: FixedWidthInteger>(_ type: Number.Type, _ value: (Number) -> Float) {
            let width = MemoryLayout<Number>.size
            for index in 0..<count {
                let raw = from.loadUnaligned(fromByteOffset: index * width, as: Number.self)
                to[index] = value(isBigEndian ? Number(bigEndian: raw) : Number(littleEndian: raw))
            }
        }
        switch (kind, size) {
        case (.boolean, _): bits(UInt8.self) { $0 == 0 ? 0 : 1 }
        case (.signed, 1): return whole(Int8.self)
        case (.signed, 2): return whole(Int16.self)
        case (.signed, 4): return whole(Int32.self)
        case (.signed, _): return whole(Int64.self)
        case (.unsigned, 1): return whole(UInt8.self)
        case (.unsigned, 2): return whole(UInt16.self)
        case (.unsigned, 4): return whole(UInt32.self)
        case (.unsigned, _): return whole(UInt64.self)
        case (.brain, _): bits(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        case (.floating, 2): bits(UInt16.self) { Self.half($0) }
        case (.floating, 4): bits(UInt32.self) { Float(bitPattern: $0) }
        case (.floating, _): bits(UInt64.self) { Float(Double(bitPattern: $0)) }
        }
        return nil
    }

    /// IEEE 754's 16 bits; `Float16` is not there on every processor.
    package static func half(_ bits: UInt16) -> Float {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10) & 0x1F
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0:
            let value = Float(fraction) * 0x1p-24
            return sign == 0 ? value : -value
        case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
