import WorkerProtocol

extension NotebookSession {
    /// The lane in which the cells of a subshell run; a new subshell gets one that is free.
    func lane(of subshell: String?) -> Int {
        guard let subshell else { return Lane.main }
        if let lane = subshells[subshell] { return lane }
        let taken = Set(subshells.values)
        // The kernel makes no more subshells than there are lanes.
        let lane = Lane.subshells.first { !taken.contains($0) } ?? Lane.subshells.upperBound - 1
        subshells[subshell] = lane
        return lane
    }

    /// Nothing of this subshell runs any more, now or later.
    func endSubshell(_ id: String) {
        subshells[id] = nil
    }
}
