public import JupyterProtocol

/// Who a kernel is: the content of `kernel_info_reply`.
public struct KernelInfo: Sendable, Equatable {
    /// The kernel's name.
    public var implementation: String
    /// The kernel's version.
    public var version: String
    /// What consoles show at the start.
    public var banner: String
    /// The language.
    public var language: LanguageInfo
    /// The help menu.
    public var helpLinks: [HelpLink]

    public init(
        implementation: String, version: String, banner: String, language: LanguageInfo, helpLinks: [HelpLink] = []
    ) {
        self.implementation = implementation
        self.version = version
        self.banner = banner
        self.language = language
        self.helpLinks = helpLinks
    }
}

/// An entry of the help menu.
public struct HelpLink: Sendable, Equatable {
    /// What the menu shows.
    public var text: String
    /// Where it leads.
    public var url: String

    public init(text: String, url: String) {
        self.text = text
        self.url = url
    }
}

/// A language, as frontends and nbconvert want to know it.
public struct LanguageInfo: Sendable, Equatable {
    /// The name, in lower case.
    public var name: String
    /// The version of the language.
    public var version: String
    /// The MIME type of its source.
    public var mimeType: String
    /// With its dot.
    public var fileExtension: String
    /// The Pygments lexer, where it is not the name.
    public var pygmentsLexer: String?
    /// The CodeMirror mode, where it is not the name.
    public var codeMirrorMode: JSONValue?
    /// The exporter of nbconvert for scripts, where it is not the general one.
    public var nbconvertExporter: String?

    public init(
        name: String, version: String, mimeType: String, fileExtension: String, pygmentsLexer: String? = nil,
        codeMirrorMode: JSONValue? = nil, nbconvertExporter: String? = nil
    ) {
        self.name = name
        self.version = version
        self.mimeType = mimeType
        self.fileExtension = fileExtension
        self.pygmentsLexer = pygmentsLexer
        self.codeMirrorMode = codeMirrorMode
        self.nbconvertExporter = nbconvertExporter
    }
}
