import Glibc
import JupyterProtocol

/// What the kernel and its child processes use of the machine, for `usage_request` (JupyterLab's resource view).
struct ResourceUsage {
    private var previous: (processor: [pid_t: Double], time: ContinuousClock.Instant)?
    private var previousHost: ProcessTable.HostTime?

    /// The content of `usage_reply`. Processor percentages are those since the call before; the first call has none.
    mutating func sample() -> JSONValue {
        let processes = ProcessTable.family(of: getpid())
        let now = ContinuousClock.now
        var content: [String: JSONValue] = [
            "status": "ok",
            "hostname": .string(ProcessTable.hostName),
            "pid": .integer(Int(getpid())),
            "cpu_count": .integer(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            "kernel_memory": .integer(processes.reduce(0) { $0 + ProcessTable.memory(of: $1) }),
            "host_virtual_memory": ProcessTable.hostMemory,
        ]

        var processor: [pid_t: Double] = [:]
        for process in processes { processor[process] = ProcessTable.processorSeconds(of: process) }
        if let previous {
            let elapsed = (now - previous.time) / .seconds(1)
            let used = processor.reduce(0) { $0 + max(0, $1.value - (previous.processor[$1.key] ?? 0)) }
            content["kernel_cpu"] = .number(elapsed > 0 ? 100 * used / elapsed : 0)
        } else {
            content["kernel_cpu"] = 0.0
        }
        previous = (processor, now)

        let host = ProcessTable.hostTime
        if let host, let earlier = previousHost, host.total > earlier.total {
            content["host_cpu_percent"] = .number(100 * (host.busy - earlier.busy) / (host.total - earlier.total))
        }
        previousHost = host
        return .object(content)
    }
}
