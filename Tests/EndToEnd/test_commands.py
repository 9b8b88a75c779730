"""`%` commands, alone and beside Swift."""

import re

import pytest


def plain(text):
    return re.sub("\x1b\\[[0-9;]*m", "", text)


def test_the_whole_way(notebook):
    notebook.run("%data moons --samples 400 --noise 0.1 --split 0.8 --seed 7")
    notebook.run("%network clf dense(16, tanh) dense(2, softmax) --seed 1")
    run = notebook.run(
        "%train clf --on moons --loss categoricalCrossEntropy --optimizer adam --learning-rate 0.02 --epochs 40 --batch 32"
    )
    kinds = {m["msg_type"] for m in run.messages}
    assert "display_data" in kinds
    for command in ["%plot loss clf", "%plot boundary clf --on moons", "%plot data moons"]:
        pictures = [c["data"] for c in notebook.run(command).contents("display_data")]
        assert pictures and "image/svg+xml" in pictures[0] and pictures[0]["text/plain"]
    said = notebook.run("%evaluate clf --on moons")
    text = said.stream() + "".join(c["data"]["text/plain"] for c in said.contents("display_data"))
    assert "accuracy" in text


def test_a_command_s_network_is_a_swift_variable(notebook):
    notebook.run("%data xor\n%network net dense(4, tanh) dense(1, sigmoid) --seed 3")
    notebook.run("%train net --on xor --epochs 5")
    run = notebook.run("net.name")
    assert "net" in run.result
    assert notebook.run("xor.count").result == "4"


def test_a_swift_network_can_be_named_by_a_command(notebook):
    notebook.run(
        "let mine = try Sequential(inputShape: [2], seed: 5) {\n    Dense(3, activation: .tanh)\n"
        "    Dense(1, activation: .sigmoid)\n}\nlet points = try Dataset.moons(samples: 100, noise: 0.1, seed: 2)"
    )
    notebook.run("%train mine --on points --loss binaryCrossEntropy --epochs 3")
    said = notebook.run("%who")
    text = said.stream() + "".join(c["data"]["text/plain"] for c in said.contents("display_data"))
    assert "mine" in text and "points" in text


def test_commands_and_swift_in_one_cell_run_in_order(notebook):
    run = notebook.run('print("first")\n%data and\nprint(and.count)\n%help data\nprint("last")')
    assert run.stream().startswith("first\nand: 4 examples")
    assert "\n4\nOVERVIEW" in run.stream()
    assert run.stream().endswith("last\n")


def test_a_command_goes_on_behind_a_backslash(notebook):
    run = notebook.run("%data moons \\\n    --samples 30 --name long\nprint(long.count)\n!printf %s \\\n  shell")
    assert run.stream().startswith("long: 30 examples") and run.stream().endswith("30\nshell")
    text = plain(notebook.run("%data moons \\\n    --sample 3", ok=False).traceback)
    assert "Did you mean '--samples'?" in text


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%nonsense", ["nonsense", "help"]),
        ("%train nothing --on moons", ["nothing"]),
        ("%data moons --noise -1", ["noise"]),
        ("%data csv missing.csv --target y", ["missing.csv"]),
        ("%network bad dense(0)", ["dense(0)"]),
        ("%data moons --samples 50\n%network wide dense(2, softmax) --input 3\n%train wide --on moons --epochs 2", ["3", "2"]),
        ("%data moons --samples 50\n%network r dense(2, softmax)\n%train r --on moons --learning-rate nan --epochs 2", ["nan"]),
    ],
)
def test_mistakes_are_one_clear_error(notebook, cell, expected):
    run = notebook.run(cell, ok=False)
    text = plain(run.traceback).lower()
    for piece in expected:
        assert piece in text
    assert notebook.run("1 + 1").result == "2"


