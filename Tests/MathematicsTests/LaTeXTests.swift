import Mathematics
import Testing

@Suite struct LaTeXTests {
    /// The MathML of a formula without its wrapping.
    private func body(_ source: String, isDisplayed: Bool = false) -> String {
        var latex = LaTeX()
        let html = latex.mathML(source, isDisplayed: isDisplayed)
        let inside = html.split(separator: "<semantics>").last?.split(separator: "<annotation").first
        return inside.map(String.init) ?? html
    }

    @Test(arguments: [
        ("x", "<mi>x</mi>"),
        ("12.5", "<mn>12.5</mn>"),
        ("x_1", "<msub><mi>x</mi><mn>1</mn></msub>"),
        // A bare digit is one argument, as in TeX.
        ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("x^2_1", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>"),
        ("f'", "<msup><mi>f</mi><mo lspace=\"0\" rspace=\"0\">′</mo></msup>"),
        // A sign before one thing is no sign between two.
        ("a = -1", "<mrow><mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mn>1</mn></mrow>"),
        ("a - 1", "<mrow><mi>a</mi><mo>−</mo><mn>1</mn></mrow>"),
        ("\\mathbf{w}", "<mi>𝐰</mi>"),
        ("\\mathbb{R}", "<mi>ℝ</mi>"),
        ("\\mathcal{L}", "<mi>ℒ</mi>"),
        ("\\boldsymbol{\\theta}", "<mi>𝜽</mi>"),
        // Capitals stand upright in TeX, small letters slanted.
        ("\\Gamma", "<mi mathvariant=\"normal\">Γ</mi>"),
        ("\\eta", "<mi>η</mi>"),
        ("\\mathrm{softmax}", "<mi>softmax</mi>"),
        ("\\mathrm{d}", "<mi mathvariant=\"normal\">d</mi>"),
        ("\\hat{y}", "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">ˆ</mo></mover>"),
        ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        ("\\sum_{i=1}^n", "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"),
        (
            "\\int_0^1",
            "<msubsup><mo>∫</mo><mn>0</mn><mrow><mspace width=\"0.2em\"></mspace><mn>1</mn></mrow></msubsup>"
        ),
        // A name of a function is apart from its argument.
        ("\\log x", "<mrow><mi>log</mi><mspace width=\"0.1667em\"></mspace><mi>x</mi></mrow>"),
        ("\\text{si } x", "<mrow><mtext>si\u{A0}</mtext><mi>x</mi></mrow>"),
        ("\\not=", "<mo stretchy=\"false\">≠</mo>"),
        ("a < b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"),
        ("{n \\choose k}", "<mrow><mo>(</mo><mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac><mo>)</mo></mrow>"),
        ("é", "<mi>é</mi>"),
    ])
    func aFormulaBecomesMathML(source: String, expected: String) {
        #expect(body(source) == expected)
    }

    @Test func environmentsAreTables() {
        let matrix = body("\\begin{pmatrix} a & b \\\\ c & d \\\\ \\end{pmatrix}")
        #expect(matrix.components(of: "<mtr>") == 2)
        #expect(matrix.components(of: "<mtd>") == 4)
        #expect(matrix.contains(">(</mo>") && matrix.contains(">)</mo>"))
        let cases = body("f(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & \\text{si no} \\end{cases}")
        #expect(cases.contains(">{</mo>") && cases.contains("text-align:left") && cases.contains("si\u{A0}no"))
        let aligned = body("\\begin{aligned} a &= b \\\\ &= c \\end{aligned}", isDisplayed: true)
        #expect(aligned.components(of: "<mtr>") == 2)
        #expect(aligned.contains("text-align:right;padding-right:0"))
        // Lines outside of an environment.
        #expect(body("a \\\\ b", isDisplayed: true).components(of: "<mtr>") == 2)
    }

    @Test func bracketsGrow() {
        let grown = body("\\left( \\frac{a}{b} \\middle| c \\right]")
        #expect(grown.contains("stretchy=\"true\" symmetric=\"true\" form=\"prefix\""))
        #expect(grown.contains(">|</mo>") && grown.contains(">]</mo>"))
        #expect(body("\\left. x \\right|").components(of: "<mo") == 1)
    }

    @Test(arguments: [
        ("\\foo{x}", "\\foo"), ("\\frac{a}{\\unknown}", "\\unknown"), ("x \\includegraphics{y}", "\\includegraphics"),
    ])
    func anUnknownCommandIsShownAsItsSource(source: String, shown: String) {
        #expect(body(source).contains("<mtext class=\"tex-source\">\(shown)</mtext>"))
    }

    /// What cannot be read is shown in whole.
    @Test(arguments: [
        "{x", "x}", "\\frac{a}", "\\left( x", "\\begin{pmatrix} a", "\\begin{tikzpicture} x \\end{tikzpicture}",
        "a & b",
        "x^", "\\end{x}", "\\right)", "\\sqrt", "\\", "\\begin{matrix} a \\end{pmatrix}",
        String(repeating: "{", count: 5_000), String(repeating: "x^{", count: 5_000),
        "\\newcommand{\\a}{\\a\\a} \\a", "\\def\\a{\\b\\b}\\def\\b{\\a\\a} \\a",
    ])
    func whatCannotBeReadIsShownAsItsSource(source: String) {
        var latex = LaTeX()
        let html = latex.mathML(source, isDisplayed: false)
        #expect(html == "<code class=\"math-source\">\(source.replacing("&", with: "&amp;"))</code>")
    }

    @Test func macrosHoldForLaterFormulas() {
        var latex = LaTeX()
        _ = latex.mathML(
            "\\newcommand{\\R}{\\mathbb{R}} \\newcommand{\\norm}[2][2]{\\lVert #2 \\rVert_{#1}}", isDisplayed: false)
        #expect(latex.mathML("\\R^n", isDisplayed: false).contains("<msup><mi>ℝ</mi><mi>n</mi></msup>"))
        #expect(latex.mathML("\\norm{x}", isDisplayed: false).contains("<mn>2</mn></msub>"))
        #expect(latex.mathML("\\norm[1]{x}", isDisplayed: false).contains("<mn>1</mn></msub>"))
        _ = latex.mathML("\\DeclareMathOperator*{\\best}{best} \\def\\half#1{\\frac{#1}{2}}", isDisplayed: false)
        #expect(latex.mathML("\\best_x", isDisplayed: true).contains("<munder>"))
        #expect(latex.mathML("\\half{y}", isDisplayed: true).contains("<mfrac><mi>y</mi><mn>2</mn></mfrac>"))
    }

    @Test func theSourceStandsInAnAnnotation() {
        var latex = LaTeX()
        let html = latex.mathML("a < b", isDisplayed: true)
        #expect(html.hasPrefix("<math display=\"block\"><semantics>"))
        #expect(html.hasSuffix("<annotation encoding=\"application/x-tex\">a &lt; b</annotation></semantics></math>"))
    }

    /// Every command of the tables is drawn as something, and nothing of it is the command's own name.
    @Test func everySymbolIsDrawn() {
        let names = [
            Symbols.identifiers, Symbols.upright, Symbols.operators, Symbols.large, Symbols.integrals,
            Symbols.delimiters,
        ]
        .flatMap(\.keys)
        #expect(names.count > 250)
        for name in names {
            let html = body("\\\(name)")
            #expect(!html.contains("tex-source") && !html.contains("math-source"), "\\\(name): \(html)")
        }
        for name in Array(Symbols.accents.keys) + Symbols.accentsBelow.keys {
            #expect(body("\\\(name){x}").contains("<mi>x</mi>"), "\\\(name)")
        }
    }

    /// Elements are closed in the order in which they were opened.
    @Test(arguments: [
        "\\mathbf{w} \\leftarrow \\mathbf{w} + \\eta\\, y_i\\, \\mathbf{x}_i",
        "\\hat{y} = \\operatorname{sign}\\langle \\mathbf{w}, \\mathbf{x} \\rangle \\in \\{-1, +1\\}",
        "\\frac{\\partial L}{\\partial w_{ij}^{(l)}} = \\underbrace{\\delta_j^{(l)}}_{\\text{error}} a_i^{(l-1)}",
        "\\operatorname*{arg\\,max}_{k} \\Pr(y = k \\mid \\mathbf{x}) \\xrightarrow[n]{\\text{ c.s. }} 1",
        "\\overset{!}{=} \\stackrel{def}{=} \\underset{x}{\\min} \\binom{n}{k} \\pmod{5} \\substack{a \\\\ b}",
        "\\bigl( \\Bigl[ \\boxed{x} \\textcolor{red}{y} \\phantom{z} \\Bigr] \\bigr) \\color{blue} w \\quad \\hspace{1em}",
        "\\begin{array}{l|cr} a & b & c \\\\ \\hline d & e & f \\end{array} \\tag{1} \\label{eq}",
        "\\begin{align*} a &= b & c &= d \\\\[2mm] e &= f & g &= h \\end{align*}",
        "\\displaystyle \\sum\\nolimits_i \\lim\\limits_{n \\to \\infty} \\sqrt{x} \\cdots \\mathop{X}_y \\not\\in",
    ])
    func elementsAreBalanced(source: String) throws {
        let html = body(source)
        #expect(!html.contains("math-source") && !html.contains("tex-source"), "\(html)")
        var open: [Substring] = []
        for match in html.matches(of: /<(\/?)([a-z]+)[^>]*>/) {
            if match.1.isEmpty { open.append(match.2) } else { #expect(open.popLast() == match.2) }
        }
        #expect(open.isEmpty)
    }
}

extension String {
    fileprivate func components(of word: String) -> Int { ranges(of: word).count }
}
