/// A cell that asks what a name means, as IPython's users write it: `Dense?`, `?model.fit`, `%train?`.
///
/// A question mark there is no Swift, so nothing is taken from the language.
struct HelpQuestion {
    /// What is asked about.
    let subject: String

    init?(_ code: String) {
        let line = code.trimming { $0.isWhitespace }
        let subject = line.trimming { $0 == "?" }
        guard subject.utf8.count < line.utf8.count, !subject.isEmpty,
            subject.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." || $0 == "%" }),
            !subject.dropFirst().contains("%")
        else { return nil }
        self.subject = String(subject)
    }
}

extension StringProtocol {
    fileprivate func trimming(_ isDropped: (Character) -> Bool) -> SubSequence {
        var rest = self[...]
        while let first = rest.first, isDropped(first) { rest = rest.dropFirst() }
        while let last = rest.last, isDropped(last) { rest = rest.dropLast() }
        return rest
    }
}
