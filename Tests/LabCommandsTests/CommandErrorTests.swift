import LabCommands
import Testing

/// Every mistake is one message that names what was given, and the session goes on.
@Suite struct CommandErrorTests {
    @Test(arguments: [
        ("%", ["missing", "%help"]),
        ("%nonsense", ["%nonsense", "%data", "%help"]),
        ("%trian clf", ["%trian", "Did you mean %train?"]),
        ("%help trian", ["%trian", "%train"]),
        ("%train nothing --on moons", ["nothing", "clf"]),
        ("%train clf --on moonz", ["moonz", "did you mean \"moons\"?"]),
        ("%train moons --on moons", ["\"moons\" is no network but a data set", "clf"]),
        ("%train clf", ["--on", "Usage:"]),
        ("%train clf --on moons --loss mes", ["mes", "meanSquaredError"]),
        ("%train clf --on moons --loss categorical_crosentropy", ["did you mean \"categoricalCrossEntropy\"?"]),
        ("%train clf --on moons --optimizer adma", ["did you mean \"adam\"?"]),
        ("%train clf --on moons --metric acuracy", ["did you mean \"accuracy\"?"]),
        ("%train clf --on moons --learning-rate nan --epochs 1", ["nan", "learning rate"]),
        ("%train clf --on moons --learning-rate -1 --epochs 1", ["-1", "learning rate"]),
        ("%train clf --on moons --learning-rate fast", ["fast", "--learning-rate"]),
        ("%train clf --on moons --momentum 0.9", ["--momentum", "adam"]),
        ("%train clf --on moons --epochs 0", ["epochs is 0"]),
        ("%train clf --on moons --batch 500", ["500", "moons has 40"]),
        ("%train clf --on moons --seed -1", ["--seed is -1"]),
        ("%train wide --on moons --epochs 1", ["[batch, 3]", "[40, 2]"]),
        ("%train clf --on numbers", ["\"numbers\" is no data set but a Swift variable of type [Int]", "moons"]),
        ("%train p --on moons --loss mse", ["--loss", "perceptron"]),
        ("%data", ["Missing expected argument", "<kind>"]),
        ("%data moonz", ["moonz", "did you mean \"moons\"?"]),
        ("%data moons --noise -1", ["noise", "-1"]),
        ("%data moons --samples 1", ["1 examples"]),
        ("%data moons --samples 1.5", ["1.5", "--samples"]),
        ("%data moons --sample 10", ["Did you mean '--samples'?"]),
        ("%data moons --split 0", ["--split is 0"]),
        ("%data moons --split 1.5", ["--split is 1.5"]),
        ("%data moons --classes 3", ["--classes is for spirals, blobs, not for moons"]),
        ("%data moons file.csv", ["takes no file", "file.csv"]),
        ("%data csv", ["needs a file"]),
        ("%data csv missing.csv --target y", ["missing.csv", "No such file"]),
        ("%data moons --name class", ["\"class\"", "my_class"]),
        ("%data moons --name 2moons", ["\"2moons\"", "\"data_2moons\""]),
        ("%data 'moons", ["never closed"]),
        ("%network", ["Missing expected argument", "<name>"]),
        ("%network a", ["<layers>"]),
        ("%network a dense(0)", ["dense(0)"]),
        ("%network a dense(-3)", ["dense(-3)"]),
        ("%network a dense(4", ["never closed"]),
        ("%network a dense4)", ["has no"]),
        ("%network a dens(4)", ["dens(4)", "Did you mean dense?"]),
        ("%network a dense(4, thanh)", ["thanh", "did you mean \"tanh\"?"]),
        ("%network a dense(4, tanh, 3)", ["3 values", "dense(units, activation)"]),
        ("%network a dropout(1.5)", ["dropout(1.5)", "below 1"]),
        ("%network a dense(4) --input zero", ["--input is zero"]),
        ("%network a dense(4) --input 0", ["--input is 0"]),
        ("%network a flatten reshape(3) --input 2", ["reshape", "[batch, 2]"]),
        ("%network in dense(4)", ["\"in\"", "word of the Swift language"]),
        ("%network p perceptron --input 2", ["perceptron", "--input"]),
        ("%evaluate clf --on moons --part both", ["--part is both"]),
        ("%evaluate nothing --on moons", ["nothing"]),
        ("%predict clf", ["numbers"]),
        ("%predict clf 1 2 3", ["[2]", "3 were given"]),
        ("%predict clf 1 x", ["\"x\" is not a number"]),
        ("%predict clf 1 2 --on moons", ["not both"]),
        ("%predict clf --on moons --count 0", ["--count is 0"]),
        ("%plot", ["Missing expected argument", "<kind>"]),
        ("%plot los clf", ["los", "did you mean \"loss\"?"]),
        ("%plot loss clf", ["not been trained"]),
        ("%plot loss moons", ["no history but a data set"]),
        ("%plot boundary clf", ["needs a data set"]),
        ("%plot boundary clf --on moons --log", ["--log", "%plot loss"]),
        ("%plot boundary clf --on moons --features 0", ["--features is 0"]),
        ("%plot network clf clf", ["draws one thing", "2 names"]),
        ("%plot activation softmax", ["softmax", "whole rows"]),
        ("%plot activation tan", ["tan", "did you mean \"tanh\"?"]),
        ("%plot confusion clf", ["needs a data set"]),
        ("%plot images moons", ["no list of images"]),
        ("%plot loss clf --layer 1", ["--layer is for"]),
        ("%plot loss clf --row 1", ["--row is for"]),
        ("%plot weights clf --layer 7", ["Layer 7", "no matrix of weights"]),
        ("%plot animation clf --on moons", ["no perceptron but a network"]),
        ("%plot attention clf --on moons --row 100000", ["--row is 100000"]),
        ("%plot data clf", ["no data set but a network"]),
        ("%plot data moons --save picture.bmp", ["picture.bmp", ".svg"]),
        ("%plot data moons --save /no/such/folder/p.svg", ["/no/such/folder/p.svg"]),
        ("%summary nothing", ["nothing", "moons"]),
        ("%who --all", ["--all"]),
    ])
    func oneClearMessage(line: String, pieces: [String]) throws {
        let lab = LabTranscript()
        #expect(
            lab.run(
                "%data moons --samples 40", "%network clf dense(2, softmax)",
                "%network wide dense(2, softmax) --input 3",
                "%network p perceptron") == nil)
        lab.session.bind("numbers", type: "[Int]") { [1, 2] }
        let message = try #require(lab.run(line))
        #expect(message.hasPrefix("Error: "))
        for piece in pieces {
            #expect(message.contains(piece), "\(message)")
        }
        #expect(lab.run("%who") == nil)
    }

    @Test func aTextWhereANumberBelongsIsNamedByItsPlace() throws {
        let lab = LabTranscript()
        let path = try TemporaryFile.write("a,b,y\n1,2,0\n3,x,1\n", name: "bad.csv")
        let message = try #require(lab.run("%data csv \(path) --target y --name bad"))
        #expect(message.contains("bad.csv:3:"))
        #expect(message.contains("'x'"))
    }
}
