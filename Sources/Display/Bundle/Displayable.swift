/// A value that can draw itself as the result of a cell.
///
/// ```swift
/// struct Swatch: Displayable {
///     var color: String
///     var mimeBundle: MIMEBundle {
///         MIMEBundle(text: "the colour \(color)", [.html: "<b style='color: \(color)'>\(color)</b>"])
///     }
/// }
/// ```
public protocol Displayable {
    /// Its forms; drawn anew whenever it is asked for.
    var mimeBundle: MIMEBundle { get }
}
