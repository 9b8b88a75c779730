import ArgumentParser
import Charts
import Display
import NeuralEngine
import Plots

/// `%plot`
struct PlotCommand: TranslatableCommand {
    static let example = """
        %plot loss clf --save loss.svg
        %plot boundary clf --on moons
        %plot data moons
        """
    static let configuration = makeConfiguration(
        "plot", "Draw a picture.",
        discussion: """
            loss NAME, metrics NAME: curves of a network's last training, or of a history.
            boundary NAME --on DATA: what a network or perceptron decides over the plane of two features.
            data DATA: the examples. network NAME: units and weights. regression NAME --on DATA: a curve through the examples.
            """)

    @Argument(help: "loss, metrics, boundary, data, network or regression.")
    var kind: String

    @Argument(help: "The network, history, perceptron or data set.")
    var name: String

    @Option(help: "The data set, for boundary and regression.")
    var on: String?

    @Option(help: "A file to write the picture to as well: .svg or .html.")
    var save: String?

    @Flag(help: "A logarithmic axis for the loss; chosen by the numbers when left out.")
    var log = false

    @Flag(help: "A linear axis for the loss.")
    var linear = false

    @Option(help: "The two features on the axes, by their places from 0: 0,1.")
    var features: String?

    @OptionGroup var swift: SwiftOption

    func run(in context: LabContext) throws {
        let drawing = try PlotDrawing(self, context.session)
        let chart = try drawing.chart()
        context.show(MIMEBundle(text: chart.textDescription, [.svg: chart.svg]))
        if let save {
            try chart.save(save)
            context.say("saved to \(save)")
        }
    }

    func swiftCode(in context: LabContext) throws -> String {
        let call = try PlotDrawing(self, context.session).code()
        guard let save else { return call.isThrowing ? "try display(\(call.text))" : "display(\(call.text))" }
        return """
            let picture = \(call.isThrowing ? "try " : "")\(call.text)
            display(picture)
            try picture.save(\(SwiftCode.string(save)))
            """
    }
}
