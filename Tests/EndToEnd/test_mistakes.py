"""What a beginner gets wrong, and what is said about it: the place, the compiler's words, a hint; never our own words."""

import pathlib
import re

import pytest
from conftest import LIMIT

# Names are used once in this file: all of it runs in one session.
MISTAKES = [
    # (earlier cells, the cell, what the message holds)
    # Names.
    ([], "print(ma1)", ["cannot find 'ma1' in scope", "1 | print(ma1)", "^~~"]),
    ([], "mb1 = 5", ["a new name is declared first: `var mb1 = …`"]),
    (["let total1 = 4"], "totl1 + 1", ["did you mean 'total1'?"]),
    ([], "pritn(3)", ["did you mean 'print'?"]),
    ([], "Dence(3)", ["did you mean 'Dense'?"]),
    (["let mc1 = [1]"], "mc1.append(2)", ["'mc1' is declared with `let` in In[", "write `var mc1 = …` there"]),
    ([], "let md1 = 1\nmd1 = 2", [":2:1: error: cannot assign to value", "change 'let' to 'var'"]),
    ([], "Date()", ["write `import Foundation` in a cell"]),
    ([], "let md2: NSError? = nil", ["write `import Foundation` in a cell"]),
    ([], "fputs(\"hola\", stderr)", ["'fputs' is in Foundation", "'stderr' is in Foundation"]),
    ([], '"a,b".components(separatedBy: ",")', ["'components' is in Foundation"]),
    ([], 'String(format: "%.2f", 3.5)', ["`String(format: …)` is in Foundation"]),
    ([], "URLSession.shared", ["write `import FoundationNetworking`"]),
    # Types.
    (["let me1 = 3, me2 = 0.5"], "me1 * me2", ["does not mix kinds of numbers by itself", "`Double(value)`"]),
    (["let mf1 = 3"], "let mf2: Double = mf1", ["convert it: `Double(value)`"]),
    ([], '"total: " + 3', ['"total: \\(value)"']),
    ([], 'let mg1: Int = "hola"', ["cannot convert value of type 'String' to specified type 'Int'"]),
    ([], "let mh1: Int? = 3\nmh1 + 1", ["must be unwrapped", "?? default value", ":2:1:"]),
    ([], "if 1 { }", ["cannot"]),
    (["let mh2 = \"hola\""], "mh2[0]", ["`Array(text)[0]`", "`text.first`"]),
    ([], "[1, 2].length", ["in Swift it is `count`"]),
    ([], "[1, 2].lenght", ["in Swift it is `count`"]),
    ([], "[3, 1].sort_ed()", ["did you mean 'sorted'?"]),
    ([], "ActivationFunction.rellu", ["did you mean 'relu'?"]),
    # Two types of one name.
    (["class Mz1 {}\nvar mz2 = Mz1()", "class Mz1 {}"], "mz2 = Mz1()",
     ["'Mz1 of In[", "' to type 'Mz1 of In[", "run the cells again that make it"]),
    (["class Mz3 {}\nvar mz4 = Mz3()"], "class Mz3 {}\nmz4 = Mz3()", ["'Mz3 of this cell' to type 'Mz3 of In["]),
    # Calls.
    (["func mi1(a: Int) -> Int { a }"], "mi1(2)", ["missing argument label 'a:' in call", "a: "]),
    ([], "try Sequential(inputShape: [2]) { Dense(1) }.fit(3)", ["error:"]),
    ([], "let mj1 = Sequential(inputShape: [2]) { Dense(1) }", ["not marked with 'try'", "did you mean to use 'try'?"]),
    ([], "func mk1() { _ = try Sequential(inputShape: [2]) { Dense(1) } }", ["write `throws` in the function's head"]),
    ([], "func ml1() -> Int { }", ["missing return"]),
    ([], "return 5", ["return invalid outside of a func"]),
    # Braces and quotes that are missing are missed where the cell ends.
    ([], "func mm1() -> Int {\n    1\n", [":2:6: error: expected '}'", "to match this opening '{'"]),
    ([], 'let mn1 = "abc', ["unterminated string literal"]),
    ([], "let mo1 = (1 + 2", ["expected ')'"]),
    ([], "let mp1", ["type annotation missing"]),
    ([], "/* open\nprint(1)", ["unterminated '/*' comment", "comment started here"]),
    # What a cell's top level does not take.
    ([], "@propertyWrapper struct Mq9 { var wrappedValue = 1 }\n@Mq9 var mq8 = 2", [":2:1:", "works on a type's properties"]),
    ([], "lazy var mq7 = 3", ["`lazy` is for the properties of a type"]),
    ([], "return", ["`return` belongs in a function"]),
    ([], 'guard let mq2 = Int("x") else { return }', ["return invalid outside of a func", "`throw` ends a cell early"]),
    # Other languages.
    ([], "Let mq6 = 5", ["small letters: `let`"]),
    ([], "int mq5 = 5", ["declared by `var mq5 = …`"]),
    ([], "function mq4() { }", ["a function is written `func name("]),
    ([], "let mq3 = null", ["write `nil`"]),
    # Python.
    ([], "def mq1(x):\n    return x", ["a function is written `func name(x: Double) -> Double { … }`"]),
    ([], "for i in range(10):\n    print(i)", ["a block stands in braces"]),
    ([], "for i in range(10) { }", ["write a range as `0..<10`"]),
    ([], "if 1 == 1 and 2 == 2 { }", ["write `&&`"]),
    ([], 'print "hola"', ["a call has parentheses"]),
    ([], "import numpy as np", ["Python's libraries are not here"]),
    ([], "import torch", ["Python's libraries are not here"]),
    ([], "import SwiftUI", ["only on Apple's systems"]),
    ([], "import Fundation", ["did you mean `import Foundation`?"]),
    ([], "# comentario", ["a comment begins with `//`"]),
    ([], "let mr1 = True", ["write `true`"]),
    ([], "let ms1 = None", ["write `nil`"]),
    ([], "len([1])", ["`values.count`"]),
    ([], 'print(f"{1}")', ['written "\\(value)"']),
    (["var mt1 = 1"], "mt1++", ["did you mean '+= 1'?"]),
    (["let mu1 = 2"], "mu1 ** 2", ["pow"]),
    ([], "lambda x: x", ["write a closure"]),
    ([], "let mu2 = lambda x: x + 1", ["write a closure", "(x: Double) in"]),
    (["let mu3 = 1"], 'if mu3 == 1 { print("a") } elif mu3 > 1 { }', ["write `else if condition { … }`"]),
    ([], 'if 1 == 1: print("a")', ["a block stands in braces: `if … { … }`"]),
    ([], 'else { print("a") }', ["`} else {`"]),
    ([], 'if 1 == 1 { print("a") else { print("b") }', ["a closing brace is missing before `else`"]),
    ([], "class MU4 {\n    def __init__(self, x):\n        self.x = x\n}", ["`init(x: Double) { self.x = x }`"]),
    ([], "try:\n    print(1)\nexcept:\n    pass", ["`do { try … } catch { print(error) }`"]),
    ([], "let mu5 = {'a': 1}", ["use '\"'"]),
    ([], 'let mu5 = {"a": 1}', ['write a dictionary as `["key": value]`']),
    ([], "[x * 2 for x in [1, 2]]", ["`values.map { x in x * 2 }`"]),
    (["let mu6 = [1, 2, 3]"], "mu6[1:2]", ["`values[1..<3]`"]),
    ([], "1 in [1, 2]", ["`values.contains(value)`"]),
    ([], "not true", ["write `!condition`"]),
    ([], "for i, v in [1, 2] { }", ["`for (index, value) in values.enumerated()`"]),
    ([], "for i in 10 { }", ["`for i in 0..<10`"]),
    ([], "for var i = 0; i < 3; i++ { }", ["`for i in 0..<10 { … }`"]),
    ([], "mu7 += 1", ["declared first: `var mu7 = 0`"]),
    ([], "mu7, mu8 = 1, 2", ["`(a, b) = (b, a)`"]),
    ([], 'print("a", end="")', ['terminator: ""']),
    ([], "print([1, 2][0]\nprint(2)", ["a closing parenthesis or bracket is missing"]),
    ([], "func mu9(a, b) { a + b }", ["a parameter has a type"]),
    ([], "func mv2(r: Double) { return r * r }", ["says what it returns"]),
    (["let mv3 = [3, 1]"], "max(mv3)", ["`values.max()`"]),
    (["let mv4 = [3, 1]"], "mv4.mean()", ["`reduce(0, +) / Double(values.count)`"]),
    (["let mv5 = [3, 1]"], "if mv5 { }", ["`!values.isEmpty`"]),
    (["let mv6 = [3, 1]"], "let mv7: [Double] = mv6", ["`values.map(Double.init)`"]),
    ([], "let mv8 = []", ["say what will stand in it"]),
    ([], "let mv9 = { x in x * x }", ["`{ (x: Double) in x * x }`"]),
    ([], "round(3.14159, 2)", ["`(value * 100).rounded() / 100`"]),
    ([], '"ab" * 3', ["`String(repeating:"]),
    ([], '"ab"[0]', ["`Array(text)[0]`"]),
    ([], "Double.random(0, 1)", ["`Double.random(in: 0..<1)`"]),
    ([], "math.sqrt(2)", ["functions stand alone"]),
    # Commands.
    ([], "train mine --on moons --epochs=3", ["begins with a percent sign: `%train …`"]),
    ([], "% data moons", ["no blank behind the percent sign: `%data moons`"]),
    # The engine.
    ([], "try Sequential(inputShape: 2) { Dense(1) }", ["`[2]`"]),
    ([], "try Sequential(inputShape: [2]) { Dense(1, relu) }", ["`activation: .relu`"]),
    ([], 'try Sequential(inputShape: [2]) { Dense(1, activation: "relu") }', ["no quotes: `.relu`"]),
    ([], "try Sequential(inputShape: [2]) { Dense(1, activation: tanh) }", ["`activation: .tanh`"]),
    ([], "try Sequential(inputShape: [2]) {\n    Dense(4),\n    Dense(1)\n}", ["without a comma at their end"]),
    ([], "Loss.mse", ["its name is `meanSquaredError`"]),
    ([], "Optimizer.adam(lr: 0.1)", ["the label is `learningRate:`"]),
    ([], "try Dataset.xor.shape", ["`features.shape`"]),
    (["let mw2 = Tensor([1, 2])"], "mw2 @ mw2", ["`a.matmul(b)`"]),
    (["let mw3 = Tensor([1, 2]), mw4 = [1, 2]"], "mw3 * mw4", ["`Tensor(values.map(Float.init))`"]),
]
OURS = re.compile(r"__cuaderno|Cell\d+|main\.swift|nonisolated\(unsafe\)|@testable|<unknown>|swift-frontend|/tmp/")


