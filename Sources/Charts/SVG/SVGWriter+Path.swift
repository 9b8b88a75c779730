/// Path data: relative moves in whole tenths of a pixel, so that nothing adds up, in the fewest characters.
extension SVGWriter {
    /// `<path d="`; follow it with moves and lines and then `endPath()`.
    package mutating func beginPath() {
        raw("<path d=\"")
        pen = (0, 0)
        lastCommand = 0
    }

    /// The closing quote of the data; attributes and `/>` come next.
    package mutating func endPath() {
        raw("\"")
    }

    package mutating func move(_ x: Double, _ y: Double) {
        let next = (x: Self.tenths(x), y: Self.tenths(y))
        if lastCommand == 0 {
            bytes.append(UInt8(ascii: "M"))
            tenths(next.x)
            pair(next.y)
        } else {
            bytes.append(UInt8(ascii: "m"))
            tenths(next.x - pen.x)
            pair(next.y - pen.y)
        }
        pen = next
        lastCommand = UInt8(ascii: "m")
    }

    package mutating func line(_ x: Double, _ y: Double) {
        let next = (x: Self.tenths(x), y: Self.tenths(y))
        let step = (x: next.x - pen.x, y: next.y - pen.y)
        pen = next
        if step.y == 0 {
            if step.x != 0 { single(UInt8(ascii: "h"), step.x) }
        } else if step.x == 0 {
            single(UInt8(ascii: "v"), step.y)
        } else {
            if lastCommand == UInt8(ascii: "l") {
                pair(step.x)
            } else {
                bytes.append(UInt8(ascii: "l"))
                tenths(step.x)
            }
            pair(step.y)
            lastCommand = UInt8(ascii: "l")
        }
    }

    /// Closes the current ring. The pen goes back to where the ring began.
    package mutating func close(from start: Point) {
        bytes.append(UInt8(ascii: "z"))
        pen = (Self.tenths(start.x), Self.tenths(start.y))
        lastCommand = UInt8(ascii: "z")
    }

    /// A line of no length: with round caps, a dot.
    package mutating func dot(_ x: Double, _ y: Double) {
        move(x, y)
        raw("h0")
        lastCommand = UInt8(ascii: "h")
    }

    package mutating func circle(_ x: Double, _ y: Double, radius: Double) {
        move(x - radius, y)
        let size = Self.tenths(radius)
        for direction in [1, -1] {
            bytes.append(UInt8(ascii: "a"))
            tenths(size)
            pair(size)
            raw(" 0 1 0")
            pair(direction * 2 * size)
            pair(0)
        }
        raw("z")
        lastCommand = UInt8(ascii: "z")
    }

    package mutating func polygon(_ corners: [Point], at x: Double = 0, _ y: Double = 0) {
        guard let first = corners.first else { return }
        let start = Point(x: x + first.x, y: y + first.y)
        move(start.x, start.y)
        for corner in corners.dropFirst() { line(x + corner.x, y + corner.y) }
        close(from: start)
    }

    private mutating func single(_ command: UInt8, _ value: Int) {
        bytes.append(command)
        tenths(value)
        lastCommand = command
    }

    /// A further number, separated by its sign where it has one.
    private mutating func pair(_ value: Int) {
        if value >= 0 { bytes.append(UInt8(ascii: " ")) }
        tenths(value)
    }
}
