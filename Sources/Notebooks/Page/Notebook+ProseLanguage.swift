import JupyterProtocol

extension Notebook {
    /// The language of the prose as a BCP 47 tag, by which browsers hyphenate and screen readers choose a voice: what the metadata say
    /// (`"lang": "es"` or `"language": "es"`), else what the most frequent words of the prose tell; nil where they tell nothing.
    public var proseLanguage: String? {
        for key in ["lang", "language"] {
            guard let tag = metadata[key]?.string, tag.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/) != nil,
                tag.lowercased() != language
            else { continue }
            return tag
        }
        return ProseLanguage.guess(cells.lazy.filter { $0.kind == .markdown }.map(\.source))
    }
}

/// Tells languages apart by the small words that every text of some length has.
enum ProseLanguage {
    private static let words: [String: Set<String>] = [
        "es": split(
            "el la los las un una de del que y en es por para con no se su al lo como más pero este esta son hay muy"),
        "en": split("the of and to in is that for it with as are this be on by or from an at which not we you can has"),
        "fr": split(
            "le la les de des du et est une un dans que qui pour pas sur avec au aux ce cette sont nous plus il"),
        "de": split(
            "der die das und ist nicht ein eine mit den von zu im auf für des dem sich werden wird als auch es wir"),
        "it": split("il la le di che è e per una un non con del della sono i gli nel come più si da questo alla dei"),
        "pt": split("o a os as de que e é um uma para com não em do da no na se como mais dos das são por ao"),
        "ca": split("el la els les de que i és un una per amb no en del com més són dels al aquest aquesta hi ha pel"),
        "nl": split("de het een en van is dat niet op te zijn voor met die in als ook aan er wordt bij naar"),
    ]

    private static func split(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }

    /// - Returns: the language whose words make at least a sixth of the text and a tenth more than those of any other.
    static func guess(_ texts: some Sequence<String>) -> String? {
        var hits: [String: Int] = [:]
        var total = 0
        for text in texts {
            for word in plain(text).split(whereSeparator: { !$0.isLetter }) {
                total += 1
                let word = word.lowercased()
                for (language, words) in words where words.contains(word) { hits[language, default: 0] += 1 }
            }
        }
        let ranking = hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let first = ranking.first, first.value >= 5, 6 * first.value >= total else { return nil }
        if ranking.count > 1, 10 * first.value < 11 * ranking[1].value { return nil }
        return first.key
    }

    /// Without blocks of code, code in lines, formulas, tags and addresses.
    private static func plain(_ markdown: String) -> String {
        markdown.replacing(
            /(?s)```.*?```|~~~.*?~~~|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$|<[^>]*>|\]\([^)]*\)|https?:\S+/, with: " ")
    }
}
