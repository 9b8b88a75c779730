/// Which of some vectors each row of numbers is nearest to.
///
/// ‖x − c‖² is smallest where x·c − ½‖c‖² is largest: one matrix product for a block of rows. The vectors are moved by their mean
/// first, which changes no distance but keeps numbers far from 0 from losing their digits.
struct NearestRows {
    let count: Int
    let width: Int
    private let moved: [Float]
    /// −(mean · c + ½‖c‖²) of the moved vectors, so that rows need not be moved.
    private let shifts: [Float]

    private static let block = 256

    /// - Parameter vectors: one behind the other, as many numbers each as `width`.
    init(_ vectors: [Float], width: Int) {
        self.width = width
        count = vectors.count / width
        var mean = [Double](repeating: 0, count: width)
        for (index, value) in vectors.enumerated() { mean[index % width] += Double(value) / Double(count) }
        let offsets = mean.map { Float($0) }
        moved = vectors.indices.map { vectors[$0] - offsets[$0 % width] }
        var shifts = [Float](repeating: 0, count: count)
        for vector in 0..<count {
            var sum = 0.0
            for place in 0..<width {
                let value = Double(moved[vector * width + place])
                sum += Double(offsets[place]) * value + 0.5 * value * value
            }
            shifts[vector] = Float(-sum)
        }
        self.shifts = shifts
    }

    /// Calls a closure with each row's number and its scores, higher for vectors that are nearer.
    private func scores(_ rows: [Float], _ body: (_ row: Int, _ scores: UnsafeBufferPointer<Float>) -> Void) {
        let total = rows.count / width
        let whole = Product(rows: Self.block, columns: count, inner: width, rightTransposed: true)
        let rest = Product(rows: max(total % Self.block, 1), columns: count, inner: width, rightTransposed: true)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.block * count) { output in
            withUnsafeTemporaryAllocation(
                of: Float.self, capacity: max(whole.scratchCount, rest.scratchCount, 1)
            ) { scratch in
                guard let output = output.baseAddress else { return }
                rows.withUnsafeBufferPointer { rows in
                    moved.withUnsafeBufferPointer { moved in
                        shifts.withUnsafeBufferPointer { shifts in
                            guard let from = rows.baseAddress, let right = moved.baseAddress else { return }
                            for start in stride(from: 0, to: total, by: Self.block) {
                                let here = min(Self.block, total - start)
                                (here == Self.block ? whole : rest).run(
                                    from + start * width, right, into: output, bias: shifts.baseAddress,
                                    scratch: scratch.baseAddress)
                                for row in 0..<here {
                                    body(
                                        start + row, UnsafeBufferPointer(start: output + row * count, count: count))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The nearest vector of each row, the first of equals.
    func nearest(_ rows: [Float]) -> [Int] {
        var result = [Int](repeating: 0, count: rows.count / width)
        scores(rows) { row, scores in
            var (best, place) = (-Float.infinity, 0)
            for index in 0..<scores.count where scores[index] > best { (best, place) = (scores[index], index) }
            result[row] = place
        }
        return result
    }

    /// The nearest and the second nearest vector of each row; of a single vector, it twice.
    func nearestTwo(_ rows: [Float]) -> [(first: Int, second: Int)] {
        var result = [(first: Int, second: Int)](repeating: (0, 0), count: rows.count / width)
        scores(rows) { row, scores in
            var (best, next) = (-Float.infinity, -Float.infinity)
            var places = (first: 0, second: 0)
            for index in 0..<scores.count {
                let score = scores[index]
                if score > best {
                    (next, places.second) = (best, places.first)
                    (best, places.first) = (score, index)
                } else if score > next {
                    (next, places.second) = (score, index)
                }
            }
            result[row] = places
        }
        return result
    }
}

/// ‖x − c‖² in double precision.
func squaredDistance(_ x: ArraySlice<Float>, _ c: ArraySlice<Float>) -> Double {
    zip(x, c).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
}
