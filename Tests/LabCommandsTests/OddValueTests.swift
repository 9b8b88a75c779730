import LabCommands
import Testing

/// Whatever stands in parentheses or behind an option, there is an answer: nothing traps.
@Suite struct OddValueTests {
    private static let odd = [
        "", "-1", "0", "1", "2", "0.5", "1e400", "nan", "-inf", "[", "[]", "[1, 2, 3]", "[0.1, 0.01]", "true", "relu",
        "heNormal", "l2()", "(", "x:y", "é", ",", "9999999999999999999",
    ]

    /// Layers of such sizes are the engine's to refuse.
    private static let large = ["2147483648", "4611686018427387904", "9223372036854775807"]

    @Test(arguments: ["2", "4x4", "4x4x2"])
    func inLayers(input: String) {
        let lab = LabTranscript()
        for word in LayerWord.names {
            for value in Self.odd {
                let named = LayerWord.valueNames(of: word).map { "\(word)(2, 2, \($0): \(value))" }
                for layer in ["\(word)(\(value))", "\(word)(\(value), \(value))", "\(word)(2, \(value), relu)"] + named
                {
                    let message = lab.run("%network n \(layer) --input \(input)")
                    #expect(message == nil || message?.hasPrefix("Error: ") == true)
                }
            }
        }
    }

    @Test(arguments: [
        "--schedule cosineDecay(%)", "--schedule polynomialDecay(2, power: %)", "--schedule piecewiseConstant(%, %)",
        "--schedule exponentialDecay(%, every: %)", "--schedule cosineDecayRestarts(%, tMul: %)",
        "--schedule linearWarmup(%, then: cosineDecay)", "--schedule linearWarmup(2, then: %)", "--schedule %",
        "--schedule cosineDecay(warmupSteps: %, warmupTarget: 0.1)", "--schedule constant(per: %)",
        "--optimizer adam(%, beta1: %)", "--optimizer rmsProp(rho: %)", "--optimizer %", "--lr %", "--momentum %",
        "--clip-norm %", "--weight-decay %", "--weight-decay (%, decaying: %)", "--ema-momentum %",
        "--early-stopping %", "--early-stopping (%, baseline: %)", "--early-stopping 2 --monitor %",
        "--reduce-lr (1, factor: %)", "--reduce-lr (%, minLearningRate: %)", "--resume %", "--class-weight %",
        "--class-weight 0:%", "--class-weight %:1", "--sample-weight %", "--validation-split %", "--folds %",
        "--folds % --batch %", "--batch %", "--loss huber(%)", "--loss %", "--metric %", "--metric topKAccuracy(%)",
        "--validation %", "--seed %",
    ])
    func inOptions(option: String) {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data blobs --samples 12", "%data blobs --samples 3 --split 0.34 --name tiny",
                "%network n dense(3, softmax) --input 2") == nil)
        for value in Self.odd + Self.large {
            for data in ["blobs", "tiny"] {
                let words = option.replacing("%", with: value)
                for line in ["%train n --on \(data) --epochs 2 \(words)", "%train n --on \(data) \(words) --swift"] {
                    let message = lab.run(line)
                    #expect(message == nil || message?.hasPrefix("Error: ") == true)
                }
            }
        }
    }
}
