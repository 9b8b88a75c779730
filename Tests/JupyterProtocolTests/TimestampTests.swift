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

    @Test(
        "dates of headers",
        arguments: [
            ("2026-03-01T12:34:56.012345Z", "2026-03-01T12:34:56.012345Z", 1),
            ("2026-03-01T12:34:56.012Z", "2026-03-01T12:34:56.012000Z", 1_000),
            ("2026-03-01T12:34:56.012345678Z", "2026-03-01T12:34:56.012345Z", 1),
            ("2026-03-01T12:34:56", "2026-03-01T12:34:56.000000Z", 1_000_000),
            ("2026-03-01T00:34:56.5+01:00", "2026-02-28T23:34:56.500000Z", 100_000),
            ("2026-12-31T23:34:56.5-0130", "2027-01-01T01:04:56.500000Z", 100_000),
        ])
    func headerDate(_ text: String, _ time: String, _ resolution: Int64) throws {
        let date = try #require(HeaderDate(text))
        #expect(date.time.description == time)
        #expect(date.resolution == resolution)
    }

    @Test(
        "texts that are no dates",
        arguments: [
            "", "2026", "2026-03-01", "2026-13-01T12:34:56Z", "2026-03-01T12:34:56.Z", "2026-03-01T12:34:56 CET",
            "2026-03-01T12:34:56+1", "٢٠٢٦-03-01T12:34:56Z", "2026-03-01T12:34:56Zx",
        ])
    func noHeaderDate(_ text: String) {
        #expect(HeaderDate(text) == nil)
    }
}
