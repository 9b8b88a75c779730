package import Glibc
import JupyterProtocol

/// Reads the process file system (proc(5)).
package enum ProcessTable {
    /// Seconds that all processors of the machine worked, and that they existed, since it was started.
    struct HostTime {
        let busy: Double
        let total: Double
    }

    private static let ticksPerSecond = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))

    /// A process and its descendants.
    package static func family(of process: pid_t) -> [pid_t] {
        var family = [process]
        var next = 0
        while next < family.count {
            for thread in threads(of: family[next]) {
                let children = text("/proc/\(family[next])/task/\(thread)/children") ?? ""
                family.append(contentsOf: children.split(separator: " ").compactMap { pid_t($0) })
            }
            next += 1
        }
        return family
    }

    /// Bytes in memory: the proportional set size, in which a page that several processes share counts once.
    static func memory(of process: pid_t) -> Int {
        let kilobytes =
            fields(of: "/proc/\(process)/smaps_rollup")["Pss"] ?? fields(of: "/proc/\(process)/status")["VmRSS"] ?? 0
        return kilobytes * 1_024
    }

    /// Seconds of processor time, in user and kernel mode.
    static func processorSeconds(of process: pid_t) -> Double {
        // The command's name, in brackets, may hold anything; utime and stime are the 12th and 13th fields after it.
        guard let line = text("/proc/\(process)/stat"), let name = line.lastIndex(of: ")") else { return 0 }
        let fields = line[name...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else { return 0 }
        return (user + system) / ticksPerSecond
    }

    static var hostTime: HostTime? {
        guard let line = text("/proc/stat")?.split(separator: "\n").first else { return nil }
        // cpu user nice system idle iowait irq softirq steal …; the guests' time is part of user and nice.
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
        guard ticks.count >= 5 else { return nil }
        let total = ticks.reduce(0, +)
        return HostTime(busy: (total - ticks[3] - ticks[4]) / ticksPerSecond, total: total / ticksPerSecond)
    }

    /// The machine's memory, with the names and units (bytes) of Python's psutil, which JupyterLab expects.
    static var hostMemory: JSONValue {
        let fields = fields(of: "/proc/meminfo").mapValues { $0 * 1_024 }
        let total = fields["MemTotal"] ?? 0
        let available = fields["MemAvailable"] ?? 0
        let free = fields["MemFree"] ?? 0
        let buffers = fields["Buffers"] ?? 0
        let cached = (fields["Cached"] ?? 0) + (fields["SReclaimable"] ?? 0)
        let percent = total > 0 ? 100 * Double(total - available) / Double(total) : 0
        return [
            "total": .integer(total), "available": .integer(available), "free": .integer(free),
            "used": .integer(max(0, total - free - buffers - cached)), "buffers": .integer(buffers),
            "cached": .integer(cached), "active": .integer(fields["Active"] ?? 0),
            "inactive": .integer(fields["Inactive"] ?? 0), "shared": .integer(fields["Shmem"] ?? 0),
            "slab": .integer(fields["Slab"] ?? 0), "percent": .number((percent * 10).rounded() / 10),
        ]
    }

    static var hostName: String {
        (text("/proc/sys/kernel/hostname") ?? "localhost").split(separator: "\n").first.map(String.init) ?? ""
    }

    private static func threads(of process: pid_t) -> [pid_t] {
        guard let directory = opendir("/proc/\(process)/task") else { return [] }
        defer { closedir(directory) }
        var threads: [pid_t] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let thread = pid_t(name) { threads.append(thread) }
        }
        return threads
    }

    /// `Name:  123 kB` lines.
    private static func fields(of path: String) -> [String: Int] {
        var fields: [String: Int] = [:]
        for line in (text(path) ?? "").split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let number = parts[1].split(separator: " ").first.flatMap({ Int($0) }) else {
                continue
            }
            fields[String(parts[0])] = number
        }
        return fields
    }

    private static func text(_ path: String) -> String? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        // Longer files (/proc/stat on a machine with many processors) have what is wanted at their beginning.
        return String(decoding: bytes[..<fread(&bytes, 1, bytes.count, file)], as: UTF8.self)
    }
}
