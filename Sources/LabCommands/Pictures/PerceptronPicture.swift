package import Charts
package import NeuralEngine
import Plots

/// How a perceptron's line moved.
package enum PerceptronPicture {
    /// More lines than these cannot be told apart.
    private static let shownLines = 6

    /// The lines after some of the updates, evenly chosen, the last one among them, over the data.
    ///
    /// - Throws: when the data have not exactly two features, or the record is not of such data.
    package static func chart(_ trace: PerceptronTrace, on data: Dataset, name: String, theme: Theme = .light) throws
        -> Chart
    {
        var places = Self.places(of: trace.updates.count)
        // A perceptron with w₁ = w₂ = 0 has no line yet.
        places.removeAll { trace.updates[$0].weightsAfter.dropFirst().allSatisfy { $0 == 0 } }
        var weights = places.map { trace.updates[$0].weightsAfter }
        var labels = places.map { place in
            let update = trace.updates[place]
            return "update \(place + 1) (epoch \(update.epoch))"
        }
        // Of a long training only the first updates are recorded; the end is known all the same.
        if weights.last != trace.weights, !trace.weights.dropFirst().allSatisfy({ $0 == 0 }) {
            weights.append(trace.weights)
            labels.append("update \(trace.updateCount), the last")
        }
        let outcome = trace.converged ? "converged in epoch \(trace.epochs)" : "not converged in \(trace.epochs) epochs"
        let title = "Perceptron" + (name.isEmpty ? "" : " \(name)") + " on \(data.name): \(outcome)"
        return try .lines(weights, labels: labels, over: data, title: title, theme: theme)
    }

    private static func places(of count: Int) -> [Int] {
        guard count > shownLines else { return Array(0..<count) }
        return (0..<shownLines).map { ($0 * (count - 1)) / (shownLines - 1) }
    }
}
