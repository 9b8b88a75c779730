/// A label's text, cut into runs that are drawn alike.
///
/// Between two `$` stands a little mathematics, as in LaTeX: `$x_1$`, `$10^{-3}$`, `$\eta = 0.1$`. Letters are set in
/// italics, `_` and `^` (one character or a group in braces) lower and raise, Greek letters have their names, and there are `\hat{y}`,
/// `\frac{a}{b}`, `\sqrt{x}`, `\mathbf{w}` and their like, each in one line of text. Outside
/// of `$…$` every character stands for itself, so that a column called `petal_width` stays readable; a single `$` is
/// a dollar.
package struct TextMarkup: Sendable, Equatable {
    package enum Shift: Sendable { case none, raised, lowered }

    package struct Run: Sendable, Equatable {
        package var text: String
        package var italic = false
        package var shift = Shift.none
    }

    package private(set) var runs: [Run] = []

    package init(_ source: String) {
        // Most labels (every tick) hold no mathematics.
        guard source.utf8.contains(UInt8(ascii: "$")) else {
            runs = [Run(text: source)]
            return
        }
        let parts = source.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count % 2 == 1 else {
            runs = [Run(text: source)]
            return
        }
        for (index, part) in parts.enumerated() {
            if index % 2 == 0 { append(String(part)) } else { parse(part) }
        }
    }

    /// The words without the markup, for descriptions: "10^-3", "x_1".
    package var plain: String {
        var text = ""
        var previous = Shift.none
        for run in runs {
            if run.shift != previous { text += run.shift == .raised ? "^" : run.shift == .lowered ? "_" : "" }
            text += run.text
            previous = run.shift
        }
        return text
    }

    package func width(size: Double, bold: Bool = false) -> Double {
        runs.reduce(0) { sum, run in
            sum + TextMetrics.width(of: run.text, size: run.shift == .none ? size : size * Self.shiftedSize, bold: bold)
        }
    }

    /// The size of raised and lowered text, relative to the line's.
    package static let shiftedSize = 0.72

    mutating func append(_ text: String, italic: Bool = false, shift: Shift = .none) {
        guard !text.isEmpty else { return }
        if let last = runs.last, last.italic == italic, last.shift == shift {
            runs[runs.count - 1].text += text
        } else {
            runs.append(Run(text: text, italic: italic, shift: shift))
        }
    }

    /// As another run is drawn.
    mutating func append(_ text: String, like run: Run?) {
        append(text, italic: run?.italic ?? false, shift: run?.shift ?? .none)
    }

    mutating func parse(_ source: Substring) {
        var rest = source
        while let character = rest.first {
            rest.removeFirst()
            switch character {
            case "_", "^":
                let group = Self.takeGroup(&rest)
                var inner = TextMarkup("")
                inner.runs = []
                inner.parse(group)
                for run in inner.runs {
                    append(Self.nested(run), italic: run.italic, shift: character == "_" ? .lowered : .raised)
                }
            case "\\": parseCommand(&rest)
            case "{", "}": continue
            case "-": append("−")  // in mathematics a hyphen is a minus sign
            default: append(String(character), italic: character.isLetter)
            }
        }
    }

    static func takeGroup(_ rest: inout Substring) -> Substring {
        guard let first = rest.first else { return "" }
        if first == "{" {
            rest.removeFirst()
            var depth = 1
            let end =
                rest.firstIndex { character in
                    depth += character == "{" ? 1 : character == "}" ? -1 : 0
                    return depth == 0
                } ?? rest.endIndex
            defer { rest = end < rest.endIndex ? rest[rest.index(after: end)...] : "" }
            return rest[..<end]
        }
        if first == "\\" {
            let end = rest.dropFirst().firstIndex { !$0.isLetter } ?? rest.endIndex
            defer { rest = rest[end...] }
            return rest[..<end]
        }
        return [rest.removeFirst()][...].reduce(into: Substring()) { $0.append($1) }
    }

    static let symbols: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "theta": "θ",
        "lambda": "λ", "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ",
        "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ",
        "Omega": "Ω", "sum": "∑", "nabla": "∇", "partial": "∂", "cdot": "·", "times": "×", "le": "≤", "ge": "≥",
        "ne": "≠", "approx": "≈", "infty": "∞", "in": "∈", "pm": "±", "to": "→", "langle": "⟨", "rangle": "⟩",
        "sin": "sin", "cos": "cos", "tan": "tan", "tanh": "tanh", "exp": "exp", "ln": "ln", "log": "log", "max": "max",
        "min": "min", "left": "", "right": "", "ldots": "…", "prime": "′", "ell": "ℓ", "odot": "⊙", "neq": "≠",
        "leq": "≤",
        "geq": "≥",
        "kappa": "κ", "xi": "ξ", "zeta": "ζ", "Pi": "Π", "Psi": "Ψ", "leftarrow": "←", "rightarrow": "→",
    ]
}
