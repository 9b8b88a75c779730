public import Charts
public import Display

extension Chart: Displayable {
    public var mimeBundle: MIMEBundle { MIMEBundle(self) }
}

extension SurfaceChart: Displayable {
    public var mimeBundle: MIMEBundle { MIMEBundle(self) }
}

extension AnimatedChart: Displayable {
    public var mimeBundle: MIMEBundle { MIMEBundle(self) }
}

extension ChartGrid: Displayable {
    public var mimeBundle: MIMEBundle { MIMEBundle(self) }
}
