extension ChartGrid {
    /// How wide a picture may be, in pixels, to be seen whole in a notebook. JupyterLab shows a picture in its own size, and has room
    /// for 753 pixels beside its list of files where the window has 1200.
    public static let notebookWidth = 740.0

    /// The pictures as they are drawn, and how many of them stand in a row.
    struct Arrangement {
        let pictures: [any Picture]
        let columns: Int

        var columnWidths: [Double] {
            (0..<columns).map { column in
                stride(from: column, to: pictures.count, by: columns).map { pictures[$0].size.width }.max() ?? 0
            }
        }

        var rowHeights: [Double] {
            stride(from: 0, to: pictures.count, by: columns).map { start in
                pictures[start..<min(start + columns, pictures.count)].map(\.size.height).max() ?? 0
            }
        }

        var width: Double { columnWidths.reduce(0, +) }
    }

    /// A chart that is narrower than this, because others stand beside it, has no room for its axis.
    private static let narrowest = 220.0

    /// As many in a row as are asked for, narrower where they would be too wide together; fewer where they would become too narrow.
    var arrangement: Arrangement {
        for columns in stride(from: min(columns, max(charts.count, 1)), through: 1, by: -1) {
            let natural = Arrangement(pictures: charts, columns: columns)
            if natural.width <= width { return natural }
            let factor = width / natural.width
            let narrow = Arrangement(pictures: charts.map { $0.fitted(by: factor) }, columns: columns)
            let isReadable = zip(narrow.pictures, charts).allSatisfy { narrowed, chart in
                narrowed.size.width >= min(chart.size.width, Self.narrowest)
            }
            if columns == 1 || (isReadable && narrow.width <= width) { return narrow }
        }
        return Arrangement(pictures: charts, columns: 1)
    }
}

extension Picture {
    /// The picture in fewer pixels, with text as large as before; as it is where it cannot be drawn in another size.
    fileprivate func fitted(by factor: Double) -> any Picture {
        switch self {
        case let chart as Chart: chart.narrowed(by: factor)
        case let surface as SurfaceChart: surface.narrowed(by: factor)
        case let animation as AnimatedChart: animation.narrowed(by: factor)
        default: self
        }
    }
}

extension ChartSize {
    fileprivate func narrowed(by factor: Double, height heightFactor: Double) -> ChartSize {
        ChartSize(width: (width * factor).rounded(.down), height: height * heightFactor)
    }
}

extension Chart {
    /// Less low than narrow, since titles and axes need as much height as before.
    fileprivate func narrowed(by factor: Double) -> Chart {
        var chart = self
        chart.size = size.narrowed(by: factor, height: hasEqualScales ? factor : factor.squareRoot())
        return chart
    }
}

extension SurfaceChart {
    fileprivate func narrowed(by factor: Double) -> SurfaceChart {
        var surface = self
        surface.size = size.narrowed(by: factor, height: factor)
        return surface
    }
}

extension AnimatedChart {
    fileprivate func narrowed(by factor: Double) -> AnimatedChart {
        var animation = self
        animation.chart = chart.narrowed(by: factor)
        return animation
    }
}
