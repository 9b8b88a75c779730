/// Commands that stand for one sign.
package enum Symbols {
    /// Letters and signs that stand for values: set as identifiers.
    package static let identifiers: [String: String] = [
        "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
        "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "varkappa": "ϰ", "lambda": "λ",
        "mu": "μ", "nu": "ν", "xi": "ξ", "omicron": "ο", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ",
        "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
        "omega": "ω", "ell": "ℓ", "hbar": "ℏ", "imath": "ı", "jmath": "ȷ", "partial": "∂", "wp": "℘",
    ]

    /// The same, but upright.
    package static let upright: [String: String] = [
        "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
        "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "emptyset": "∅", "varnothing": "∅", "Re": "ℜ", "Im": "ℑ",
        "aleph": "ℵ", "nabla": "∇", "angle": "∠", "triangle": "△", "square": "□", "blacksquare": "■", "Box": "□",
        "checkmark": "✓", "bot": "⊥", "top": "⊤", "bullet": "∙", "degree": "°", "dag": "†", "ddag": "‡", "S": "§",
        "pounds": "£", "copyright": "©", "clubsuit": "♣", "diamondsuit": "♢", "heartsuit": "♡", "spadesuit": "♠",
        "ldots": "…", "dots": "…", "cdots": "⋯", "dotsc": "…", "dotsb": "⋯", "dotsm": "⋯", "vdots": "⋮", "ddots": "⋱",
        "mathellipsis": "…", "#": "#", "$": "$", "%": "%", "&": "&", "_": "_", "prime": "′", "backprime": "‵",
    ]

    /// Relations, binary operators and arrows.
    package static let operators: [String: String] = [
        "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "⋅", "ast": "∗", "star": "⋆", "circ": "∘", "cap": "∩",
        "cup": "∪", "wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨", "setminus": "∖", "smallsetminus": "∖",
        "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "odot": "⊙", "oslash": "⊘", "amalg": "⨿", "uplus": "⊎",
        "sqcup": "⊔", "sqcap": "⊓", "bigcirc": "◯", "diamond": "⋄", "lnot": "¬", "neg": "¬", "forall": "∀",
        "exists": "∃", "nexists": "∄", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "lt": "<", "gt": ">",
        "leqslant": "⩽", "geqslant": "⩾", "neq": "≠", "ne": "≠", "ll": "≪", "gg": "≫", "approx": "≈", "sim": "∼",
        "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝", "doteq": "≐", "triangleq": "≜", "coloneqq": "≔",
        "eqqcolon": "≕", "coloneq": "≔", "prec": "≺", "succ": "≻", "preceq": "⪯", "succeq": "⪰", "in": "∈",
        "notin": "∉", "ni": "∋", "subset": "⊂", "supset": "⊃", "subseteq": "⊆", "supseteq": "⊇", "subsetneq": "⊊",
        "supsetneq": "⊋", "nsubseteq": "⊈", "perp": "⟂", "parallel": "∥", "mid": "∣", "nmid": "∤", "models": "⊨",
        "vdash": "⊢", "dashv": "⊣", "asymp": "≍", "bowtie": "⋈", "lesssim": "≲", "gtrsim": "≳", "to": "→",
        "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
        "Leftarrow": "⇐", "Leftrightarrow": "⇔", "implies": "⟹", "impliedby": "⟸", "iff": "⟺", "mapsto": "↦",
        "longmapsto": "⟼", "longrightarrow": "⟶", "longleftarrow": "⟵", "longleftrightarrow": "⟷",
        "Longrightarrow": "⟹", "Longleftarrow": "⟸", "Longleftrightarrow": "⟺", "hookrightarrow": "↪",
        "hookleftarrow": "↩", "rightharpoonup": "⇀", "rightleftharpoons": "⇌", "nearrow": "↗", "searrow": "↘",
        "swarrow": "↙", "nwarrow": "↖", "leadsto": "⇝", "therefore": "∴", "because": "∵", "colon": ":",
        "uparrow": "↑", "downarrow": "↓", "updownarrow": "↕", "Uparrow": "⇑", "Downarrow": "⇓", "vert": "|",
        "Vert": "‖", "|": "‖", "backslash": "\\", "nrightarrow": "↛", "lhd": "⊲", "rhd": "⊳", "trianglelefteq": "⊴",
    ]

    /// Operators that are large where the formula is displayed; those that are no integrals have limits above and below there.
    package static let large: [String: String] = [
        "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigsqcup": "⨆", "bigvee": "⋁",
        "bigwedge": "⋀", "bigoplus": "⨁", "bigotimes": "⨂", "bigodot": "⨀", "biguplus": "⨄",
    ]

    package static let integrals: [String: String] = [
        "int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮", "oiint": "∯", "intop": "∫", "smallint": "∫",
    ]

    /// What is written upright with a name.
    package static let functions: Set<String> = [
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom", "ker",
        "lg", "ln", "log", "sec", "sin", "sinh", "sgn", "tan", "tanh", "tr",
    ]

    /// The same, with what stands below set as a limit.
    package static let limitFunctions: [String: String] = [
        "det": "det", "gcd": "gcd", "inf": "inf", "lim": "lim", "liminf": "lim inf", "limsup": "lim sup",
        "max": "max", "min": "min", "Pr": "Pr", "sup": "sup", "argmax": "arg max", "argmin": "arg min",
    ]

    /// Brackets, as `\left` takes them as well.
    package static let delimiters: [String: String] = [
        "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "langle": "⟨", "rangle": "⟩",
        "lvert": "|", "rvert": "|", "vert": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖", "|": "‖", "lfloor": "⌊",
        "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "backslash": "\\", "uparrow": "↑", "downarrow": "↓", "lgroup": "⟮",
        "rgroup": "⟯", "llbracket": "⟦", "rrbracket": "⟧",
    ]

    /// Those of ``delimiters`` that open.
    package static let opening: Set<String> = ["(", "[", "{", "⟨", "⌊", "⌈", "⟮", "⟦"]

    /// Accents above one thing. Wide ones stretch.
    package static let accents: [String: (sign: String, stretches: Bool)] = [
        "hat": ("ˆ", false), "widehat": ("\u{302}", true), "tilde": ("˜", false), "widetilde": ("\u{303}", true),
        "bar": ("¯", false), "overline": ("‾", true), "vec": ("→", false), "dot": ("˙", false),
        "ddot": ("¨", false),
        "dddot": ("\u{20DB}", false), "acute": ("´", false), "grave": ("`", false), "breve": ("˘", false),
        "check": ("ˇ", false), "mathring": ("˚", false), "overrightarrow": ("→", true),
        "overleftarrow": ("←", true), "overleftrightarrow": ("↔", true), "overbrace": ("⏞", true),
    ]

    /// The same below.
    package static let accentsBelow: [String: String] = [
        "underline": "_", "underbrace": "⏟", "underrightarrow": "→", "underleftarrow": "←", "underbar": "_",
    ]

    /// The widths of TeX's spaces.
    package static let spaces: [String: String] = [
        ",": "0.1667em", "thinspace": "0.1667em", ":": "0.2222em", ">": "0.2222em", "medspace": "0.2222em",
        ";": "0.2778em", "thickspace": "0.2778em", "!": "-0.1667em", "negthinspace": "-0.1667em", " ": "0.25em",
        "enspace": "0.5em", "quad": "1em", "qquad": "2em", "enskip": "0.5em", "space": "0.25em",
        "nobreakspace": "0.25em",
    ]

    /// Signs that a stroke through them makes another one.
    package static let negated: [String: String] = [
        "=": "≠", "<": "≮", ">": "≯", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊆": "⊈", "≡": "≢", "∼": "≁", "≈": "≉", "∃": "∄",
        "≤": "≰", "≥": "≱", "∣": "∤", "∥": "∦", "≅": "≇", "→": "↛", "⇒": "⇏",
    ]

    /// What is told to the typesetter and not to the reader.
    package static let invisible: Set<String> = [
        "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "nonumber", "notag", "limits", "nolimits",
        "hfill", "allowbreak", "nobreak", "relax", "noindent", "centering", "left.", "mathstrut", "strut", "bigskip",
        "medskip", "smallskip", "hline", "displaylimits", "null", "protect", "ignorespaces",
    ]
}
