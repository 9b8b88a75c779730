/// A shared library that the loader did not find.
struct MissingLibrary {
    let name: String

    /// - Parameter message: the loader's, `libopenblas.so.0: cannot open shared object file: No such file or directory`.
    init?(in message: String) {
        guard let found = message.firstMatch(of: /([\w.+-]+\.so[\w.]*): cannot open shared object file/) else {
            return nil
        }
        name = String(found.1)
    }

    private static let packages = [
        "libopenblas": "libopenblas-dev", "libpng16": "libpng-dev", "libzmq": "libzmq3-dev",
        "libcmark-gfm-extensions": "libcmark-gfm-extensions-dev", "libcmark-gfm.": "libcmark-gfm-dev",
        "libgfortran": "libgfortran5", "libcurl": "libcurl4",
        "libxml2": "libxml2", "libstdc++": "libstdc++6", "libz.": "zlib1g",
    ]

    /// What to type.
    var remedy: String {
        if let package = Self.packages.first(where: { name.hasPrefix($0.key) })?.value {
            return "sudo apt-get install \(package)"
        }
        return name.hasPrefix("libswift") || name.hasPrefix("libFoundation") || name.hasPrefix("lib_")
            ? "it belongs to the Swift toolchain: put the one that built Cuaderno back, or run `swift build -c release` again"
            : "install the package that holds it (Debian: `apt-file search \(name)`), then try again"
    }
}
