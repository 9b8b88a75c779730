/// Marks that are drawn as they are, but say nothing in the description: a hundred images are told of in one sentence.
public struct QuietMarks: Mark {
    public var marks: [any Mark]

    public init(_ marks: [any Mark]) {
        self.marks = marks
    }

    public var xExtent: DataExtent { union(\.xExtent) }
    public var yExtent: DataExtent { union(\.yExtent) }
    public var pointCount: Int { marks.reduce(0) { $0 + $1.pointCount } }

    private func union(_ extent: (any Mark) -> DataExtent) -> DataExtent {
        marks.reduce(into: DataExtent()) { $0.formUnion(extent($1)) }
    }

    public func draw(on canvas: inout Canvas) {
        for mark in marks { mark.draw(on: &canvas) }
    }
}
