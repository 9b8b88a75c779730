/// What is known of a name, in several representations (`text/plain`, `text/markdown`).
public typealias InspectionResult = MIMEData
