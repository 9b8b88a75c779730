import JupyterProtocol
import Spelling

extension Notebook {
    /// The tag of the cell that declares parameters, and of the one that sets them.
    private static let declaring = "parameters"
    private static let setting = "injected-parameters"

    /// Sets parameters as papermill does: a cell behind the one with the tag `parameters` declares them anew, with the same types.
    ///
    /// A cell of an earlier injection is replaced. Without a cell `parameters` the new one comes first.
    /// - Returns: what the user should know: parameters that the notebook does not have.
    public mutating func inject(_ assignments: [ParameterAssignment]) -> [String] {
        guard !assignments.isEmpty else { return [] }
        let place = cells.firstIndex { $0.kind == .code && $0.tags.contains(Self.declaring) }
        let declared = place.map { DeclaredParameter.all(in: cells[$0].source) } ?? []
        var warnings: [String] = []
        if place == nil {
            warnings.append(
                "no cell of the notebook has the tag \"parameters\": the parameters are set in a new first cell")
        }
        // The last value of a name counts.
        var lines: [(name: String, line: String)] = []
        for assignment in assignments {
            let parameter = declared.last { $0.name == assignment.name }
            if parameter == nil, place != nil {
                let known = declared.map(\.name)
                let guess = Spelling.nearest(to: assignment.name, in: known).map { " Did you mean \($0)?" } ?? ""
                warnings.append(
                    "the notebook has no parameter \(assignment.name).\(guess) Its parameters: "
                        + (known.isEmpty ? "none" : known.joined(separator: ", ")))
            }
            lines.removeAll { $0.name == assignment.name }
            lines.append((assignment.name, Self.declaration(assignment, parameter)))
        }
        let cell = NotebookCell(
            .code, source: (["// Parameters"] + lines.map(\.line)).joined(separator: "\n"),
            metadata: ["tags": .array([.string(Self.setting)])])
        if let earlier = cells.firstIndex(where: { $0.tags.contains(Self.setting) }) {
            cells[earlier] = cell
        } else {
            cells.insert(cell, at: place.map { $0 + 1 } ?? 0)
        }
        completeIDs()
        return warnings
    }

    /// A variable, for the notebook may go on with it.
    private static func declaration(_ assignment: ParameterAssignment, _ declared: DeclaredParameter?) -> String {
        let value = ParameterValue(assignment.value, for: declared)
        if let type = declared?.annotation { return "var \(assignment.name): \(type) = \(value.literal)" }
        // A bare nil and an empty list have no type.
        switch value.literal {
        case "nil": return "var \(assignment.name) = String?.none"
        case "[]": return "var \(assignment.name) = [Double]()"
        case "[:]": return "var \(assignment.name) = [String: Double]()"
        default: return "var \(assignment.name) = \(value.literal)"
        }
    }
}
