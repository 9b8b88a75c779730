/// Very many dots of one colour.
///
/// They are one path with round caps, so a dot costs a few characters. The plot is cut into half pixels: dots in the same one
/// hide each other and become one; dots in a row of neighbouring ones merge into a stroke that covers the same pixels.
struct DotCloud {
    let series: PointSeries
    let radius: Double
    let color: Color

    func draw(on canvas: inout Canvas) {
        let plot = canvas.plot.insetBy(-radius)
        let columns = Int((plot.width * 2).rounded(.up))
        let rows = Int((plot.height * 2).rounded(.up))
        var cells = Array(repeating: false, count: max(columns * rows, 0))
        for index in 0..<series.count {
            guard let place = canvas.place(series.x[index], series.y[index]) else { continue }
            let column = (place.x - plot.x) * 2
            let row = (place.y - plot.y) * 2
            guard column >= 0, row >= 0, column < Double(columns), row < Double(rows) else { continue }
            cells[Int(row) * columns + Int(column)] = true
        }
        guard cells.contains(true) else { return }
        canvas.writer.beginPath()
        for row in 0..<rows {
            var column = 0
            while column < columns {
                guard cells[row * columns + column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < columns, cells[row * columns + column] { column += 1 }
                let y = plot.y + (Double(row) + 0.5) / 2
                let from = Point(x: plot.x + (Double(start) + 0.5) / 2, y: y)
                let to = Point(x: plot.x + (Double(column) - 0.5) / 2, y: y)
                if column - start == 1 {
                    canvas.writer.dot(from.x, y)
                } else {
                    canvas.writer.move(from.x, y)
                    canvas.writer.line(to.x, y)
                }
                canvas.occupancy.mark(from: from, to: to)
            }
        }
        canvas.writer.endPath()
        canvas.writer.raw(" fill=\"none\" stroke-linecap=\"round\"")
        canvas.writer.attribute("stroke", color)
        canvas.writer.attribute("stroke-width", 2 * radius)
        canvas.writer.raw("/>")
    }
}
