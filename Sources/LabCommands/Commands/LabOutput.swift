package import Display

/// Where commands write.
package struct LabOutput {
    /// Takes lines of plain text.
    package var say: (String) -> Void
    /// Takes everything richer.
    package var show: (MIMEBundle) -> Void

    package init(say: @escaping (String) -> Void, show: @escaping (MIMEBundle) -> Void) {
        self.say = say
        self.show = show
    }

    /// Standard output, and the cell's outputs.
    package static var standard: LabOutput { LabOutput(say: { print($0) }, show: { display($0) }) }
}
