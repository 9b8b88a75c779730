/// A part of a formula, drawn.
struct Atom {
    /// What it is to its neighbours, which decides on the space between them.
    enum Kind {
        case ordinary
        /// `sin`: a thin space on either side, but none before a bracket.
        case function
        /// Relations, binary operators, brackets and punctuation: MathML's operators bring their own space.
        case `operator`
        /// Plus and minus, which stand between two things or before one.
        case sign
        /// An opening bracket.
        case opening
        case space
    }

    /// Exactly one MathML element.
    var markup: String
    var kind = Kind.ordinary
    /// Scripts stand above and below, where the formula is displayed or the author wants it: `\sum`, `\lim`, `\underbrace`.
    var takesLimits = false
    /// An integral, whose upper end is further to the right than its lower one.
    var isSlanted = false
}
