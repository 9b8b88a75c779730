package import Display
package import NeuralEngine

/// A perceptron's record as an output: how it ended, and its updates one by one.
package enum TraceBundle {
    private static let shownRows = 30

    package static func bundle(_ trace: PerceptronTrace) -> MIMEBundle {
        var table = TextTable(heading: ["epoch", "example", "x", "y", "w before", "w after"], rightAligned: [0, 1])
        for update in trace.updates.prefix(shownRows) {
            table.rows.append([
                String(update.epoch), String(update.index), list(update.x.map { Double($0) }),
                update.y > 0 ? "+1" : "−1",
                list(update.weightsBefore), list(update.weightsAfter),
            ])
        }
        let rest = trace.updateCount - table.rows.count
        let lines = [trace.description] + (rest > 0 ? ["… \(rest) more updates"] : [])
        return MIMEBundle(
            text: ([lines[0], table.text] + lines.dropFirst()).joined(separator: "\n"),
            [
                .html: "<p>\(TextTable.escaped(lines[0]))</p>\(table.html)"
                    + lines.dropFirst().map { "<p>\($0)</p>" }.joined()
            ])
    }

    private static func list(_ numbers: [Double]) -> String {
        let texts = numbers.map { value in
            value == value.rounded() && value.magnitude < 1e6 ? String(Int(value)) : ShortText.measure(value)
        }
        return "[" + texts.joined(separator: ", ") + "]"
    }
}
