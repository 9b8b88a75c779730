"""Cells that never end, of every kind."""

import dataclasses

FOUNDATION = "import Foundation\n"
TRAINING = (
    "let data = try Dataset.moons(samples: 2000, noise: 0.1, seed: 1)\n"
    "let model = try Sequential(inputShape: [2], seed: 1) {\n    Dense(64, activation: .tanh)\n    Dense(1, activation: .sigmoid)\n}\n"
)
FIT = "try model.fit(data, loss: .binaryCrossEntropy, optimizer: .adam(learningRate: 1e-5), epochs: 10_000_000, batchSize: {})"


@dataclasses.dataclass(frozen=True)
class Endless:
    """A cell that never ends by itself."""

    name: str
    #: What it does in the end. In front of it the cell says that it begins.
    code: str
    #: Declarations and imports that come before.
    before: str = ""
    #: It may end without an error: a training that is interrupted keeps what it has learnt.
    may_complete: bool = False
    #: It asks the user, who does not answer.
    asks: bool = False
    #: It never says that it begins, for it is still being compiled.
    compiles: bool = False

    def __str__(self):
        return self.name

    @property
    def cell(self):
        if self.compiles:
            return self.code
        return f'{self.before}print("begins")\n{self.code}'


def thread(code):
    return f"for _ in 0..<3 {{ Thread {{ {code} }}.start() }}\nwhile true {{ sleep(1) }}"


