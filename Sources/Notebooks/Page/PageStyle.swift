/// How pages look.
enum PageStyle {
    /// Colours first, for light and for dark; every text has a contrast of 4.5 to 1 or more.
    static let css = """
        :root {
          color-scheme: light dark;
          --text: #1f2328; --soft: #59636e; --page: #ffffff; --code: #f6f8fa; --line: #d1d9e0; --link: #0550ae;
          --error: #ffebe9; --warning: #fff8e5; --quote: #0a7f5a;
          --k: #a0111f; --t: #6639ba; --s: #0a3069; --n: #0550ae; --c: #59636e; --a: #953800; --m: #0b6b4a; --o: #953800;
          --ansi-black: #1f2328; --ansi-red: #b3131f; --ansi-green: #116329; --ansi-yellow: #7d4e00; --ansi-blue: #0550ae;
          --ansi-magenta: #8250df; --ansi-cyan: #0f6a75; --ansi-white: #59636e;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --text: #e6edf3; --soft: #9198a1; --page: #0d1117; --code: #161b22; --line: #3d444d; --link: #79b8ff;
            --error: #3a1a1d; --warning: #2e2611; --quote: #3fb98f;
            --k: #ff8b83; --t: #d2a8ff; --s: #a5d6ff; --n: #79c0ff; --c: #9198a1; --a: #ffa657; --m: #56d4a4; --o: #ffa657;
            --ansi-black: #9198a1; --ansi-red: #ff8b83; --ansi-green: #56d364; --ansi-yellow: #e3b341;
            --ansi-blue: #79c0ff; --ansi-magenta: #d2a8ff; --ansi-cyan: #56d4dd; --ansi-white: #e6edf3;
          }
          .picture img { filter: brightness(.9); }
        }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--page); color: var(--text); overflow-wrap: break-word;
          font: 17px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
        }
        main { max-width: 50rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.6em 0 .6em; }
        h1 { font-size: 1.9rem; margin-top: .4em; }
        h2 { font-size: 1.45rem; padding-bottom: .25em; border-bottom: 1px solid var(--line); }
        h3 { font-size: 1.2rem; }
        h4, h5, h6 { font-size: 1rem; }
        p, ul, ol, dl, blockquote, details, .scroll { margin: .8em 0; }
        li > p { margin: .3em 0; }
        li > ul, li > ol { margin: .2em 0; }
        li:has(> input[type=checkbox]) { list-style: none; }
        a { color: var(--link); }
        img, svg, video { max-width: 100%; height: auto; }
        iframe { max-width: 100%; }
        hr { border: 0; border-top: 1px solid var(--line); margin: 2em 0; }
        blockquote { margin-left: 0; margin-right: 0; padding: .1em 1em; border-left: 4px solid var(--quote); background: var(--code); }
        details { border: 1px solid var(--line); border-radius: 8px; padding: .5em 1em; }
        summary { cursor: pointer; }
        code, pre, kbd { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        code { font-size: .875em; background: var(--code); padding: .15em .35em; border-radius: 4px; }
        kbd { font-size: .8em; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: .1em .4em; }
        pre { margin: .6em 0; font-size: .85rem; line-height: 1.5; overflow-x: auto; tab-size: 4; }
        pre code { font-size: inherit; background: none; padding: 0; }
        pre.code { background: var(--code); border: 1px solid var(--line); border-radius: 8px; padding: .7em .9em; }
        pre.text { max-height: 36rem; overflow: auto; padding: .1em .2em; white-space: pre-wrap; }
        pre.stderr { background: var(--warning); border-radius: 6px; padding: .5em .8em; white-space: pre-wrap; }
        pre.error { background: var(--error); border-radius: 6px; padding: .6em .9em; white-space: pre-wrap; }
        .cell { margin: 1.2em 0; position: relative; }
        .prompt { color: var(--soft); font: .72rem/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; margin: .4em 0 -.35em; }
        .outputs { margin: .5em 0 0; }
        .rich, .scroll { overflow-x: auto; max-width: 100%; }
        .rich { margin: .6em 0; }
        .note { color: var(--soft); font-size: .9em; }
        .picture { margin: .8em 0; }
        .picture img { display: block; background: #fff; border-radius: 8px; }
        table { border-collapse: collapse; font-size: .9em; font-variant-numeric: tabular-nums; width: max-content; max-width: none; overflow-wrap: normal; }
        .scroll > table { width: auto; }
        th, td { padding: .35em .75em; border-bottom: 1px solid var(--line); max-width: 24rem; }
        thead th { border-bottom: 2px solid var(--line); }
        tbody tr:nth-child(even) { background: var(--code); }
        math { font-size: 1.08em; font-family: "Cuaderno Math", "STIX Two Math", "Cambria Math", "Latin Modern Math", "Noto Sans Math", math, serif; }
        .formula { display: block; overflow-x: auto; overflow-y: hidden; padding: .2em 0; max-width: 100%; }
        .math-source { white-space: pre-wrap; }
        .tex-source { font-family: ui-monospace, monospace; color: var(--ansi-red); }
        .k { color: var(--k); } .t { color: var(--t); } .s { color: var(--s); } .n { color: var(--n); }
        .c { color: var(--c); font-style: italic; } .a { color: var(--a); } .m { color: var(--m); font-weight: 600; } .o { color: var(--o); }
        .ansi-bold { font-weight: 700; } .ansi-italic { font-style: italic; } .ansi-underline { text-decoration: underline; }
        .ansi-inverse { color: var(--page); } .ansi-bg-inverse { background: var(--text); }
        \(ansiRules)
        @media (min-width: 66rem) {
          .prompt { position: absolute; right: 100%; margin: 0 .8rem 0 0; white-space: nowrap; }
          .cell > .prompt { top: .95em; }
        }
        @media (max-width: 54rem) {
          /* A formula within a line does not break; it scrolls with its section, and the page never does. */
          .prose { overflow-x: auto; overflow-y: hidden; }
          .prose > p:first-child { margin-top: 0; }
          .prose > :last-child { margin-bottom: 0; }
        }
        @media (max-width: 40rem) {
          body { font-size: 16px; }
          main { padding: 1rem .9rem 3rem; }
          h1 { font-size: 1.55rem; } h2 { font-size: 1.25rem; }
          pre { font-size: .78rem; }
        }
        @media print {
          :root {
            --text: #000; --soft: #444; --page: #fff; --code: #f6f8fa; --line: #bbb; --link: #000; --error: #ffebe9;
            --warning: #fff8e5; --k: #a0111f; --t: #6639ba; --s: #0a3069; --n: #0550ae; --c: #59636e; --a: #953800;
            --m: #0b6b4a; --o: #953800;
          }
          body { font-size: 10.5pt; }
          main { max-width: none; padding: 0; }
          pre, pre.text { white-space: pre-wrap; max-height: none; overflow: visible; }
          .picture, tr, h1, h2, h3 { break-inside: avoid; }
          h1, h2, h3, h4, .prompt { break-after: avoid; }
          .picture img { filter: none; }
          .rich, .scroll, .formula, .prose { overflow: visible; }
        }
        """

    private static let ansiRules = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
        .map {
            ".ansi-\($0) { color: var(--ansi-\($0)); } .ansi-bg-\($0) { color: var(--page); background: var(--ansi-\($0)); }"
        }
        .joined(separator: "\n")
}
