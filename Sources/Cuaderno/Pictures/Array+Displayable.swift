public import Charts
public import Display

/// Several charts side by side.
extension Array: Displayable where Element == Chart {
    public var mimeBundle: MIMEBundle { MIMEBundle(ChartGrid(self)) }
}
