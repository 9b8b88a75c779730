public import Charts
public import Display

extension MIMEBundle {
    /// A picture as SVG, and in words.
    public init(_ picture: some Picture) {
        self.init(text: picture.textDescription, [.svg: picture.svg])
    }
}
