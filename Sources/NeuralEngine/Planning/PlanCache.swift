/// The plans of one graph for the batch sizes that come up: the usual one, and that of the last, smaller batch.
struct PlanCache {
    private let make: (_ batch: Int, _ beside: Int) throws -> Plan
    private var plans: [Plan] = []
    /// Floats that were promised for the same work, see ``allocateFloats(_:purpose:beside:)``.
    private var promised: Int

    init(beside: Int = 0, make: @escaping (_ batch: Int, _ beside: Int) throws -> Plan) {
        promised = beside
        self.make = make
    }

    mutating func plan(batch: Int) throws -> Plan {
        if let plan = plans.first(where: { $0.batch == batch }) { return plan }
        let plan = try make(batch, promised)
        plans.append(plan)
        promised += plan.workspaceCount
        return plan
    }
}
