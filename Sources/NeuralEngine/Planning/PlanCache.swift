/// The plans of one graph for the batch sizes that come up: the usual one, and that of the last, smaller batch.
struct PlanCache {
    private let make: (Int) throws -> Plan
    private var plans: [Plan] = []

    init(make: @escaping (Int) throws -> Plan) { self.make = make }

    mutating func plan(batch: Int) throws -> Plan {
        if let plan = plans.first(where: { $0.batch == batch }) { return plan }
        let plan = try make(batch)
        plans.append(plan)
        return plan
    }
}
