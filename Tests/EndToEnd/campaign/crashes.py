"""Every way to crash, at every place where student code runs.

A kind is a function that crashes on a known line; a place calls it. Their product is the table of crashing cells, and for
each of them the error's words, the line and the stack of the student's own functions are known in advance.
"""

import dataclasses
import itertools
import re


@dataclasses.dataclass(frozen=True)
class Kind:
    """One way to crash: the body of a function, whose last line does it, and what would follow."""

    name: str
    body: str
    #: What the error has to say (a regular expression).
    cause: str
    then: str = ""
    #: Declarations in front of the function.
    before: str = ""
    error: str = "Fatal error"
    throws: bool = False
    #: Ends its own thread alone where that is not the cell's.
    ends_thread: bool = False
    #: A function in `before` in which it happens: its line there and its name.
    within: tuple = ()
    foundation: bool = False


@dataclasses.dataclass(frozen=True)
class Place:
    """Where `CALL` stands, and the functions around it: line of the place's text and name, innermost first."""

    name: str
    text: str
    stack: tuple
    #: On the cell's own thread, in its own course.
    is_main: bool = True
    #: On a thread of the pool that runs Swift's tasks.
    on_pool: bool = False
    #: Errors can leave it: THROWS and TRY are filled in.
    can_throw: bool = False
    foundation: bool = False


KINDS = [
    Kind("outOfRange", 'let list = [1, 2, 3]\nreturn list[Int("7")!]', "Index out of range"),
    Kind("nilValue", 'let number = Int("x")\nreturn number!', "Unexpectedly found nil while unwrapping an Optional value"),
    Kind("overflow", 'let one = Int("1")!\nreturn Int.max + one', "arithmetic overflow"),
    Kind("division", 'let zero = Int("0")!\nreturn 1 / zero', "Division by zero"),
    Kind("remainder", 'let zero = Int("0")!\nreturn 1 % zero', "Division by zero"),
    Kind("cast", "let any: Any = 3\nlet text = any as! String", "Could not cast value of type", then="return text.count"),
    Kind("fatal", 'fatalError("my own words")', "my own words"),
    Kind("fails", 'let two = Int("2")!\nprecondition(two == 3, "must be three")', "must be three", then="return two"),
    Kind("failure", 'let one = Int("1")!\nif one == 1 { preconditionFailure("never here") }', "never here", then="return one"),
    Kind(
        "tryBang", "return try! Int(throwing())", "Oops",
        before="struct Oops: Error {}\nfunc throwing() throws -> Int8 { throw Oops() }",
    ),
    Kind(
        "uncaught", 'throw Mistake.bad(Int("3")!)', r"bad\(3\)", before="enum Mistake: Error { case bad(Int) }",
        error="Mistake", throws=True,
    ),
    Kind("conversion", 'let large = Int("300")!\nreturn Int(UInt8(large))', "Not enough bits|overflow"),
    Kind("negative", 'let minus = Int("-1")!\nreturn Int(UInt(minus))', "Negative value is not representable"),
    Kind("notANumber", 'let number = Double("nan")!\nreturn Int(number)', "Double value cannot be converted to Int"),
    Kind("emptyRange", 'let upper = Int("-2")!\nreturn (0..<upper).count', "Range requires lowerBound <= upperBound"),
    Kind("duplicateKeys", 'let key = Int("1")!\nreturn [key: 1, 1: 2].count', "duplicate keys"),
    Kind("stringIndex", 'let text = ""\nreturn text[text.startIndex].utf8.count', "String index is out of bounds"),
    Kind("removeLast", 'var list = [Int](repeating: 1, count: Int("0")!)\nreturn list.removeLast()', "Can't remove last element from an empty"),
    Kind("noCount", 'let count = Int("-1")!\nreturn Array(repeating: 0, count: count).count', "count < 0"),
    Kind(
        "unownedGone", "unowned let gone: Gone = make()\nreturn gone.value", "unowned reference",
        before="final class Gone { var value = 1 }\nfunc make() -> Gone { Gone() }",
    ),
    Kind(
        "badWrite", "UnsafeMutablePointer<Int>(bitPattern: 0xdead0000000)!.pointee = 1",
        "bad access to memory at address 0xdead0000000", then="return 1",
    ),
    Kind("badRead", "return UnsafePointer<Int>(bitPattern: 0x10)!.pointee", "bad access to memory at address 0x10"),
    Kind(
        "badCall", "unsafeBitCast(Int(16), to: (@convention(c) () -> Void).self)()", "bad access to memory at address 0x10",
        then="return 1",
    ),
    Kind(
        "doubleFree", "kept = malloc(64)\nfree(kept)\nfree(kept)", "double free", then="return 1", foundation=True,
        before="var kept: UnsafeMutableRawPointer?",
    ),
    Kind("aborts", "abort()", "abort", foundation=True),
    Kind("raises", "raise(SIGFPE)", "SIGFPE", then="return 1", foundation=True),
    Kind(
        "overflows", "return deep(1)", "stack overflow", within=(2, "deep"),
        before="func deep(_ n: Int) -> Int {\n    n == -1 ? 0 : deep(n + 1) + 1\n}",
    ),
    Kind(
        "overflowsInLibrary", "return objects([1])", "stack overflow", within=(2, "objects"),
        before="func objects(_ list: [Int]) -> Int {\n    objects([list.count, list[0] + 1]) + list[0]\n}",
    ),
    Kind("exits", "exit(3)", r"exit\(3\)", error="Exit", foundation=True),
    Kind("exitsZero", "exit(0)", r"exit\(0\)", error="Exit", foundation=True),
    Kind("exitsAtOnce", "_exit(7)", r"_exit\(7\)", error="Exit", foundation=True),
    Kind("exitsC99", "_Exit(4)", r"_Exit\(4\)", error="Exit", foundation=True),
    Kind("exitsQuickly", "quick_exit(2)", r"quick_exit\(2\)", error="Exit", foundation=True),
    Kind("threadExit", "Thread.exit()", "thread", then="return 1", error="Exit", foundation=True, ends_thread=True),
    Kind("pthreadExit", "pthread_exit(nil)", "thread", error="Exit", foundation=True, ends_thread=True),
]

