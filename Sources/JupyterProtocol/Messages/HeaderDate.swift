import Glibc

/// When a message was made, by its sender's clock, and how exactly that is known.
public struct HeaderDate: Sendable, Equatable {
    /// The point in time.
    public let time: Timestamp
    /// The real time is less than this many microseconds later: browsers write milliseconds.
    public let resolution: Int64

    /// Reads a date of ISO 8601 as headers have it: `2026-03-01T12:34:56.012Z`, also without fraction, and with an offset (`+01:00`)
    /// in place of `Z` or with nothing, which is UTC too. Nil for anything else.
    public init?(_ text: String) {
        var rest = Substring(text)
        guard let year = rest.number(4), rest.skip("-"), let month = rest.number(2), rest.skip("-"),
            let day = rest.number(2), rest.skip("T"), let hour = rest.number(2), rest.skip(":"),
            let minute = rest.number(2), rest.skip(":"), let second = rest.number(2),
            1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second <= 60
        else { return nil }

        var fraction: Int64 = 0
        var resolution: Int64 = 1_000_000
        if rest.skip(".") {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard !digits.isEmpty else { return nil }
            for digit in digits.prefix(6) {
                resolution /= 10
                fraction += resolution * Int64(digit.wholeNumberValue ?? 0)
            }
            rest = rest[digits.endIndex...]
        }
        guard let offset = rest.offsetMinutes() else { return nil }

        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (Int32(year - 1900), Int32(month - 1), Int32(day))
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (Int32(hour), Int32(minute - offset), Int32(second))
        time = Timestamp(microseconds: Int64(timegm(&parts)) * 1_000_000 + fraction)
        self.resolution = resolution
    }
}

extension Substring {
    /// Takes a number of so many digits off the front.
    fileprivate mutating func number(_ count: Int) -> Int? {
        let digits = prefix(count)
        guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        self = self[digits.endIndex...]
        return Int(digits)
    }

    /// Takes a character off the front.
    fileprivate mutating func skip(_ character: Character) -> Bool {
        guard first == character else { return false }
        removeFirst()
        return true
    }

    /// Reads the offset from UTC that ends a date.
    fileprivate mutating func offsetMinutes() -> Int? {
        if isEmpty || self == "Z" { return 0 }
        let sign = skip("-") ? -1 : skip("+") ? 1 : 0
        guard sign != 0, let hours = number(2) else { return nil }
        _ = skip(":")
        guard let minutes = number(2), isEmpty else { return nil }
        return sign * (hours * 60 + minutes)
    }
}