def test_a_csv_with_text_where_a_number_belongs(notebook, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("a,b,y\n1,2,0\n3,x,1\n")
    run = notebook.run(f"%data csv {path} --target y --name bad", ok=False)
    assert "bad.csv:3:" in plain(run.traceback)


@pytest.mark.parametrize("command", ["data", "network", "train", "evaluate", "predict", "plot", "summary", "who", "help"])
def test_every_command_explains_itself(notebook, command):
    run = notebook.run(f"%{command} --help")
    text = run.stream() + "".join(c["data"]["text/plain"] for c in run.contents("display_data"))
    assert "USAGE" in text.upper()


def swift_of(notebook, line):
    """What `--swift` prints for a line."""
    run = notebook.run(line + " --swift")
    return run.stream() + "".join(c["data"]["text/plain"] for c in run.contents("display_data")) + "\n"


def test_swift_option_prints_code_that_does_the_same(notebook):
    notebook.run("%data moons --samples 200 --noise 0.1 --split 0.8 --seed 7 --name twin")
    lines = [
        "%data moons --samples 200 --noise 0.1 --split 0.8 --seed 7 --name twin",
        "%network a2 dense(8, tanh) dense(2, softmax) --seed 4",
        "%train a2 --on twin --loss categoricalCrossEntropy --optimizer adam --learning-rate 0.01 --epochs 5 --batch 32",
    ]
    code = "".join(swift_of(notebook, line) for line in lines)
    for line in lines:
        notebook.run(line)
    by_command = notebook.run("try a2.predict([[0.5, 0.25]])").result
    notebook.run(code)
    assert notebook.run("try a2.predict([[0.5, 0.25]])").result == by_command


# Every option of %train once, and every word with its numbers.
TRAININGS = [
    "--schedule cosineDecay",
    "--schedule cosineDecay(20, alpha: 0.1, warmupTarget: 0.05, warmupSteps: 4)",
    "--schedule linearWarmup(5, start: 0.1, then: exponentialDecay(rate: 0.9, every: 2, staircase: true))",
    "--schedule inverseTimeDecay(rate: 0.5, every: 1, per: epoch)",
    "--schedule polynomialDecay(per: epoch, power: 2)",
    "--schedule piecewiseConstant([3, 6], [0.1, 0.01, 1e-3])",
    "--schedule cosineDecayRestarts(5, tMul: 1.5, mMul: 0.9, alpha: 0.01)",
    "--optimizer sgd(0.1, momentum: 0.8, nesterov: true) --clip-norm 0.5",
    "--optimizer momentum --clip-value 0.01",
    "--optimizer nesterov(0.1, momentum: 0.5) --global-clip-norm 0.5",
    "--optimizer adagrad(0.1, initialAccumulatorValue: 0.2, epsilon: 1e-6)",
    "--optimizer rmsProp(rho: 0.8, momentum: 0.2, epsilon: 1e-6, centered: true)",
    "--optimizer adaDelta(1, rho: 0.8, epsilon: 1e-6)",
    "--optimizer adam(beta1: 0.8, beta2: 0.99, epsilon: 1e-6, amsgrad: true)",
    "--optimizer amsGrad(0.01)",
    "--optimizer adamW(0.01, weightDecay: 0.1, beta1: 0.8)",
    "--optimizer nadam(momentumDecay: 1)",
    "--optimizer adamax(0.01, beta2: 0.9)",
    "--optimizer lion(beta1: 0.8, beta2: 0.9)",
    "--weight-decay (0.1, decaying: matrices) --ema-momentum 0.9",
    "--class-weight 0:1,1:4.5 --no-shuffle",
    "--class-weight balanced --validation-split 0.25 --seed 3",
    "--sample-weight importance --validation none",
    "--early-stopping (1, minDelta: 0.2)",
    "--early-stopping (2, baseline: 0.1, startFromEpoch: 1, mode: min) --monitor val_accuracy",
    "--reduce-lr (0, factor: 0.5, minDelta: 0.5, cooldown: 1, minLearningRate: 1e-4) --monitor loss",
    "--loss categoricalCrossEntropy(labelSmoothing: 0.1) --metric f1(average: macro),top1Accuracy,perClassRecall",
    "--loss huber(0.5) --metric mae",
    "--loss binaryFocalCrossEntropy(alpha: 0.3, gamma: 1) --metrics none",
]

NUMBERS = (
    'print(sameHistory.loss, sameHistory.validationLoss, sameHistory.metrics.keys.sorted(), sameHistory.learningRate, '
    "sameHistory.stoppedEarly, same.weights.map(\\.scalars).hashValue)"
)


@pytest.fixture(scope="module")
def twin(notebook):
    """Data for trainings that are done twice."""
    notebook.run("%data moons --samples 160 --noise 0.3 --split 0.8 --seed 7 --name twin")
    notebook.run("let importance = try Tensor(shape: [128], scalars: (0..<128).map { Float($0 % 3) })")
    return notebook


@pytest.mark.parametrize("options", TRAININGS)
def test_every_training_option_and_its_swift_give_the_same_numbers(twin, options):
    lines = [
        "%network same dense(8, tanh) dropout(0.1) dense(2, softmax) --seed 4 --input 2",
        f"%train same --on twin --epochs 6 --batch 20 {options}",
    ]
    twin.run(lines[0])
    code = swift_of(twin, lines[0]) + swift_of(twin, lines[1])
    twin.run(lines[1])
    by_command = twin.run(NUMBERS).stream()
    twin.run("%network same dense(1) --input 2")
    twin.run(code)
    assert twin.run(NUMBERS).stream() == by_command
    plain = twin.run("%network same dense(8, tanh) dropout(0.1) dense(2, softmax) --seed 4 --input 2\n"
                     f"%train same --on twin --epochs 6 --batch 20\n{NUMBERS}").stream()
    assert by_command not in plain, "the option changes nothing"


def test_files_of_a_training_and_of_its_swift_are_the_same(twin, tmp_path):
    path = tmp_path / "run"
    network = "%network same dense(8, tanh) dropout(0.1) dense(2, softmax) --seed 4 --input 2"
    lines = [
        f"%train same --on twin --epochs 3 --checkpoint {path}.ckpt --csv-log {path}.csv",
        f"%train same --on twin --epochs 6 --resume {path}.ckpt --checkpoint ({path}-{{epoch}}.ckpt, saveBestOnly: true, "
        f"everyEpochs: 2) --csv-log ({path}.csv, append: true)",
    ]
    def results():
        files = {file.name: file.read_bytes() for file in sorted(tmp_path.iterdir())}
        for file in tmp_path.iterdir():
            file.unlink()
        return files, twin.run(NUMBERS).stream()

    twin.run("\n".join([network, *lines]))
    by_command = results()
    assert len(by_command[0]["run.csv"].splitlines()) == 7 and {"run.ckpt", "run.csv"} < set(by_command[0])
    codes = [swift_of(twin, line) for line in [network, *lines]]
    twin.run("%network same dense(1) --input 2")
    for code in codes:
        twin.run(code)
    assert results() == by_command


def test_folds_and_their_swift_give_the_same_numbers(twin):
    line = "%train same --on twin --folds 3 --epochs 3 --metric f1 --class-weight balanced --seed 2 --early-stopping 1"
    network = "%network same dense(8, tanh) dense(2, softmax) --seed 4 --input 2"
    twin.run(f"{network}\n{line}")
    show = 'print(sameFolds, sameFolds.evaluations.map(\\.loss))'
    by_command = twin.run(show).stream()
    assert "± " in by_command
    code = swift_of(twin, network) + swift_of(twin, line)
    twin.run("%network same dense(1) --input 2")
    run = twin.run(code)
    assert "in 3 folds" in run.result
    assert twin.run(show).stream() == by_command


# Every layer once, with its numbers.
NETWORKS = {
    "8": [
        "dense(6, leakyRelu(0.1), bias: false, initializer: heNormal, l2: 0.01, maxNorm: 1) prelu(alphaInitializer: "
        "constant(0.25)) gaussianNoise(0.1) gaussianDropout(0.2) dropout(0.123456789) dense(4, initializer: "
        "varianceScaling(scale: 2, mode: fanOut, distribution: uniform), biasInitializer: randomNormal(mean: 1)) elu(0.5)",
        "batchNormalization(momentum: 0.9, betaInitializer: ones) layerNormalization(epsilon: 1e-5, center: false) "
        "groupNormalization(2, scale: false) rmsNormalization(epsilon: 1e-5) residual(dense(3, relu), dense(4), shortcut: "
        "dense(4)) frozen(dense(2))",
        "reshape(2, 4) permute(2, 1) flatten repeatVector(3) activation(tanh)",
        "dense(8, constraint: minMaxNorm(minimum: 0.5, rate: 0.1), regularizer: l1l2(0.1, 0.2), biasRegularizer: l1(0.1), "
        "initializer: orthogonal(2))",
    ],
    "8x8x2": [
        "conv2d(4, [3, 5], relu, strides: 2, padding: same, groups: 2, initializer: heUniform) conv2dTranspose(3, 3, strides: 2, "
        "padding: same, outputPadding: [0, 1]) maxPooling2D(3, strides: 2, padding: same)",
        "depthwiseConv2D(3, depthMultiplier: 2, dilation: 2, bias: false) separableConv2D(4, 3, tanh, padding: same, dilation: 2, "
        "depthMultiplier: 2, pointwiseInitializer: lecunNormal) averagePooling2D([2, 1]) prelu(sharedAxes: [1, 2])",
        "zeroPadding2D(top: 1, bottom: 0, left: 2, right: 1) cropping2D(top: 1, left: 1) upSampling2D(2, interpolation: bilinear) "
        "zeroPadding2D([1, 2]) cropping2D(1) spatialDropout2D(0.2) globalAveragePooling2D",
        "conv2dTranspose(2, 3, dilation: 2, biasConstraint: nonNegative) globalMaxPooling2D",
    ],
    "6x4": [
        "conv1d(4, 3, relu, padding: causal, dilation: 2) conv1dTranspose(3, 3, strides: 2, padding: same, outputPadding: 1) "
        "maxPooling1D(3, strides: 2) upSampling1D(3) zeroPadding1D(before: 1, after: 2) cropping1D(before: 1) zeroPadding1D(2) "
        "cropping1D(1) averagePooling1D(2, padding: same) globalAveragePooling1D",
        "masking(-1) lstm(4, relu, recurrentActivation: hardSigmoid, returnSequences: true, dropout: 0.1, recurrentDropout: 0.2, "
        "biasInitializer: ones) gru(4, returnSequences: true, goBackwards: true, recurrentInitializer: glorotNormal) "
        "simpleRNN(3, bias: false, recurrentConstraint: unitNorm)",
        "bidirectional(lstm(3, returnSequences: true, unitForgetBias: false), mergeMode: sum) lstm(2, returnState: true)",
        "sinusoidalPositionalEncoding(500) positionalEmbedding(8, initializer: zeros) multiHeadAttention(2, 3, valueDim: 2, "
        "dropout: 0.1, bias: false, isCausal: true) transformerBlock(2, 8, gelu, dropout: 0.1, layerNormEpsilon: 0.001, "
        "normalizeFirst: true, causal: true) timeDistributed(dense(3)) globalMaxPooling1D",
    ],
    "5": [
        "embedding(10, 4, maskZero: true, initializer: uniform(0.1)) lstm(3)",
        "tokenAndPositionEmbedding(vocabularySize: 9, sequenceLength: 5, embeddingDim: 4, initializer: "
        "truncatedNormal(deviation: 0.02)) spatialDropout1D(0.1) flatten",
        "embedding(10, 4) lstm(4, returnSequences: true) reversedEmbedding(bias: true, biasInitializer: ones)",
    ],
}


def test_every_layer_and_its_swift_make_the_same_network(notebook):
    lines = [
        f"%network net{index} {layers} --input {shape} --seed {index}"
        for index, (shape, layers) in enumerate((shape, layers) for shape, list in NETWORKS.items() for layers in list)
    ]
    words = set(re.findall(r"[A-Za-z0-9]+", " ".join(lines)))
    help = notebook.run("%help network").stream()
    layers = re.sub(r"\s+", " ", help).split("Layers: ")[1].split(";")[0].split(", ")
    assert len(layers) > 45 and set(layers) <= words, set(layers) - words
    notebook.run("\n".join(lines))
    show = "; ".join(
        f"print(net{index}, net{index}.weights.map(\\.scalars).hashValue)" for index in range(len(lines))
    )
    by_command = notebook.run(show).stream()
    code = "".join(swift_of(notebook, line) for line in lines)
    notebook.run("\n".join(f"%network net{index} dense(1) --input 1" for index in range(len(lines))))
    notebook.run(code)
    assert notebook.run(show).stream() == by_command


def test_reports_and_their_swift_say_the_same(notebook):
    notebook.run("%data iris --split 0.7 --seed 1\n%network flowers dense(3, softmax)\n%train flowers --on iris --epochs 5")
    line = "%evaluate flowers --on iris --report --metric f1"
    tables = [c["data"]["text/plain"] for c in notebook.run(line).contents("display_data")]
    run = notebook.run(swift_of(notebook, line))
    shown = [c["data"]["text/plain"] for c in run.contents("display_data")] + [run.result]
    assert len(tables) == 2 and "virginica" in tables[1] and "macro average" in tables[1]
    # The command puts a title in front.
    assert [t.removeprefix("flowers on irisTest: ") for t in shown] == [
        t.replace("flowers on irisTest: ", "") for t in tables
    ]
    notebook.run("%data and\n%network p perceptron\n%train p --on and")
    table = notebook.run("%evaluate p --on and --report").contents("display_data")[-1]["data"]["text/plain"]
    run = notebook.run(swift_of(notebook, "%evaluate p --on and --report"))
    assert run.result == table.replace("p on and: ", "")