PLACES = [
    Place("cell", "print(TRY CALL)", ((1, ""),), can_throw=True),
    Place(
        "function", "func caller() THROWS -> Int {\n    TRY CALL + 1\n}\nprint(TRY caller())", ((2, "caller"), (4, "")),
        can_throw=True,
    ),
    Place(
        "method",
        "struct Thing {\n    var number: Int {\n        CALL\n    }\n    func twice() -> Int { number * 2 }\n}\nprint(Thing().twice())",
        ((3, "Thing.number"), (5, "Thing.twice"), (7, "")),
    ),
    Place(
        "print",
        'struct Shown: CustomStringConvertible {\n    var description: String {\n        "\\(CALL)"\n    }\n}\nprint("a", Shown())',
        ((3, "Shown.description"), (6, "")),
    ),
    Place(
        "comparator",
        "var list = Array(0..<100)\nlist.sort { a, b in\n    a + CALL < b\n}",
        ((3, "closure"), (2, "")),
    ),
    Place(
        "map", "func mapped() -> [Int] {\n    (0..<3).map { n in\n        n + CALL\n    }\n}\nprint(mapped())",
        ((3, "closure in mapped"), (2, "mapped"), (6, "")),
    ),
    Place(
        "lazyGlobal", "enum Lazy {\n    static let value = CALL\n}\nprint(Lazy.value)", ((2, "Lazy.value"), (4, "")),
    ),
    Place(
        "deinit",
        "final class Ends {\n    deinit {\n        print(CALL)\n    }\n}\nvar ends: Ends? = Ends()\nends = nil",
        ((3, "Ends.deinit"),),
    ),
    Place(
        "encoder",
        "struct Coded: Encodable {\n    func encode(to encoder: any Encoder) throws {\n        var box = encoder.singleValueContainer()\n"
        "        try box.encode(CALL)\n    }\n}\nprint(try JSONEncoder().encode([Coded()]))",
        ((4, "Coded.encode"), (7, "")), foundation=True,
    ),
    Place(
        "afterAwait", "try await Task.sleep(nanoseconds: 1_000_000)\nprint(TRY CALL)", ((2, ""),), can_throw=True,
    ),
    Place(
        "asyncFunctions",
        "func inner() async THROWS -> Int {\n    await Task.yield()\n    return TRY CALL\n}\n"
        "func outer() async THROWS -> Int {\n    let value = TRY await inner()\n    return value + 1\n}\nprint(TRY await outer())",
        ((3, "inner"), (6, "outer"), (9, "")), can_throw=True, on_pool=True,
    ),
    Place(
        "detached", "let task = Task.detached {\n    TRY CALL\n}\nprint(TRY await task.value)", ((2, "closure"),),
        is_main=False, on_pool=True, can_throw=True,
    ),
    Place(
        "taskGroup",
        "let sum = TRY await withTHROWINGTaskGroup(of: Int.self) { group in\n    for _ in 0..<4 {\n        group.addTask {\n"
        "            TRY CALL\n        }\n    }\n    return TRY await group.reduce(0, +)\n}\nprint(sum)",
        ((4, "closure in closure"),), is_main=False, on_pool=True, can_throw=True,
    ),
    Place(
        "asyncLet",
        "func slow() async THROWS -> Int {\n    TRY CALL\n}\nfunc waiting() async THROWS -> Int {\n    async let value = slow()\n"
        "    return TRY await value\n}\nprint(TRY await waiting())",
        ((2, "slow"), (5, "closure in waiting")), is_main=False, on_pool=True, can_throw=True,
    ),
    Place(
        "actor",
        "actor Counter {\n    func next() THROWS -> Int {\n        TRY CALL\n    }\n}\nlet counter = Counter()\nprint(TRY await counter.next())",
        ((3, "Counter.next"), (7, "")), on_pool=True, can_throw=True,
    ),
    Place(
        "mainActor",
        "@MainActor func onMain() THROWS -> Int {\n    TRY CALL\n}\nlet task = Task { @MainActor in\n    TRY onMain()\n}\n"
        "print(TRY await task.value)",
        ((2, "onMain"), (5, "closure")), is_main=False, can_throw=True,
    ),
    Place(
        "thread",
        "let done = DispatchSemaphore(value: 0)\nThread {\n    print(CALL)\n    done.signal()\n}.start()\ndone.wait()",
        ((3, "closure"),), is_main=False, foundation=True,
    ),
    Place(
        "operation",
        "let queue = OperationQueue()\nqueue.addOperation {\n    print(CALL)\n}\nqueue.waitUntilAllOperationsAreFinished()",
        ((3, "closure"),), is_main=False, foundation=True,
    ),
    Place(
        "dispatch",
        "let done = DispatchSemaphore(value: 0)\nDispatchQueue.global().async {\n    print(CALL)\n    done.signal()\n}\ndone.wait()",
        ((3, "closure"),), is_main=False, foundation=True,
    ),
    Place(
        "dispatchSync", 'DispatchQueue(label: "own").sync {\n    print(CALL)\n}', ((2, "closure"), (1, "")), foundation=True,
    ),
    Place(
        "dispatchAfter",
        'let done = DispatchSemaphore(value: 0)\nDispatchQueue(label: "own").asyncAfter(deadline: .now() + 0.01) {\n    print(CALL)\n'
        "    done.signal()\n}\ndone.wait()",
        ((3, "closure"),), is_main=False, foundation=True,
    ),
    Place(
        "dispatchMain",
        "let done = DispatchSemaphore(value: 0)\nDispatchQueue.main.async {\n    print(CALL)\n    done.signal()\n}\ndone.wait()",
        ((3, "closure"),), is_main=False, foundation=True,
    ),
    Place(
        "concurrentPerform", "DispatchQueue.concurrentPerform(iterations: 2) { n in\n    print(CALL)\n}", ((2, "closure"),),
        is_main=False, foundation=True,
    ),
]


