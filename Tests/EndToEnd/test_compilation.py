"""How cells are compiled: what the compiler loads, the compilers that wait, cells that are run again."""

import hashlib
import os
import pathlib
import re
import subprocess
import time

import pytest

from conftest import LIMIT
from test_program import children


def arguments(pid):
    return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")[:-1]


def pid_of(notebook, program, containing=""):
    """The kernel's child that runs this program with this word; waits for it."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        for pid in children(notebook.manager.provisioner.process.pid):
            try:
                words = arguments(pid)
            except FileNotFoundError:
                continue
            if words and words[0].endswith(f"/{program}") and (not containing or containing in words):
                return pid
        time.sleep(0.05)
    raise AssertionError(f"no {program} {containing}")


def waiting(notebook, level="-Onone"):
    """The command line of the compiler that waits for the next cell, once it has come to its gate."""
    deadline = time.monotonic() + LIMIT
    while time.monotonic() < deadline:
        for pid in children(notebook.manager.provisioner.process.pid):
            try:
                words = arguments(pid)
                files = [os.readlink(path) for path in pathlib.Path(f"/proc/{pid}/fd").iterdir()]
                # At its gate it has its standard input open a second time.
                if "SourceGate" in words and level in words and files.count(os.readlink(f"/proc/{pid}/fd/0")) > 1:
                    return words
            except (FileNotFoundError, ProcessLookupError):
                continue  # the last cell's compiler, which just goes
        time.sleep(0.05)
    raise AssertionError(f"no compiler waits with {level}")


def after(words, option):
    return words[words.index(option) + 1]


def libraries(notebook):
    """The cells' libraries that the worker has in memory: {name: whether its file is gone}."""
    maps = pathlib.Path(f"/proc/{pid_of(notebook, 'cuaderno-worker')}/maps").read_text()
    return {name: gone != "" for name, gone in re.findall(r"/(Cell\d+)\.so( \(deleted\))?\n", maps)}


def ordinary(words, folder, module):
    """The waiting compiler's arguments, for one that does not wait and works in a folder of its own."""
    words = list(words)
    gate = words.index("-import-module")
    while "-import-module" in words:
        gate = words.index("-import-module")
        del words[gate:gate + 2]
    gate = next(i for i in range(len(words) - 1) if words[i] == "-I" and words[i + 1].endswith("/gate"))
    del words[gate:gate + 2]
    for option, value in [
        ("-primary-file", folder / "main.swift"), ("-o", folder / f"{module}.o"), ("-module-name", module),
        ("-entry-point-function-name", f"c{module[1:]}_main"), ("-emit-module-path", folder / f"{module}.swiftmodule"),
    ]:
        words[words.index(option) + 1] = str(value)
    return words


def test_a_cell_loads_only_what_it_can_use(notebook, tmp_path):
    notebook.run("1")
    (tmp_path / "main.swift").write_text("import Cuaderno\nlet x = 1\n__cuadernoShow(x)\n")
    words = ordinary(waiting(notebook), tmp_path, "Cell0001")
    said = subprocess.run([*words, "-Rmodule-loading"], capture_output=True, text=True, check=True).stderr
    loaded = set(re.findall(r"remark: loaded module '(\w+)'", said))
    cuaderno = {"Cuaderno", "NeuralEngine", "Interchange", "JSONValues", "Charts", "Plots", "Display"}
    # Empty ones in the place of what those import for themselves.
    hidden = {"CKernels", "COpenBLAS", "DataFiles", "LabCommands", "Locks", "WorkerProtocol"}
    toolchain = {"Swift", "_Concurrency", "_StringProcessing", "SwiftOnoneSupport", "Glibc"}
    headers = {name for name in loaded if name.endswith("Shims") or name == "SwiftGlibc"}
    assert loaded - headers == cuaderno | hidden | toolchain
    own = re.findall(r"loaded module '(?:%s)'; source: '([^']*)'" % "|".join(hidden), said)
    assert {path for path in own if not path.startswith(after(words, "-emit-module-path").rsplit("/", 1)[0])}
    assert all(path.endswith("/modules/module.modulemap") for path in own), own


