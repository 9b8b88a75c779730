"""Directives and shell lines: what they do, what they say when something is wrong, and how they are completed."""

import os
import pathlib
import re
import subprocess
import textwrap
import time

import pytest
from conftest import LIMIT
from test_completion import patient

DIRECTIVES = ["time", "bench", "optimize", "include", "package", "reset", "env", "cd", "pwd"]
AMOUNT = r"\d+(\.\d+)? (ns|µs|ms|s)"


# code, what standard output matches
WORKING = [
    # %time runs the line as it would alone.
    ("%time let timed = (1...1000).reduce(0, +)", rf"Wall time: {AMOUNT}, processor time: {AMOUNT} \(compiled in {AMOUNT}\)"),
    ("timed", ""),
    ("%time %pwd", r"^/.*\nWall time"),
    ("%time !echo shell", r"shell\nWall time"),
    ("%%time\nlet one = 1\nprint(one + 1)\n%pwd", r"^2\n/.*\nWall time"),
    ("\n%%time\nprint(1)", r"^1\nWall time"),
    # %bench measures, and leaves nothing behind.
    ("%bench -r 5 (1...1000).reduce(0, +)", rf"{AMOUNT} per run \(median of 5 samples, \d+ runs each\)\nhalf of them between"),
    ("%bench --samples 3 --runs 7 timed + 1", r"median of 3 samples, 7 runs each"),
    ("%timeit -n 10 -r 2 timed * 2", r"median of 2 samples, 10 runs each"),
    ("%%bench -r 2 -n 1\nvar sum = 0\nfor i in 0..<100 { sum += i }\nsum", r"median of 2 samples, 1 run each"),
    ("%bench -r 2 -n 3 %pwd", r"^/.*\n.* per run \(median of 2 samples, 3 runs each\)"),
    ("%bench -r 2 -n 2 try await Task.sleep(nanoseconds: 1000)", r"median of 2 samples, 2 runs each"),
    # %optimize
    ("%optimize", "^%optimize auto$"),
    ("%optimize on\n%optimize", "^%optimize on$"),
    ("%optimize auto", "^$"),
    ("%%optimize off\nvar t = 0\nfor i in 0..<10 { t += i }\nprint(t)", "^45$"),
    ("%optimize", "^%optimize auto$"),
    # Environment and folder are those of cells and of shell lines.
    ("%env CUADERNO_TEST=hola mundo", "^CUADERNO_TEST=hola mundo$"),
    ("%env CUADERNO_TEST", "^hola mundo$"),
    ("!echo $CUADERNO_TEST", "^hola mundo$"),
    ('import Foundation\nprint(String(cString: getenv("CUADERNO_TEST")))', "^hola mundo$"),
    ("%env CUADERNO_TOKEN secret", ""),
    ("%env", r"(?m)^CUADERNO_TEST=hola mundo$[\s\S]*^CUADERNO_TOKEN=<hidden>$"),
    ("%env --unset CUADERNO_TEST\n!echo [$CUADERNO_TEST]", r"^\[\]$"),
    ("!mkdir -p inner/deep\n%cd inner\n!pwd\n%pwd", r"^(.*/inner)\n\1\n\1$"),
    ("print(FileManager.default.currentDirectoryPath)", "/inner$"),
    ("%cd deep", "/inner/deep$"),
    ("%cd -\n%cd ..", r"/inner\n[^\n]*$"),
    # Shell lines.
    ("!echo one; echo two", "^one\ntwo$"),
    ("print(1)\n!echo 2\nprint(3)", "^1\n2\n3$"),
    ("! echo blank", "^blank$"),
    ("let shellWord = \"hola\"\n!echo {shellWord}, {shellWord.count + 1} {noSuchName} ${HOME:+home}",
     r"^hola, 5 \{noSuchName\} home$"),
    ("let shellList = [1, 2]\n!echo '{shellList.map { $0 * 2 }}' {notAVariable}", r"^\[2, 4\] \{notAVariable\}$"),
    ("!printf 'no end'", "^no end$"),
    ("let flag = true\n!flag", "^$"),
    ("!flag", "^$"),
    ("let both = flag &&\n!flag\nprint(both)", "^false$"),
    ('let text = """\n!echo no\n"""\nprint(text)', "^!echo no$"),
    # Help.
    ("%help", r"%time .*\n(.*\n)*.*%reset"),
    ("%help bench", "USAGE: %bench"),
    ("%help !", "shell"),
]


