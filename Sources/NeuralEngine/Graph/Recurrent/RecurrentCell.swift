import CKernels

/// The kinds of recurrent cells, as the graph knows them.
enum RecurrentCell: Sendable, Hashable {
    case simple
    case lstm
    case gru

    /// Columns of the weights for each unit.
    var gates: Int {
        switch self {
        case .simple: 1
        case .lstm: 4
        case .gru: 3
        }
    }

    /// Arrays of `units` numbers that a step hands to the next: h, and for LSTM c.
    var states: Int { self == .lstm ? 2 : 1 }

    var kernel: ck_cell {
        switch self {
        case .simple: ck_cell_simple
        case .lstm: ck_cell_lstm
        case .gru: ck_cell_gru
        }
    }
}