@pytest.mark.parametrize(
    ("level", "cell"), [("-Onone", "let n{n} = {n}\nn{n}"), ("-O", "func f{n}() -> Int {{ {n} }}\nf{n}()")]
)
def test_the_compiler_that_waits_compiles_the_next_cell(notebook, level, cell):
    notebook.run("0")
    for n in range(3):
        module = after(waiting(notebook, level), "-module-name")
        assert notebook.run(cell.format(n=n)).result == str(n)
        assert module in libraries(notebook)


def test_a_waiting_compiler_has_loaded_the_sessions_modules(notebook):
    notebook.run("import Foundation")
    notebook.run("2")
    pid = pid_of(notebook, "swift-frontend", "Foundation")
    deadline = time.monotonic() + LIMIT
    while "Foundation.swiftmodule" not in pathlib.Path(f"/proc/{pid}/maps").read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert notebook.run('Date(timeIntervalSince1970: 0) < Date()').result == "true"


# Each cell with what it shows; texts that appear twice are run a second time, with the library that was made of the first.
AGAIN = [
    # A function keeps the variable that it was compiled with, and the cell that is run again makes another.
    [("var v1 = 0", None), ("func bump1() { v1 += 1 }", None), ("bump1(); bump1()\nv1", "2"), ("var v1 = 0", None),
     ("bump1()\nv1", "0"), ("v1 += 5\nv1", "5"), ("v1 += 5\nv1", "10")],
    [("final class Box2 { var v = 1 }", None), ("let box2 = Box2()", None), ("final class Box2 { var v = 1 }", None),
     ("type(of: box2) == Box2.self", "false"), ("let box2 = Box2()", None), ("type(of: box2) == Box2.self", "true")],
    [("enum Count3 { static var n = 0 }", None), ("Count3.n += 1\nCount3.n", "1"), ("Count3.n += 1\nCount3.n", "2"),
     ("enum Count3 { static var n = 0 }", None), ("Count3.n += 1\nCount3.n", "1")],
    # Private members have the names of module and file in their symbols; a subclass's table names them.
    [("class Base4 { private var a = 1; fileprivate func f() -> Int { a }; func g() -> Int { f() + 1 }; lazy var z = 3 }",
      None)] * 2
    + [("class Sub4: Base4 { override func g() -> Int { super.g() * 10 + z } }\nSub4().g()", "23")] * 2,
    [("do { struct S { static var n = 0 }; S.n += 1; print(S.n) }", "1\n")] * 3,
    [("await Task { 40 + 2 }.value", "42")] * 3,
    [("let w6 = await Task { 8 }.value\nw6", "8")] * 2 + [("w6 + 1", "9")] * 2,
    [("let d7 = 1", None), ("let d7 = d7 + 1\nd7", "2"), ("let d7 = d7 + 1\nd7", "3")],
    [("func fact8(_ n: Int) -> Int { n < 2 ? 1 : n * fact8(n - 1) }", None)] * 3 + [("fact8(5)", "120")] * 2,
    [("func over9(_ x: Int) -> Int { 1 }", None), ('func over9(_ x: String) -> Int { 2 }', None),
     ("func over9(_ x: Int) -> Int { 1 }", None), ('over9(0) * 10 + over9("")', "12")],
    [("extension Int { var fifth: Int { self / 5 } }", None)] * 4 + [("35.fifth", "7")] * 2,
    [("protocol Area10 { func area() -> Int }\nstruct Square10 { var s = 2 }\nextension Square10: Area10 { public func "
      "area() -> Int { s * s } }", None)] * 2 + [("(Square10() as any Area10).area()", "4")] * 2,
    [("protocol Sound18 { func say() -> String }", None), ("struct Dog18 {}", None)]
    + [('extension Dog18: Sound18 { public func say() -> String { "woof" } }', None)] * 3
    + [("(Dog18() as any Sound18).say() + Dog18().say()", '"woofwoof"')] * 2,
    [("struct G11<T: Comparable> { var a: [T]; func top() -> T? { a.max() } }\nG11(a: [1, 3, 2]).top()!", "3")] * 3,
    [('"ab12".firstMatch(of: /[a-z]+(\\d+)/).map { String($0.1) }', 'Optional("12")')] * 2,
    [("@propertyWrapper struct W12 { var wrappedValue: Int; var projectedValue: Int { -wrappedValue } }\n"
      "struct V12 { @W12 var q = 3 }\nV12().$q", "-3")] * 2,
    [("actor A13 { var n = 0; func next() -> Int { n += 1; return n } }\nlet a13 = A13()\nawait a13.next()", "1")] * 2
    + [("await a13.next()", "2")],
    [("var fs14: [() -> Int] = []", None), ("let x14 = fs14.count", None), ("fs14.append { x14 }", None),
     ("let x14 = fs14.count", None), ("fs14.append { x14 }", None), ("fs14.map { $0() }", "[0, 1]")],
    # What looks like our names, and what asks for its place, is compiled each time.
    [('print("Cell0001 In[1] cell0001_main")', "Cell0001 In[1] cell0001_main\n")] * 2,
    [("var total15 = 0\nfor i in 1...100 { total15 += i }\ntotal15", "5050")] * 3,
    [("%data xor", None), ("let n16 = xor.count\nn16", "4"), ("let n16 = xor.count\nn16", "4")],
]


