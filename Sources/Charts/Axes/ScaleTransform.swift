/// Values of one axis to pixels.
package struct ScaleTransform: Sendable {
    package let scale: AxisScale
    package let domain: ClosedRange<Double>
    private let origin: Double
    private let factor: Double
    private let start: Double

    /// `start` is the pixel of the domain's lower bound, `end` that of the upper one.
    package init(scale: AxisScale, domain: ClosedRange<Double>, start: Double, end: Double) {
        self.scale = scale
        self.domain = domain
        self.start = start
        let low = scale == .log ? Mathematics.log10(domain.lowerBound) : domain.lowerBound
        let high = scale == .log ? Mathematics.log10(domain.upperBound) : domain.upperBound
        origin = low
        factor = high > low ? (end - start) / (high - low) : 0
    }

    package func callAsFunction(_ value: Double) -> Double {
        ((scale == .log ? Mathematics.log10(value) : value) - origin) * factor + start
    }

    /// Whether `value` has a place on this axis, inside of the domain or not.
    package func admits(_ value: Double) -> Bool {
        abs(value) <= DataExtent.limit && (scale == .linear || value > 0)
    }

    /// The value at `fraction` (0...1) of the way along the axis.
    package func value(at fraction: Double) -> Double {
        guard scale == .log else {
            return domain.lowerBound + (domain.upperBound - domain.lowerBound) * fraction
        }
        let low = Mathematics.log10(domain.lowerBound)
        return Mathematics.power(10, low + (Mathematics.log10(domain.upperBound) - low) * fraction)
    }

    /// Half of the span that `pixels` cover, for marks with a width in pixels.
    package var pixelsPerUnit: Double { factor }
}