@dataclasses.dataclass(frozen=True)
class Crash:
    """A cell that crashes, and what has to be said of it."""

    kind: Kind
    place: Place

    def __str__(self):
        return f"{self.kind.name}-{self.place.name}"

    @property
    def _head(self):
        needsFoundation = self.kind.foundation or self.place.foundation
        return (["import Foundation"] if needsFoundation else []) + self.kind.before.split("\n") * bool(self.kind.before)

    @property
    def code(self):
        kind = self.kind
        body = "\n".join("    " + line for line in (kind.body + "\n" * bool(kind.then) + kind.then).split("\n"))
        function = f"func {kind.name}(){' throws' * kind.throws} -> Int {{\n{body}\n}}"
        place = self.place.text
        for word, used in (("TRY ", "try "), ("THROWS ", "throws "), ("THROWING", "Throwing")):
            place = place.replace(word, used if kind.throws else "")
        place = self._named(place)
        return "\n".join([*self._head, function, place.replace("CALL", f"{kind.name}()")])

    @property
    def stack(self):
        """The lines and functions that the error has to name, innermost first."""
        kind = self.kind
        above = len(self._head)
        length = len(kind.body.split("\n"))
        crash = (above + 1 + length, kind.name)
        base = above + 2 + length + bool(kind.then)
        within = [(above - len(kind.before.split("\n")) + kind.within[0], kind.within[1])] if kind.within else []
        return [*within, crash, *((base + line, self._named(name)) for line, name in self.place.stack)]

    def _named(self, text):
        """Functions that differ by `throws` alone have names of their own."""
        return re.sub(r"\b(caller|inner|outer|slow|waiting|onMain)\b", r"\1Throwing", text) if self.kind.throws else text

    @property
    def makes_sense(self):
        if self.kind.throws and not self.place.can_throw:
            return False
        return not self.kind.ends_thread or self.place.is_main


ALL = [crash for crash in (Crash(kind, place) for kind, place in itertools.product(KINDS, PLACES)) if crash.makes_sense]


def agree(found, crash):
    """Whether an error names the crash's lines and functions."""
    expected = crash.stack
    if crash.kind.within:
        # Which line of a recursion runs out of stack depends on what it calls; it is told once or twice.
        while len(found) > 1 and _same(found[0][1], expected[0][1]) and _same(found[1][1], expected[0][1]):
            found = found[1:]
        expected = [(found[0][0] if found else 0, expected[0][1]), *expected[1:]]
    # Iterations run on the cell's own thread as well, and then the way there is known.
    if crash.place.name == "concurrentPerform" and len(found) == len(expected) + 1:
        found = found[:-1]
    return len(found) == len(expected) and all(
        line == wanted and _same(function, name) for (line, function), (wanted, name) in zip(found, expected)
    )


def _same(found, expected):
    """Functions that the compiler inlined are known by their last name alone, closures by none."""
    return found in (expected, expected.split(".")[-1]) or (found == "closure" and expected.startswith("closure in "))