@pytest.mark.parametrize(("code", "expected"), WORKING, ids=[re.sub(r"\s", " ", row[0])[:50] for row in WORKING])
def test_what_works(notebook, code, expected):
    run = notebook.run(code)
    assert re.search(expected, run.stream().rstrip("\n")), run.stream()


@pytest.mark.parametrize("name", DIRECTIVES)
def test_help(notebook, name):
    assert f"USAGE: %{name}" in notebook.run(f"%{name} --help").stream()
    assert f"USAGE: %{name}" in notebook.run(f"%help {name}").stream()


def test_what_swift_shows_behind_a_directive(notebook):
    run = notebook.run("let yes = true\n%time !yes\n!yes")
    assert run.result == "false"
    assert notebook.run("%bench -r 1 -n 1 undeclared = 1", ok=False).traceback.count("cannot find") == 1


# code, what the error says
MISTAKES = [
    ("%tiem 1 + 1", "Did you mean %time"),
    ("%%tiem\n1 + 1", "Did you mean %time"),
    ("%benhc 1", "Did you mean %bench"),
    ("%includ a.swift", "Did you mean %include"),
    ("%whos", "Did you mean %who"),
    ("%pip install numpy", "%package"),
    ("%ls -l", "!ls"),
    ("%time", "needs a line to run"),
    ("%%time\n", "nothing below"),
    ("%bench --samples 0 1", "--samples takes 1 to"),
    ("%bench --sample 3 1", "--sample"),
    ("%optimize maybe", "on"),
    ("let a1 = 1\n%%time\na1", "first line of a cell"),
    ("%%reset -f\nlet a = 1", "takes no cell"),
    ("%time let broken: Int = \"text\"", r"In\[\d+\]:1:\d+"),
    ("%%bench\n\nlet broken: Int = \"text\"", r"In\[\d+\]:3:19"),
    ("%reset nosuchname", "there is no nosuchname"),
    ("%cd nowhere", "cannot be entered"),
    ("%cd innre", "Did you mean inner"),
    ("%env NOSUCHVARIABLE", "has no NOSUCHVARIABLE"),
    ("%env =1", "cannot be the name"),
    ("%include nowhere.swift", "there is no file"),
    ("%include", "Missing expected argument"),
    ("%include inner", "is a folder"),
    ("%package nowhere", "there is no folder"),
    ("%package apple/swift-algorithms", "https://github.com/apple/swift-algorithms"),
    ("%package inner", "no Package.swift"),
    ("%package . --version 1.0.0", "belong to the address"),
    ("%package file:///nowhere/at/all.git", "cannot be reached"),
]


@pytest.mark.parametrize(("code", "expected"), MISTAKES, ids=[re.sub(r"\s", " ", row[0])[:40] for row in MISTAKES])
def test_mistakes(notebook, code, expected):
    notebook.run("!mkdir -p inner")
    run = notebook.run(code, ok=False)
    plain = re.sub("\x1b\\[[0-9;]*m", "", run.traceback)
    assert re.search(expected, plain), plain


# A shell line tells how it ended, and the cell goes on.
ENDINGS = [
    ("!exit 3", r"\[exit status 3\]"),
    ("!nosuchprogram", r"not found[\s\S]*\[exit status 127\]"),
    ("!kill -9 $$", r"\[ended by signal 9"),
    ("!cd /tmp", "%cd changes that of the notebook"),
    ("!export A=1", "%env sets it"),
    ("!true", "^$"),
    ("!echo problem >&2", "^problem$"),
]