ALL = [
    Endless("spin", "while true {}"),
    Endless("count", "var i = 0\nwhile true { i &+= 1 }"),
    Endless("append", "var a: [Int] = []\nwhile true { a.append(1); if a.count > 100_000 { a = [] } }"),
    Endless("strings", 'var s = ""\nwhile true { s += "x"; if s.count > 2_000 { s = "" } }'),
    Endless(
        "dictionary",
        'var d: [Int: String] = [:]\nvar i = 0\nwhile true { d[i] = "v\\(i)"; i += 1; if d.count > 9_999 { d = [:] } }',
    ),
    Endless("sets", "var s: Set<Int> = []\nwhile true { s.insert(Int.random(in: 0..<100_000)); if s.count > 9_999 { s = [] } }"),
    Endless("objects", "final class N { var n: N?; init(_ n: N?) { self.n = n } }\nvar h: N?\nwhile true { h = N(N(nil)) }"),
    Endless("casts", 'let xs: [Any] = [1, "a", 2.0]\nvar n = 0\nwhile true { for x in xs { if x is String { n &+= 1 } } }'),
    Endless(
        "conformances",
        "protocol P {}\nextension Int: P {}\nlet xs: [Any] = [1, 2.0]\nvar n = 0\nwhile true { for x in xs { if x is any P { n &+= 1 } } }",
    ),
    Endless("generics", "func wrap<T>(_ t: T, _ n: Int) -> Int { n == 0 ? 0 : wrap([t], n - 1) }\nwhile true { _ = wrap(1, 8) }"),
    Endless("throws", "struct E: Error {}\nfunc f() throws { throw E() }\nwhile true { try? f() }"),
    Endless("prints", 'var i = 0\nwhile true { print("line", i); i += 1 }'),
    Endless("dumps", 'while true { dump(["a": [1, 2]]) }'),
    Endless("sorting", "var a = Array(0..<50_000)\nwhile true { a.sort(by: >); a.reverse() }"),
    Endless("maps", "while true { _ = (0..<10_000).map { $0 * 2 }.filter { $0 % 3 == 0 }.reduce(0, +) }"),
    Endless("lazies", "let s = sequence(first: 1) { $0 &+ 1 }.lazy.filter { $0 < 0 }\nprint(s.first { _ in true } as Any)"),
    Endless("recursion", "func fib(_ n: Int) -> Int { n < 2 ? n : fib(n - 1) + fib(n - 2) }\nwhile true { _ = fib(40) }"),
    Endless("formats", 'var n = 0\nwhile true { n += String(format: "%d %f", 1, 2.0).count }', FOUNDATION),
    Endless("dates", "let f = DateFormatter()\nf.dateStyle = .full\nwhile true { _ = f.string(from: Date()) }", FOUNDATION),
    Endless("json", 'let o = ["k": [1, 2]]\nwhile true { _ = try JSONEncoder().encode(o) }', FOUNDATION),
    Endless("data", "while true { _ = Data(count: 100_000).base64EncodedString() }", FOUNDATION),
    Endless("files", 'while true { try "text".write(toFile: "interrupted.txt", atomically: true, encoding: .utf8) }', FOUNDATION),
    Endless("sines", "var x = 0.5\nwhile true { x = sin(x) + cos(x) }", FOUNDATION),
    Endless("memory", "while true { free(malloc(Int.random(in: 1...100_000))) }", FOUNDATION),
    Endless("quicksort", "var a = (0..<200_000).map { Int32($0 ^ 0x5555) }\nwhile true { qsort(&a, a.count, 4) { $0!.load(as: Int32.self) < $1!.load(as: Int32.self) ? -1 : 1 } }", FOUNDATION),
    Endless("sleeps", "sleep(1_000)", FOUNDATION),
    Endless("naps", "while true { usleep(300) }", FOUNDATION),
    Endless("threadSleep", "Thread.sleep(forTimeInterval: 1_000)", FOUNDATION),
    Endless("semaphore", "DispatchSemaphore(value: 0).wait()", FOUNDATION),
    Endless("locked", "let l = NSLock()\nl.lock()\nl.lock()", FOUNDATION),
    Endless("condition", "let c = NSCondition()\nc.lock()\nc.wait()", FOUNDATION),
    Endless("pipe", "let p = Pipe()\nprint(p.fileHandleForReading.readDataToEndOfFile(), p)", FOUNDATION),
    Endless("process", 'let p = Process()\np.executableURL = URL(fileURLWithPath: "/bin/sleep")\np.arguments = ["1000"]\ntry p.run()\np.waitUntilExit()', FOUNDATION),
    Endless("runLoop", "while true { RunLoop.current.run(until: Date(timeIntervalSinceNow: 1)) }", FOUNDATION),
    Endless("threads", thread("while true {}"), FOUNDATION),
    Endless("allocatingThreads", thread('var s = ""; while true { s += "x"; if s.count > 99 { s = "" } }'), FOUNDATION),
    Endless("concurrent", "DispatchQueue.concurrentPerform(iterations: 3) { _ in while true {} }", FOUNDATION),
    Endless("dispatchSync", 'DispatchQueue(label: "q").sync { while true {} }', FOUNDATION),
    Endless("dispatchAsync", 'let g = DispatchGroup()\nDispatchQueue.global().async(group: g) { while true {} }\ng.wait()', FOUNDATION),
    Endless("dispatchMain", 'let g = DispatchGroup()\nDispatchQueue.main.async(group: g) { while true {} }\ng.wait()', FOUNDATION),
    Endless("operations", "let q = OperationQueue()\nq.addOperation { while true {} }\nq.waitUntilAllOperationsAreFinished()", FOUNDATION),
    Endless("regex", 'let r = try Regex("(a+)+b")\nprint(String(repeating: "a", count: 40).firstMatch(of: r) as Any)'),
    Endless("awaitNever", "await withUnsafeContinuation { (c: UnsafeContinuation<Void, Never>) in }"),
    Endless("awaitChecked", "await withCheckedContinuation { (c: CheckedContinuation<Void, Never>) in }"),
    Endless("awaitSleep", "try await Task.sleep(nanoseconds: 1_000_000_000_000)"),
    Endless("awaitStream", "for await n in AsyncStream<Int>(unfolding: { 1 }) { if n == 2 { break } }"),
    Endless("awaitSpin", "func f() async { while true {} }\nawait f()"),
    Endless("ignoring", "let t = Task { while true { await Task.yield() } }\nawait t.value"),
    Endless("ignoringDetached", "let t = Task.detached { while true { try? await Task.sleep(nanoseconds: 1_000_000) } }\nawait t.value"),
    Endless("sleepLoop", "while true { try? await Task.sleep(nanoseconds: 1_000_000) }"),
    Endless("groupSpin", "await withTaskGroup(of: Void.self) { g in for _ in 0..<3 { g.addTask { while true {} } } }"),
    Endless("asyncLet", "func f() async -> Int { while true {} }\nasync let x = f()\nprint(await x)"),
    Endless("actor", "actor A { func f() { while true {} } }\nawait A().f()"),
    Endless("mainActor", "@MainActor func f() { while true {} }\nlet t = Task { @MainActor in f() }\nawait t.value"),
    Endless("fit", FIT.format(16), TRAINING, may_complete=True),
    Endless("fitWhole", FIT.format(2000), TRAINING, may_complete=True),
    Endless("trainCommand", "%data moons --samples 1000\n%network net dense(32, tanh) dense(2, softmax)\n%train net --on moons --epochs 10000000", may_complete=True),
    Endless("predicts", "while true { _ = try model.predict(data.features) }", TRAINING),
    Endless("product", "let a = try Tensor.uniform([1500, 1500], seed: 1)\nwhile true { _ = try a.matmul(a) }"),
    Endless("elements", "var a = try Tensor.uniform([1_000_000], seed: 1)\nwhile true { a = try a * 0.5 + a * 0.5 }"),
    Endless("asks", 'print(input("a number? "))', asks=True),
    Endless("readLine", "print(readLine() as Any)", asks=True),
    Endless("cReadLine", "print(getchar())", FOUNDATION + "var ends: [Int32] = [0, 0]\npipe(&ends)\ndup2(ends[0], 0)\n"),
    Endless("compiles", "\n".join(f'let c{n} = [{n}: "{n}", {n + 1}: "\\({n} + 1)"].mapValues {{ $0.count * {n} }}' for n in range(1500)), compiles=True),
]
