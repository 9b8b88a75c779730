extension Chart {
    /// The horizontal axis: its label, its scale, and the values at its ends (nothing: from the data).
    public func xAxis(
        _ label: String? = nil, scale: AxisScale = .linear, range: ClosedRange<Double>? = nil,
        ticks: AxisTicks = .automatic, showsGrid: Bool = true
    ) -> Chart {
        changed {
            $0.horizontalAxis = Axis(label: label, scale: scale, range: range, ticks: ticks, showsGrid: showsGrid)
        }
    }

    /// The vertical axis.
    public func yAxis(
        _ label: String? = nil, scale: AxisScale = .linear, range: ClosedRange<Double>? = nil,
        ticks: AxisTicks = .automatic, showsGrid: Bool = true
    ) -> Chart {
        changed {
            $0.verticalAxis = Axis(label: label, scale: scale, range: range, ticks: ticks, showsGrid: showsGrid)
        }
    }

    /// Neither axis: for diagrams.
    public func axesHidden() -> Chart {
        changed {
            $0.horizontalAxis.isHidden = true
            $0.verticalAxis.isHidden = true
        }
    }

    public func theme(_ theme: Theme) -> Chart {
        changed { $0.theme = theme }
    }

    /// In pixels.
    public func size(width: Double, height: Double) -> Chart {
        changed { $0.size = ChartSize(width: width, height: height) }
    }

    public func legend(_ placement: LegendPlacement) -> Chart {
        changed { $0.legendPlacement = placement }
    }

    /// A unit as long on one axis as on the other.
    public func equalScales(_ isEqual: Bool = true) -> Chart {
        changed { $0.hasEqualScales = isEqual }
    }

    /// No bar right of the plot for colours that stand for numbers.
    public func colorBarHidden() -> Chart {
        changed { $0.showsColorBar = false }
    }

    /// A description in words of the author.
    public func describing(_ text: String) -> Chart {
        changed { $0.description = text }
    }

    private func changed(_ change: (inout Chart) -> Void) -> Chart {
        var copy = self
        change(&copy)
        return copy
    }
}