@pytest.mark.parametrize(("code", "expected"), ENDINGS)
def test_how_shell_lines_end(notebook, code, expected):
    run = notebook.run(f'{code}\nprint("goes on")')
    assert re.search(expected, run.stream("stderr").rstrip("\n")), run.stream("stderr")
    assert run.stream().endswith("goes on\n")


def test_a_shell_line_streams_and_is_interrupted_with_all_that_it_started(notebook, tmp_path):
    pids = tmp_path / "pids"
    request = notebook.start(f"!echo first; (sleep 600 & echo $! >> {pids}; wait); echo never")
    message = None
    while message is None or message["msg_type"] != "stream":
        message = notebook.client.get_iopub_msg(timeout=60)
    assert message["content"]["text"] == "first\n", "the output arrives while the line runs"
    while not pids.exists() or not pids.read_text().strip():
        time.sleep(0.01)
    child = int(pids.read_text())
    notebook.interrupt()
    run = notebook.finish(request)
    assert run.error is not None
    assert "never" not in run.stream()
    deadline = time.monotonic() + 20
    while pathlib.Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not pathlib.Path(f"/proc/{child}").exists(), "what the shell started is ended, too"
    assert notebook.run("!echo still here").stream() == "still here\n"


def test_reset_forgets_names(notebook):
    notebook.run("let gone = 1\nlet kept = 2\n%data xor\n%env KEPT_VARIABLE=1")
    notebook.run("%reset gone xor")
    assert "cannot find 'gone'" in notebook.run("gone", ok=False).error["evalue"]
    assert "cannot find 'xor'" in notebook.run("xor", ok=False).error["evalue"]
    assert notebook.run("kept").result == "2"
    who = notebook.run("%who")
    assert "gone" not in str(who.messages) and "kept" in str(who.messages)


@pytest.mark.parametrize(("answer", "is_gone"), [("n", False), ("", False), ("y", True)])
def test_reset_asks(notebook, answer, is_gone):
    notebook.run("let asked = 1")
    notebook.run("%reset", answers=[answer])
    assert (notebook.run("asked", ok=None).error is not None) == is_gone


def test_reset_without_anybody_to_ask(notebook):
    assert "%reset -f" in notebook.run("%reset", ok=False).error["evalue"]


def test_reset_of_everything_keeps_folder_and_environment(notebook):
    notebook.run("!mkdir -p place\n%cd place\n%env AFTER_RESET=there\nlet lost = 1\nfunc lostToo() {}")
    notebook.run("%reset -f")
    assert "no names yet" in notebook.run("%who").stream()
    assert "cannot find 'lost'" in notebook.run("lost", ok=False).error["evalue"]
    run = notebook.run("!pwd\n!echo $AFTER_RESET\n%cd ..")
    assert re.search(r"/place\nthere\n", run.stream())
    assert notebook.run("let lost = 2\nlost").result == "2"


def here(notebook):
    return pathlib.Path(notebook.run("%pwd").stream().strip())


def test_include_declares_and_its_errors_name_file_and_line(notebook):
    folder = here(notebook)
    (folder / "helpers.swift").write_text(
        "func doubled(_ x: Int) -> Int { x * 2 }\nlet origin = [0, 0]\n%env FROM_FILE=1\n"
        "func third(of values: [Int]) -> Int {\n    values[2]\n}\n")
    notebook.run("%include helpers.swift")
    assert notebook.run("doubled(21)").result == "42"
    assert notebook.run("%env FROM_FILE").stream() == "1\n"
    crash = re.sub("\x1b\\[[0-9;]*m", "", notebook.run("third(of: origin)", ok=False).traceback)
    assert "helpers.swift, line 5" in crash and "values[2]" in crash
    (folder / "broken.swift").write_text("let fine = 1\n\nlet wrong: Int = \"text\"\n")
    broken = re.sub("\x1b\\[[0-9;]*m", "", notebook.run("%include broken.swift", ok=False).traceback)
    assert "broken.swift:3:18: error:" in broken
    (folder / "helpers.swift").write_text("func doubled(_ x: Int) -> Int { x + x + 1 }\n")
    assert notebook.run("%include helpers.swift\ndoubled(1)").result == "3"
    assert "Did you mean helpers.swift" in notebook.run("%include helper.swift", ok=False).traceback
    (folder / "loop.swift").write_text("%include loop.swift\n")
    assert "included by itself" in notebook.run("%include loop.swift", ok=False).traceback
    assert notebook.run("%include helpers.swift\ndoubled(2)").result == "5"


