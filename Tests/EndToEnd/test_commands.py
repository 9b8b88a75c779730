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


def test_swift_option_prints_code_that_does_the_same(notebook):
    notebook.run("%data moons --samples 200 --noise 0.1 --split 0.8 --seed 7 --name twin")
    lines = [
        "%data moons --samples 200 --noise 0.1 --split 0.8 --seed 7 --name twin",
        "%network a2 dense(8, tanh) dense(2, softmax) --seed 4",
        "%train a2 --on twin --loss categoricalCrossEntropy --optimizer adam --learning-rate 0.01 --epochs 5 --batch 32",
    ]
    code = ""
    for line in lines:
        run = notebook.run(line + " --swift")
        code += run.stream() + "".join(c["data"]["text/plain"] for c in run.contents("display_data")) + "\n"
    for line in lines:
        notebook.run(line)
    by_command = notebook.run("try a2.predict([[0.5, 0.25]])").result
    notebook.run(code)
    assert notebook.run("try a2.predict([[0.5, 0.25]])").result == by_command
