import WorkerProtocol

/// What `%bench` makes of a line or a cell: a closure that is run many times.
///
/// - Parameters:
///   - loops: runs a sample; 0 finds out how many are enough.
///   - samples: how many samples.
/// - Throws: what the body throws.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoBench<T>(loops: Int, samples: Int, _ body: () throws -> T) throws {
    let times = try RunTimes.measure(loops: loops == 0 ? nil : loops, samples: samples) { count in
        let start = ContinuousClock.now
        for _ in 0..<count { swallow(try body()) }
        return (ContinuousClock.now - start).nanoseconds
    }
    print(times.text)
}

/// As ``__cuadernoBench(loops:samples:_:)``, for a body that waits.
// swift-format-ignore: AlwaysUseLowerCamelCase
public func __cuadernoBench<T>(loops: Int, samples: Int, _ body: () async throws -> T) async throws {
    let times = try await RunTimes.measure(loops: loops == 0 ? nil : loops, samples: samples) { count in
        let start = ContinuousClock.now
        for _ in 0..<count { swallow(try await body()) }
        return (ContinuousClock.now - start).nanoseconds
    }
    print(times.text)
}

/// Takes a value, so that the compiler cannot leave out what made it.
@inline(never)
private func swallow<T>(_ value: T) {}