def make_package(folder, greeting, words="Words", numbers="CNumbers"):
    """A package of two Swift targets, one of its own name, and one in C."""
    name = folder.name
    files = {
        "Package.swift": f"""
            // swift-tools-version: 5.9
            import PackageDescription
            let package = Package(
                name: "{name}",
                products: [.library(name: "{name}", targets: ["{name}"])],
                targets: [
                    .target(name: "{numbers}"), .target(name: "{words}"),
                    .target(name: "{name}", dependencies: ["{numbers}", "{words}"]),
                ])
            """,
        f"Sources/{numbers}/numbers.c": '#include "numbers.h"\nint answer(void) { return 42; }\n',
        f"Sources/{numbers}/include/numbers.h": "int answer(void);\n",
        f"Sources/{words}/{words}.swift": f'public let hello = "{greeting}"\n',
        f"Sources/{name}/{name}.swift": f"""
            import {numbers}
            import {words}
            /// Greets.
            public struct Greeter {{
                public var name: String
                public init(name: String) {{ self.name = name }}
                public func greetingOfDay() -> String {{ "\\(hello), \\(name) \\(answer())" }}
            }}
            """,
    }
    write_files(folder, files)


def write_files(folder, files):
    for file, text in files.items():
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip())


def test_a_local_package_is_built_and_imported(notebook, tmp_path):
    package = tmp_path / "Greetings"
    make_package(package, "Hola")
    run = notebook.run(f'%package "{package}"')
    updates = [content["data"]["text/plain"] for content in run.contents("update_display_data")]
    assert any(re.search(r"\[\d+/\d+\]", text) for text in updates), f"progress is told: {updates}"
    assert "Greetings is ready after" in updates[-1]
    assert "Cells can import Greetings." in run.stream()
    assert notebook.run('import Greetings\nGreeter(name: "Ana").greetingOfDay()').result == '"Hola, Ana 42"'
    assert notebook.run("import Words\nimport CNumbers\nprint(hello, answer())").stream() == "Hola 42\n"
    notebook.run('let greeter = Greeter(name: "Eva")')
    assert "greetingOfDay" in str(patient(notebook, "greeter.greet|")["matches"])
    assert notebook.run(f'%package "{package}"\ngreeter.greetingOfDay()').result == '"Hola, Eva 42"'
    # A changed package needs a process of its own.
    (package / "Sources/Words/Words.swift").write_text('public let hello = "Salud"\n')
    assert "%reset -f" in notebook.run(f'%package "{package}"', ok=False).traceback
    assert notebook.run("greeter.greetingOfDay()").result == '"Hola, Eva 42"'
    notebook.run("%reset -f")
    assert notebook.run('import Greetings\nGreeter(name: "Ana").greetingOfDay()').result == '"Salud, Ana 42"'
    # Mistakes of the package are told.
    (package / "Sources/Words/Words.swift").write_text('public let hello: Int = "text"\n')
    broken = notebook.run(f'%package "{package}"', ok=False).traceback
    assert "cannot be built" in broken and "Words.swift:1" in broken
    assert "no library Nothing" in notebook.run(f'%package "{package}" --product Nothing', ok=False).traceback


