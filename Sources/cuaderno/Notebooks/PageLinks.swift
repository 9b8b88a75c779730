import Foundation

/// Where the pages of notebooks are that are exported together, so that they link to each other.
struct PageLinks {
    private var pages: [String: URL] = [:]

    /// - Parameter pages: the page of each notebook.
    init(_ pages: [(notebook: URL, page: URL)]) {
        for (notebook, page) in pages { self.pages[Self.key(notebook)] = page }
    }

    /// The address of a notebook's page, for a link in another page.
    ///
    /// - Parameters:
    ///   - path: the notebook as the prose names it.
    ///   - folder: where the notebook is whose prose it is.
    ///   - page: where the link will stand.
    /// - Returns: nil for a notebook that is not exported along.
    func address(of path: String, from folder: URL, on page: URL) -> String? {
        guard let target = pages[Self.key(URL(fileURLWithPath: path, relativeTo: folder))] else { return nil }
        let (from, to) = (page.deletingLastPathComponent().pathComponents, target.pathComponents)
        let shared = zip(from, to).prefix { $0 == $1 }.count
        let parts = Array(repeating: "..", count: from.count - shared) + to[shared...]
        // A colon in the first part would pass for a scheme.
        let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ":;"))
        return parts.map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0 }.joined(separator: "/")
    }

    private static func key(_ url: URL) -> String { url.standardizedFileURL.resolvingSymlinksInPath().path }
}
