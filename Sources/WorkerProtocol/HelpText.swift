/// How the texts of `--help` and `%help` are set.
public enum HelpText {
    /// The width in characters at which lines are broken.
    ///
    /// JupyterLab breaks what is longer in the middle of a word. Eighty fit beside its side bar on a screen that is 1,024
    /// points wide, as projectors have.
    public static let columns = 80
}