def test_a_package_of_a_repository(notebook, tmp_path):
    work = tmp_path / "remote" / "Salutations"
    make_package(work, "Buenas", "Phrases", "CFigures")
    for words in [
        ["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "one"], ["tag", "1.9.0"],
        ["commit", "--quiet", "--allow-empty", "-m", "two"], ["tag", "1.10.0"],
    ]:
        subprocess.run(
            ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *words], cwd=work, check=True)
    run = notebook.run(f"%package file://{work} --version 1.9.0")
    assert "Cells can import Salutations." in run.stream()
    greeting = 'import Salutations\nSalutations.Greeter(name: "Ana").greetingOfDay()'
    assert notebook.run(greeting).result == '"Buenas, Ana 42"'
    assert "cannot be fetched" in notebook.run(f"%package file://{work} --version 3.0.0", ok=False).traceback
    # The newest version is 1.10.0, not 1.9.0.
    fetched = notebook.run(f"%package file://{work}", ok=None)
    assert fetched.error is None or "%reset -f" in fetched.traceback
    caches = pathlib.Path(os.environ.get("CUADERNO_CACHE", pathlib.Path.home() / ".cache/cuaderno")) / "packages"
    heads = [
        subprocess.run(["git", "describe", "--tags"], cwd=clone, capture_output=True, text=True, check=True).stdout.strip()
        for clone in caches.glob("*/Salutations") if str(work) in (clone / ".git/config").read_text()
    ]
    assert sorted(heads) == ["1.10.0", "1.9.0"]


def test_two_packages_with_a_module_of_one_name(notebook, tmp_path):
    package = tmp_path / "Others" / "Greetings"
    make_package(package, "Otra", "OtherWords", "COthers")
    assert "has from" in notebook.run(f'%package "{package}"', ok=False).traceback
    assert notebook.run("1 + 1").result == "2"


