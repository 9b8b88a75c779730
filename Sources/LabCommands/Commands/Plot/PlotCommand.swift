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
        %plot confusion clf --on moonsTest
        %plot activation tanh relu 'leakyRelu(0.1)'
        """
    static let configuration = makeConfiguration(
        "plot", "Draw a picture.",
        discussion: """
            loss NAME, metrics NAME, learningRate NAME: curves of a network's last training, or of a history.
            losses NAME NAME …: the losses of several trainings.
            boundary NAME --on DATA: what a network or perceptron decides over the plane of two features.
            data DATA: the examples; images DATA: those that are images; division DATA DATA …: the classes of its parts.
            network NAME: units and weights; weights NAME, embeddings NAME: a layer's weights as images, as points.
            regression NAME --on DATA: a curve through the examples.
            confusion NAME --on DATA, roc NAME --on DATA: how often and how surely a classifier is right.
            animation NAME --on DATA: a perceptron's line moving update by update.
            clusters NAME --on DATA, components NAME --on DATA: what %kmeans and %pca found.
            som NAME --on DATA, uMatrix NAME, lattice NAME --on DATA, mapErrors NAME: a self-organizing map.
            reconstructions NAME --on DATA, latent NAME --on DATA: what comes back through a code, and the codes (%autoencoder, %vae).
            latentGrid NAME, generated NAME, adversarial NAME: what a plane of codes or noise becomes, a GAN's losses (%vae, %gan).
            pocket NAME: the mistakes of a pocket perceptron, epoch by epoch.
            attention NAME --on DATA --row 0: where each head looks for one example.
            activation FUNCTION …, lossFunction LOSS: the graph of a function.
            """)

    @Argument(help: "What to draw: \(PlotKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: String

    @Argument(
        help: "The network, history, perceptron, data set or function; several for losses, activation and division.")
    var names: [String]

    @Option(help: "The data set, for pictures of a network on data.")
    var on: String?

    @Option(help: "A file to write the picture to as well: .svg or .html.")
    var save: String?

    @Flag(help: "A logarithmic axis for the loss; chosen by the numbers when left out.")
    var log = false

    @Flag(help: "A linear axis for the loss.")
    var linear = false

    @Option(help: "The two features on the axes, by their places from 0: 0,1.")
    var features: String?

    @Option(help: "The layer, counted from 0, for weights, embeddings and latent; found when left out.")
    var layer: WholeNumber?

    @Option(help: "The example, counted from 0, for attention.")
    var row: WholeNumber?

    @Option(help: "How many examples (reconstructions, generated), or images a side (latentGrid).")
    var count: WholeNumber?

    @Option(help: "Draws what is generated.")
    var seed: WholeNumber?

    @Flag(help: "A dark background.")
    var dark = false

    @OptionGroup var swift: SwiftOption

    /// The only name, or the first.
    var name: String { names[0] }

    func run(in context: LabContext) throws {
        let picture = try PlotDrawing(self, context.session).picture()
        context.show(MIMEBundle(text: picture.textDescription, [.svg: picture.svg]))
        if let save {
            try picture.save(save)
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
