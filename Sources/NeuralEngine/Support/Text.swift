/// `[2, 3]`, as shapes are written in every message.
package func shapeText(_ shape: [Int]) -> String {
    "[" + shape.map(String.init).joined(separator: ", ") + "]"
}

/// `[batch, 3]`: a sample's shape with the batch axis in front.
package func batchShapeText(_ sample: [Int]) -> String {
    "[" + (["batch"] + sample.map(String.init)).joined(separator: ", ") + "]"
}

/// A whole number with thousands separated by commas, as Keras's tables show parameters.
package func groupedText(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
        text.append(digit)
    }
    return number < 0 ? "-" + text : text
}

/// A number with a fixed count of decimals, rounded half away from zero; plain `description` where it is too large for that.
func fixedText(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return value.description }
    let whole = UInt64(scaled)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let digits = String(whole)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
}

/// A number with so many significant decimals and a power of ten: `1.25e-04`.
func scientificText(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var exponent = 0
    var mantissa = value.magnitude
    guard mantissa > 0 else { return fixedText(0, decimals: decimals) + "e+00" }
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    var text = fixedText(mantissa, decimals: decimals)
    if text.hasPrefix("10") { (text, exponent) = (fixedText(1, decimals: decimals), exponent + 1) }
    let digits = String(exponent.magnitude)
    return (value < 0 ? "-" : "") + text + (exponent < 0 ? "e-" : "e+") + (digits.count < 2 ? "0" + digits : digits)
}

/// A short form for messages and summaries: 0.05, 1e-07, 12.5.
func compactText(_ value: Double) -> String {
    let text = Float(value).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

/// A number as a layer's code shows it: all of its digits, so that the code makes the same layer.
func codeText(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
