import Foundation

/// A value as JSON, for `Displayable.json(_:)` of the module Display, which calls this by its symbol and says why.
///
/// - Throws: what the value's own encoding throws.
@_silgen_name("cuaderno_json_text")
public func jsonText(_ value: any Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
