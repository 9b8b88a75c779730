import JupyterProtocol
import Testing

@Suite("Timestamp")
struct TimestampTests {
    @Test(
        "as Jupyter writes time",
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"),
            (1_772_368_496_012_345, "2026-03-01T12:34:56.012345Z"),
            (1_709_164_800_000_001, "2024-02-29T00:00:00.000001Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
        ] as [(Int64, String)])
    func description(_ microseconds: Int64, _ text: String) {
        #expect(Timestamp(microseconds: microseconds).description == text)
    }
}