@pytest.mark.parametrize("cells", AGAIN, ids=lambda cells: cells[0][0].split("\n")[0][:40])
def test_a_cell_that_is_run_again_is_a_new_cell(notebook, cells):
    for cell, expected in cells:
        run = notebook.run(cell)
        if expected is not None:
            assert (run.result or run.stream()) == expected, cell


def test_a_cell_that_is_run_again_is_not_compiled_again(notebook):
    for cell in ["let kept1 = 6 * 7\nkept1", "[3, 1, 2].sorted()", "func kept2() -> Int { 1 }\nkept2()"]:
        first = notebook.run(cell).result
        known = set(libraries(notebook))
        for _ in range(3):
            assert notebook.run(cell).result == first
        added = {name: gone for name, gone in libraries(notebook).items() if name not in known}
        # The file of a copy is removed once it is loaded.
        assert len(added) == 3 and all(added.values()), (cell, added)
    before = libraries(notebook)
    notebook.run("let kept1 = 6 * 7\nkept1 ")
    added = {name: gone for name, gone in libraries(notebook).items() if name not in before}
    assert list(added.values()) == [False], "another text is compiled"


def test_a_crash_in_a_cell_that_is_run_again_names_the_new_cell(notebook):
    cell = 'let few = [1, 2, 3]\nfunc pick(_ i: Int) -> Int {\n    few[i]\n}\nprint(pick(7))'
    notebook.run(cell, ok=False)
    run = notebook.run(cell, ok=False)
    label = f"In[{run.reply['execution_count']}]"
    assert f"{label}, line 3" in run.traceback and f"{label}, line 5" in run.traceback
    assert "--> 3 |" in re.sub(r"\x1b\[[0-9;]*m", "", run.traceback)
    assert notebook.run("few").result == "[1, 2, 3]"


def test_a_warning_is_told_again_with_the_new_cell(notebook):
    cell = 'let text19 = "1" as? String\ntext19'
    for _ in range(2):
        run = notebook.run(cell)
        assert f"In[{run.reply['execution_count']}]:1:" in run.stream("stderr")


def test_the_place_of_a_cell_is_its_own(notebook):
    for _ in range(2):
        run = notebook.run("print(#file)")
        assert run.stream() == f"In[{run.reply['execution_count']}]\n"
        # Outside a function it is Swift's name of the module, which is nobody's business.
        run = notebook.run("func inner() -> String { #function }\nlet q21 = { #function }()\nprint(inner(), q21, #function)")
        assert run.stream() == "inner() In[{0}] In[{0}]\n".format(run.reply["execution_count"])


