import Charts
import Foundation
import Testing

/// Whether colours stay apart for everybody: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
/// Vision Deficiency" (2009), the matrices for a severity of 1.0.
@Suite struct PaletteTests {
    private static let visions: [(name: String, matrix: [[Double]])] = [
        ("everybody", [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (
            "no red",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
        ),
        (
            "no green",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
        ),
        (
            "no blue",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
        ),
    ]

    private static func linear(_ color: Color) -> [Double] {
        [color.red, color.green, color.blue].map { channel in
            let part = Double(channel) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
    }

    /// CIE L*a*b* for the white of sRGB.
    private static func lab(_ color: Color, _ matrix: [[Double]]) -> [Double] {
        func times(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
            matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        let seen = times(matrix, linear(color)).map { min(max($0, 0), 1) }
        let xyz = times(
            [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], seen)
        let f = zip(xyz, [0.95047, 1, 1.08883]).map { $0 / $1 }.map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16 / 116 }
        return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
    }

    @Test(arguments: [Theme.light, .dark])
    func coloursStayApart(theme: Theme) {
        for vision in Self.visions {
            let places = theme.palette.colors.map { Self.lab($0, vision.matrix) }
            for first in places.indices {
                for second in 0..<first {
                    let distance = zip(places[first], places[second]).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
                        .squareRoot()
                    // A distance of 2.3 is just noticed side by side.
                    #expect(distance > 8, "\(vision.name): colours \(second) and \(first) of the palette")
                }
            }
        }
    }

    /// WCAG 2.2 asks for a contrast of 3 to 1 for large text and what carries meaning.
    @Test(arguments: [Theme.light, .dark])
    func textOnCellsCanBeRead(theme: Theme) throws {
        for color in theme.palette.colors + ColorMap.viridis.stops + ColorMap.blueVermilion.stops {
            for part in [0.0, 0.28, 0.6] {
                let cell = color.mixed(with: theme.background, part)
                let chart = Chart { CellTextMark("x", x: 0, y: 0, on: cell) }.axesHidden()
                let fill = try #require(SVGDocument(chart.svg).all("text").first?.attributes["fill"])
                let text = try #require(UInt32(fill.dropFirst(), radix: 16).map { Color($0) })
                // The best that white and the dark text have on a grey between them is 3.96 to 1.
                #expect(cell.contrast(with: text) > 3.9, "\(fill) on \(cell.hexadecimal)")
            }
        }
    }
}