def plain(run):
    return re.sub(r"\x1b\[[0-9;]*m", "", run.traceback)


@pytest.mark.parametrize(("before", "cell", "expected"), MISTAKES, ids=[mistake[1] for mistake in MISTAKES])
def test_mistake(notebook, before, cell, expected):
    for earlier in before:
        notebook.run(earlier)
    run = notebook.run(cell, ok=False)
    text = plain(run)
    for words in expected:
        assert words in text, text
    assert not OURS.search(text), text
    assert re.search(rf"In\[{run.reply['execution_count']}\]:\d+:\d+: error: ", text), "every mistake has its place\n" + text


def test_a_name_of_a_cell_that_did_not_run(notebook):
    label = f"In[{notebook.run('func mv1() -> Int { nada }', ok=False).reply['execution_count']}]"
    assert f"{label} declares 'mv1', but it has a mistake and did not run" in plain(notebook.run("mv1()", ok=False))
    notebook.run("func mv1() -> Int { 1 }")
    assert notebook.run("mv1()").result == "1"


def test_a_name_whose_value_never_came(notebook):
    label = f"In[{notebook.run('let mw1 = [1][3]', ok=False).reply['execution_count']}]"
    assert f"{label} declares 'mw1' but stopped before it had a value" in plain(notebook.run("mw1", ok=False))


