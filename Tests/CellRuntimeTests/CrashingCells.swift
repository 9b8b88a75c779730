import Glibc

private let foundation = "import Foundation\n"
private let recursion = "func deep(_ n: Int) -> Int { n == -1 ? 0 : deep(n + 1) + 1 }\n"

/// Cells that would end any ordinary process, and how they have to end here.
let crashingCells: [(TestCell, Ending)] = [
    // On the cell's own thread.
    (TestCell("outOfRange", "let a = [1, 2, 3]\nprint(a[a.count + 1])"), .trapped(SIGILL)),
    (TestCell("nilValue", "let n = Int(\"x\")\nprint(n!)"), .trapped(SIGILL)),
    (TestCell("overflow", "var m = Int.max\nm += Int(\"1\")!\nprint(m)"), .trapped(SIGILL)),
    (TestCell("division", "let z = Int(\"0\")!\nprint(1 / z)"), .trapped(SIGILL)),
    (TestCell("cast", "let any: Any = 3\nprint(any as! String)"), .trapped(SIGABRT)),
    (TestCell("fatal", "fatalError(\"no\")"), .trapped(SIGILL)),
    (TestCell("precondition", "precondition(Int(\"1\")! == 2, \"must\")"), .trapped(SIGILL)),
    (TestCell("tryBang", "struct E: Error {}\nfunc f() throws { throw E() }\ntry! f()"), .trapped(SIGILL)),
    (TestCell("wildPointer", "UnsafeMutablePointer<Int>(bitPattern: 0xdead0000000)!.pointee = 1"), .trapped(SIGSEGV)),
    (
        TestCell("wildCall", "let f = unsafeBitCast(Int(16), to: (@convention(c) () -> Void).self)\nf()"),
        .trapped(SIGSEGV)
    ),
    (TestCell("doubleFree", foundation + "let p = malloc(64)!\nfree(p)\nfree(p)"), .trapped(SIGABRT)),
    (
        TestCell(
            "smashedHeap",
            foundation + "let p = malloc(24)!.assumingMemoryBound(to: UInt8.self)\n"
                + "for i in 0..<96 { p[i] = 0xff }\nfree(p)\nfor _ in 0..<100 { _ = malloc(24) }\nabort()"),
        .trapped(SIGABRT)
    ),
    (TestCell("abort", foundation + "abort()"), .trapped(SIGABRT)),
    (TestCell("raised", foundation + "kill(getpid(), SIGFPE)\nwhile true { sleep(1) }"), .trapped(SIGFPE)),
    (
        TestCell(
            "inPrint",
            "struct S: CustomStringConvertible { var description: String { let a: [Int] = []; return \"\\(a[1])\" } }\n"
                + "print(\"a\", S())"), .trapped(SIGILL)
    ),
    (
        TestCell(
            "inSort",
            "var s = Array(0..<1000)\nvar n = 0\ns.sort { n += 1; if n == 700 { fatalError() }; return $0 > $1 }"),
        .trapped(SIGILL)
    ),
    (
        TestCell(
            "initialiserCycle",
            "struct A { static let a: Int = B.b + 1 }\nstruct B { static let b: Int = A.a + 1 }\nprint(A.a)"),
        .trapped(SIGABRT)
    ),
    (
        TestCell(
            "ownHandlers",
            foundation + "signal(SIGILL, SIG_DFL)\nvar all = sigset_t()\nsigfillset(&all)\n"
                + "pthread_sigmask(SIG_SETMASK, &all, nil)\nfatalError()"), .trapped(SIGILL)
    ),
    // The stack.
    (TestCell("recursion", recursion + "print(deep(0))"), .overflowed),
    (
        TestCell(
            "allocatingRecursion",
            "func deep(_ a: [Int]) -> Int { deep([a.count, a[0] + 1]) + a[0] }\nprint(deep([1, 2]))"),
        .overflowed
    ),
    (
        TestCell(
            "objectRecursion",
            "final class N { var n: N?; var d = [\"k\": 1] }\n"
                + "func deep(_ n: N) -> Int { let m = N(); m.n = n; m.d[\"l\"] = 2; return deep(m) + m.d.count }\n"
                + "print(deep(N()))"), .overflowed
    ),
    (
        TestCell(
            "recursionOnThread",
            foundation + recursion + "let s = DispatchSemaphore(value: 0)\n"
                + "Thread { print(deep(0)); s.signal() }.start()\ns.wait()"), .overflowed
    ),
    (
        TestCell(
            "allocatingOnThread",
            foundation + "func deep(_ a: [Int]) -> Int { deep([a.count, a[0] + 1]) + a[0] }\n"
                + "let s = DispatchSemaphore(value: 0)\nThread { print(deep([1, 2])); s.signal() }.start()\ns.wait()"),
        .overflowed
    ),
    (TestCell("recursionInTask", recursion + "let t = Task.detached { deep(0) }\nprint(await t.value)"), .overflowed),
    // Errors and ways out.
    (TestCell("threw", "struct Oops: Error { var n = 3 }\nthrow Oops()"), .threw(type: "Oops", message: "Oops(n: 3)")),
    (
        TestCell(
            "localized",
            foundation + "struct Oops: LocalizedError { var errorDescription: String? { \"it is so\" } }\nthrow Oops()"),
        .threw(type: "Oops", message: "it is so")
    ),
    (
        TestCell("threwAsync", "struct Oops: Error {}\nfunc f() async throws { throw Oops() }\ntry await f()"),
        .threw(type: "Oops", message: "Oops()")
    ),
    (TestCell("exit", foundation + "func leave() { exit(3) }\nleave()"), .exited(3)),
    (TestCell("exitZero", foundation + "exit(0)"), .exited(0)),
    (TestCell("underscoreExit", foundation + "_exit(7)"), .exited(7)),
    (TestCell("quickExit", foundation + "quick_exit(2)"), .exited(2)),
    (TestCell("exitOnThread", foundation + "Thread { exit(4) }.start()\nwhile true { sleep(1) }"), .exited(4)),
    (TestCell("exitInTask", foundation + "let t = Task.detached { exit(5) }\nawait t.value"), .exited(5)),
    (TestCell("threadExit", foundation + "Thread.exit()"), .exited(0)),
    // Tasks.
    (
        TestCell("afterAwait", "try await Task.sleep(nanoseconds: 1_000_000)\nlet a: [Int] = []\nprint(a[1])"),
        .trapped(SIGILL)
    ),
    (TestCell("detached", "let t = Task.detached { [Int]()[Int(\"1\")!] }\nprint(await t.value)"), .dropped),
    (
        TestCell(
            "taskGroup",
            "print(await withTaskGroup(of: Int.self) { g in\n    for i in 0..<8 { g.addTask { [1][i] } }\n"
                + "    return await g.reduce(0, +)\n})"), .dropped
    ),
    (TestCell("asyncLet", "func f() async -> Int { [Int]()[1] }\nasync let x = f()\nprint(await x)"), .dropped),
    (
        TestCell(
            "mainActor",
            "@MainActor func f() -> Int { [Int]()[1] }\nlet t = Task { @MainActor in f() }\nprint(await t.value)"),
        .dropped
    ),
    // Threads that are not ours.
    (
        TestCell(
            "onThread",
            foundation
                + "let s = DispatchSemaphore(value: 0)\nThread { print([Int]()[1]); s.signal() }.start()\ns.wait()"),
        .dropped
    ),
    (
        TestCell(
            "besideThread", foundation + "Thread { print([Int]()[1]) }.start()\nThread.sleep(forTimeInterval: 0.1)"),
        .trappedElsewhere
    ),
    (
        TestCell(
            "inDispatch",
            foundation + "let s = DispatchSemaphore(value: 0)\n"
                + "DispatchQueue.global().async { print([Int]()[1]); s.signal() }\ns.wait()"), .dropped
    ),
    // What harms in other ways.
    (TestCell("closesAll", foundation + "for i in 0..<10 { close(Int32(i)) }\nprint(\"lost\")"), .completed),
    (
        TestCell(
            "forks",
            foundation + "let f = unsafeBitCast(dlsym(nil, \"fork\"), to: (@convention(c) () -> Int32).self)\n"
                + "let child = f()\nif child == 0 { exit(9) }\nvar status: Int32 = 0\nwaitpid(child, &status, 0)\n"
                + "precondition(status >> 8 == 9)"), .completed
    ),
    (
        TestCell(
            "manyThreads",
            foundation + "for _ in 0..<300 { Thread { sleep(1000) }.start() }\nprint(\"started\")"), .completed
    ),
]
