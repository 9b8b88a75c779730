import Foundation

/// Where what was run is kept between sessions.
enum HistoryFolder {
    /// `CUADERNO_HISTORY`, where it is set (`off` for no history); else a folder among the user's data.
    static var path: String? {
        let environment = ProcessInfo.processInfo.environment
        if let chosen = environment["CUADERNO_HISTORY"] { return chosen == "off" ? nil : chosen }
        let data = environment["XDG_DATA_HOME"] ?? "\(NSHomeDirectory())/.local/share"
        return "\(data)/cuaderno/history"
    }
}