def test_a_mistake_of_syntax_is_told_once_a_line(notebook):
    text = plain(notebook.run("def f(x):\n    return x", ok=False))
    assert text.count("In[") == 2, text


@pytest.mark.parametrize("cell", [
    "var nx1 = 3\nfunc ny1() { let z = 5 }",  # a later cell may use them
    "let nz1 = await Task { 1 }.value",  # what was added for the compiler's sake
    "_ = 3",
])
def test_no_warning_where_it_does_not_help(notebook, cell):
    assert notebook.run(cell).stream("stderr") == ""


def test_a_warning_is_told_once(notebook):
    run = notebook.run("func old() -> Int? { 1 }\nlet value = old() ?? nil\nif let n = value as Int? , n is Int { }")
    warnings = re.findall(r"warning: .*", run.stream("stderr"))
    assert len(warnings) == len(set(warnings)) > 0
    assert not OURS.search(run.stream("stderr"))
    assert notebook.run("1").stream("stderr") == ""


PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "estudiantes.md"
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def mistakes_of_the_page():
    """The page's blocks in their order: (kind, code, the message that stands below a mistake)."""
    found = FENCE.findall(PAGE.read_text(encoding="utf-8"))
    for place, (kind, code) in enumerate(found):
        if kind.endswith((" error", " endless")):
            assert found[place + 1][0] == "text", f"no message below:\n{code}"
            yield kind.split()[1], code, found[place + 1][1]
        elif kind == "swift" or (kind == "" and code.startswith("%")):
            yield "", code, ""


def test_the_page_of_the_students_shows_each_message(notebook, tmp_path):
    notebook.run(f"%cd {tmp_path}")
    blocks = list(mistakes_of_the_page())
    assert sum(kind != "" for kind, _, _ in blocks) >= 30
    wrong = []
    for kind, code, message in blocks:
        if kind == "":
            notebook.run(code)
            continue
        request = notebook.start(code)
        if kind == "endless":
            # It has begun when it says so.
            while (sort := notebook.client.get_iopub_msg(timeout=LIMIT)["msg_type"]) != "stream":
                assert sort in ("status", "execute_input"), sort
            notebook.interrupt()
        said = rest = re.sub(r"In\[\d+\]", "In[1]", plain(notebook.finish(request)))
        for line in message.splitlines():
            if line not in rest:
                wrong.append(f"the page says\n{line}\nof\n{code}which says\n{said}")
                break
            rest = rest[rest.index(line) + len(line):]
    notebook.run("%cd -")
    assert not wrong, "\n\n".join(wrong)
