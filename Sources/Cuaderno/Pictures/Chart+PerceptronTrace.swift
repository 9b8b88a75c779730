public import Charts
import LabCommands
public import NeuralEngine

extension Chart {
    /// How a perceptron's line moved: the lines after some of its updates over the data, the last one with its weight vector.
    ///
    /// - Parameter name: the perceptron's name, for the title.
    /// - Throws: when the data have not exactly two features, or are not those of the record.
    public static func perceptron(_ trace: PerceptronTrace, on data: Dataset, name: String = "", theme: Theme = .light)
        throws -> Chart
    {
        try PerceptronPicture.chart(trace, on: data, name: name, theme: theme)
    }
}
