/// What is wrong, and what to type.
struct Complaint: Error {
    let problem: String
    let remedy: String

    init(_ problem: String, _ remedy: String) {
        self.problem = problem
        self.remedy = remedy
    }
}

/// Runs checks and prints what they found.
struct Checkup {
    private(set) var failures = 0

    mutating func run(_ name: String, _ check: () async throws -> String) async {
        do {
            print("ok      \(name): \(try await check())")
        } catch let complaint as Complaint {
            failures += 1
            print("WRONG   \(name): \(complaint.problem)\n        -> \(complaint.remedy)")
        } catch {
            failures += 1
            print("WRONG   \(name): \(error)")
        }
    }
}
