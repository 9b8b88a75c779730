import Crypto
import Foundation

/// The name of a cell's module, `Cell0007`.
///
/// All names of a session have one length (as long as there are fewer than 10,000), so that a compiled library can be given
/// the name of another module without moving a byte: see ``LibraryCopy``.
struct ModuleName: Hashable, Sendable {
    /// Never used twice in a session.
    let number: Int

    /// The module's name.
    var module: String {
        let digits = String(number)
        return "Cell" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// True where the module of this name is not younger.
    func isNotBefore(_ module: String) -> Bool {
        Int(module.dropFirst("Cell".count)).map { $0 <= number } ?? false
    }

    /// The symbol of the module's `main`.
    var entryPoint: String { "c\(module.dropFirst())_main" }

    /// What the compiler puts into the symbols of private declarations, so that those of two files are told apart: the MD5 of
    /// the names of module and file.
    var privateDiscriminator: String {
        Insecure.MD5.hash(data: Data("\(module)main.swift".utf8))
            .map { $0 < 16 ? "0" + String($0, radix: 16, uppercase: true) : String($0, radix: 16, uppercase: true) }
            .joined()
    }
}
