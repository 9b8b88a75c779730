/// What directives have set, and what they measure by.
struct DirectiveState {
    /// What `%optimize` said; nil lets the content of each cell decide.
    var optimization: Bool?
    /// The worker's folder and environment and the libraries of packages, by the lines that set them. A worker that takes the
    /// place of another one runs them first.
    var surroundings: [(key: String, line: String)] = []
    /// Whether the present worker has run them, or has set them itself.
    var isRestored = true
    /// How many files are being included in each other.
    var includeDepth = 0
    /// The packages of this session, by their places.
    var packages: [String: BuiltPackage] = [:]
    /// Whose package each module is, by the packages' places.
    var moduleOwners: [String: String] = [:]
    /// Newer versions of those packages, which only another worker can load.
    var changedPackages: [BuiltPackage] = []

    /// Keeps a line that sets something; the older one of the same key is void.
    mutating func keep(_ line: String, for key: String) {
        surroundings.removeAll { $0.key == key }
        surroundings.append((key, line))
    }
}

/// Where the time of a cell went.
struct TimeSpent {
    var compiling = Duration.zero
    var running = Duration.zero
}