SAMPLES = {
    "types": """
struct P: Hashable, Codable { var a = 1, b = "x"; private var c = 2.0; static let shared = P() }
class Base { var v: [P] = []; func f() -> String { "\\(v)" }; lazy var z = 3 }
final class Sub: Base { override func f() -> String { "sub" + super.f() } }
enum E: Error { case a(Int), b(String, P); indirect case c(E) }
protocol Shape { associatedtype T; func area() -> T }
extension P: Shape { func area() -> some Equatable { a } }
@propertyWrapper struct W { var wrappedValue: Int; var projectedValue: Int { wrappedValue } }
struct Q { @W var q = 3 }
actor A { var n = 0; func next() async -> Int { n += 1; return n } }
print(P(), E.c(.a(1)), Q().$q)
""",
    "functions": """
let x = 1 + 1; __cuadernoBind("x") { x }
func g<T: Comparable>(_ t: [T], _ k: KeyPath<[T], Int>) -> T? { t[keyPath: k] > 1 ? t.max() : nil }
extension Int { var twice: Int { self * 2 }; fileprivate var thrice: Int { self * 3 } }
let closure = { (a: Int) -> Int in a + x.twice.thrice }
func slow() async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { g in g.addTask { 1 }; return try await g.reduce(0, +) }
}
do { struct Local { static var n = 0 }; Local.n += 1; func f() -> Local { Local() }; _ = f() }
for i in 0..<3 { print(i, closure(i)) }
let r = /a(\\d+)/
precondition(x == 2, "bad"); let o: Int? = 4; print(o!)
postfix operator +++
postfix func +++ (a: Int) -> Int { a }
__cuadernoShow(g([1, 2], \\.count))
""",
}


def without_indexes(path):
    """An object with zeros for what no program sees: an index for debuggers, in the order of hashes, and a hash of the whole."""
    contents = bytearray(path.read_bytes())
    sections = subprocess.run(["readelf", "-SW", path], capture_output=True, text=True, check=True).stdout
    for start, size in re.findall(
            r"\] (?:\.rela)?(?:\.debug_names|\.swift_modhash) +\w+ +\w+ (\w+) (\w+)", sections):
        start, size = int(start, 16), int(size, 16)
        contents[start:start + size] = bytes(size)
    return bytes(contents)


@pytest.mark.parametrize("level", ["-Onone", "-O"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_only_names_tell_two_compilations_apart(notebook, tmp_path, sample, level):
    """What copies of libraries rest on: the module's name stands in the object as plain text and changes nothing else."""
    notebook.run("4")
    words = [level if word == "-Onone" else word for word in waiting(notebook)]
    objects = []
    for module in ["Cell0001", "Cell0042"]:
        folder = tmp_path / module
        folder.mkdir()
        (folder / "main.swift").write_text(
            f'import Cuaderno\n#sourceLocation(file: "In[1]", line: 1){SAMPLES[sample]}')
        subprocess.run(ordinary(words, folder, module), check=True)
        names = [module, f"c{module[1:]}_main", hashlib.md5(f"{module}main.swift".encode()).hexdigest().upper()]
        contents = without_indexes(folder / f"{module}.o")
        assert all(name.encode() in contents for name in names[:2])
        for number, name in enumerate(names):
            contents = contents.replace(name.encode(), bytes([ord("a") + number]) * len(name))
        objects.append(contents)
    assert objects[0] == objects[1]


def test_an_idle_session_holds_no_more_than_its_files(notebook):
    folder = pathlib.Path(after(waiting(notebook), "-emit-module-path")).parent
    sources = [path for path in folder.glob("*/main.swift")]
    assert len(sources) <= 2, "only compilers that wait have sources"
    assert not list(folder.glob("*/main.o")) and os.path.isdir(folder)


# The last test, for the session then starts no such compilers any more.
def test_a_waiting_compiler_that_does_not_see_the_source_costs_nothing(notebook):
    notebook.run("3")
    # Another file in the source's place: what is written to it does not reach the compiler.
    source = pathlib.Path(after(waiting(notebook), "-primary-file"))
    text = source.read_bytes()
    assert text.startswith(b"#error")
    source.unlink()
    source.write_bytes(text)
    assert notebook.run("let unseen = 4\nunseen").result == "4"
    assert notebook.run("unseen + 1").result == "5"
    error = notebook.run("let wrong: Int = \"\"", ok=False).traceback
    assert "cannot convert" in error and "source-not-seen" not in error
