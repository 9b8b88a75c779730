extension Dataset {
    /// Every stretch of a series with the value that comes after it: what a forecast learns from.
    ///
    /// Both are relative to the stretch's last value, x[t] = s[t] − s[last] and y = s[last + horizon] − s[last]: a series that
    /// grows would otherwise leave the range that a network was trained in. So the naive forecast, "as the last value", is 0.
    /// Neighbouring stretches overlap; divide them with `split(validation:shuffle: false)`.
    ///
    /// - Parameters:
    ///   - length: values in a stretch.
    ///   - horizon: how many steps behind a stretch the target lies.
    /// - Returns: features `[count, length, 1]`, targets `[count]`, with count = values − length − horizon + 1.
    /// - Throws: ``EngineError/Code/invalidData`` when the series is too short or a value is not finite,
    ///   ``EngineError/Code/invalidArgument`` for a length or horizon below 1.
    public static func windows(
        of series: [Float], length: Int, horizon: Int = 1, name: String = "series"
    ) throws -> Dataset {
        guard length >= 1, horizon >= 1 else {
            throw EngineError(
                .invalidArgument, "length is \(length) and horizon \(horizon), expected 1 or more for both.")
        }
        guard length < series.count, horizon <= series.count - length else {
            throw EngineError(
                .invalidData,
                """
                The series has \(series.count) values, too few for stretches of \(length) and the value \(horizon) behind.
                """)
        }
        let starts = 0...(series.count - length - horizon)
        return try Dataset(
            name: name,
            features: Tensor(
                shape: [starts.count, length, 1],
                scalars: starts.flatMap { start in
                    series[start..<(start + length)].map { $0 - series[start + length - 1] }
                }),
            targets: Tensor(starts.map { series[$0 + length + horizon - 1] - series[$0 + length - 1] }))
    }

    /// Airline passengers from month to month, 1949 to 1960, as ``windows(of:length:horizon:name:)`` of the natural logarithms of
    /// their numbers: p[last] · exp(y) is the forecast in thousands of passengers.
    ///
    /// Logarithms make yearly swings that grow with the numbers equally high. Source: Box, Jenkins 1976, series G.
    ///
    /// - Throws: as ``windows(of:length:horizon:name:)``, and ``EngineError/Code/file`` when the engine's file is missing.
    public static func airPassengers(length: Int = 24, horizon: Int = 1) throws -> Dataset {
        try windows(of: Tensor(passengers()).log().scalars, length: length, horizon: horizon, name: "airPassengers")
    }

    /// The 144 numbers behind ``airPassengers(length:horizon:)``, in thousands, from January 1949 on.
    ///
    /// - Throws: ``EngineError/Code/file`` when the engine's file is missing.
    public static func passengers() throws -> [Float] {
        try csv(EngineResources.path(of: "passengers.csv"), target: "passengers", task: .regression).targets.scalars
    }
}
