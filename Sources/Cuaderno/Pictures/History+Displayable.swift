import Charts
public import Display
public import NeuralEngine
import Plots

/// The loss curve, and the last numbers in words.
extension History: Displayable {
    public var mimeBundle: MIMEBundle { MIMEBundle(text: description, [.svg: Chart.loss(self).svg]) }
}