def test_a_build_is_interrupted_with_all_that_it_started(notebook, tmp_path):
    write_files(tmp_path / "Slow", {
        "Package.swift": """
            // swift-tools-version: 5.9
            import Foundation
            import PackageDescription
            FileManager.default.createFile(atPath: "MARK", contents: nil)
            Thread.sleep(forTimeInterval: 1_000)
            let package = Package(name: "Slow")
            """.replace("MARK", str(tmp_path / "started")),
    })
    request = notebook.start(f'%package "{tmp_path / "Slow"}"')
    deadline = time.monotonic() + LIMIT
    while not (tmp_path / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    notebook.interrupt()
    assert notebook.finish(request).error["ename"] == "Interrupted"
    left = subprocess.run(["pgrep", "-f", str(tmp_path / "Slow")], capture_output=True, text=True, check=False)
    assert left.stdout == ""
    assert notebook.run("1 + 1").result == "2"


# A compiler's plugin without swift-syntax, whose build takes minutes: it answers each request for an expansion by one number.
PLUGIN = """
    import Foundation

    func send(_ text: String) {
        let body = Data(text.utf8)
        var size = UInt64(body.count).littleEndian
        FileHandle.standardOutput.write(Data(bytes: &size, count: 8) + body)
    }

    while case let head = FileHandle.standardInput.readData(ofLength: 8), head.count == 8 {
        let size = head.reversed().reduce(0) { $0 << 8 | Int($1) }
        let request = String(decoding: FileHandle.standardInput.readData(ofLength: size), as: UTF8.self)
        if request.contains("getCapability") {
            send(#"{"getCapabilityResult":{"capability":{"protocolVersion":7}}}"#)
        } else {
            send(#"{"expandMacroResult":{"expandedSource":"NUMBER","diagnostics":[]}}"#)
        }
    }
    """


def test_a_package_of_every_kind_of_target(notebook, tmp_path):
    """Macros, resources, names with dashes, a dynamic library, C beside its headers, another package, broken tests."""
    write_files(tmp_path / "c-pack", {
        "Package.swift": """
            // swift-tools-version: 5.9
            import PackageDescription
            let package = Package(
                name: "c-pack",
                products: [.library(name: "CTwice", targets: ["CTwice"])],
                targets: [.target(name: "CTwice")])
            """,
        "Sources/CTwice/twice.c": '#include "twice.h"\nint twice(int x) { return 2 * x; }\n',
        "Sources/CTwice/include/twice.h": "int twice(int x);\n",
        "Sources/CTwice/include/module.modulemap": 'module CTwice { header "twice.h" export * }\n',
    })
    package = tmp_path / "kinds of-targets"
    write_files(package, {
        "Package.swift": """
            // swift-tools-version: 5.9
            import CompilerPluginSupport
            import PackageDescription
            let package = Package(
                name: "kinds",
                products: [
                    .library(name: "odd-names", targets: ["odd-words"]),
                    .library(name: "Shared", type: .dynamic, targets: ["Shared"]),
                    .library(name: "Stamps", targets: ["Stamps"]),
                ],
                dependencies: [.package(path: "../c-pack")],
                targets: [
                    .target(
                        name: "odd-words", dependencies: [.product(name: "CTwice", package: "c-pack")],
                        resources: [.copy("words.txt")]),
                    .target(name: "Shared"),
                    .macro(name: "StampMacros"),
                    .target(name: "Stamps", dependencies: ["StampMacros"]),
                    .testTarget(name: "BrokenTests", dependencies: ["Shared"]),
                ])
            """,
        "Sources/odd-words/words.txt": "hola",
        "Sources/odd-words/Words.swift": """
            import CTwice
            import Foundation
            public func words() throws -> String {
                try String(contentsOf: Bundle.module.url(forResource: "words", withExtension: "txt")!, encoding: .utf8)
            }
            public func four() -> Int32 { twice(2) }
            """,
        "Sources/Shared/Shared.swift": "public final class Shared { public static let one = Shared(); public var n = 1 }\n",
        "Sources/Stamps/Stamps.swift": """
            /// The number of the stamp.
            @freestanding(expression)
            public macro stamp() -> Int = #externalMacro(module: "StampMacros", type: "Stamp")
            public func ownStamp() -> Int { #stamp() }
            """,
        "Sources/StampMacros/main.swift": PLUGIN.replace("NUMBER", "42"),
        "Tests/BrokenTests/Broken.swift": "this does not compile\n",
    })
    run = notebook.run(f'%package "{package}"')
    assert "Cells can import odd_words, Shared, Stamps." in run.stream()
    assert notebook.run("import odd_words\nprint(try words(), four())").stream() == "hola 4\n"
    assert notebook.run("import Shared\nShared.one.n += 1\nShared.one.n").result == "2"
    assert notebook.run("import Stamps\nprint(#stamp(), ownStamp())").stream() == "42 42\n"
    assert notebook.run("func inLoop() -> Int { (0..<3).reduce(0) { $0 + $1 * #stamp() } }\ninLoop()").result == "126"
    assert "ownStamp" in str(patient(notebook, "let x = #stamp() + ownSta|")["matches"])
    # Macros that changed are others, even where the package's own code is as it was.
    write_files(package, {"Sources/StampMacros/main.swift": PLUGIN.replace("NUMBER", "43")})
    assert "%reset -f" in notebook.run(f'%package "{package}"', ok=False).traceback
    assert notebook.run("#stamp() + 0").result == "42"
    notebook.run("%reset -f")
    # (SwiftPM does not compile again what uses a macro that changed.)
    assert notebook.run("import Stamps\n#stamp() + 0").result == "43"


COMPLETIONS = [
    ("%ti|", ["time"]),
    ("%b|", ["bench"]),
    ("%optimize |", ["on", "off", "auto"]),
    ("%bench --sa|", ["--samples"]),
    ("%res|", ["reset"]),
    ("%reset --f|", ["--force"]),
    ("%package --ver|", ["--version"]),
    ("%include comp|", ["completed.swift"]),
    ("%cd comp|", ["completions/"]),
    ("!cat comp|", ["completed.swift", "completions/"]),
    ("%time forComple|", ["forCompletion"]),
    ("%bench -n 5 forCompletion.appe|", ["append"]),
    ("%time %wh|", ["who"]),
    ("%reset forC|", ["forCompletion"]),
]


@pytest.mark.parametrize(("marked", "expected"), COMPLETIONS)
def test_completion(notebook, marked, expected):
    notebook.run("var forCompletion = [1, 2, 3]\n!mkdir -p completions; touch completed.swift")
    found = patient(notebook, marked)["matches"]
    for name in expected:
        assert any(match.startswith(name) for match in found), found
