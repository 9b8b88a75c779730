import CKernels

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

    /// Scores that are made at a time: a megabyte of them.
    private static let scoresAtATime = 1 << 18

    /// - Parameter vectors: one behind the other, as many numbers each as `width`.
    init(_ vectors: [Float], width: Int) {
        let count = vectors.count / width
        var mean = [Double](repeating: 0, count: width)
        var shifts = [Float](repeating: 0, count: count)
        moved = vectors.withUnsafeBufferPointer { vectors in
            mean.withUnsafeMutableBufferPointer { mean in
                for vector in 0..<count {
                    for place in 0..<width { mean[place] += Double(vectors[vector * width + place]) }
                }
                for place in 0..<width { mean[place] = Double(Float(mean[place] / Double(count))) }
                return [Float](unsafeUninitializedCapacity: count * width) { moved, filled in
                    for vector in 0..<count {
                        var sum = 0.0
                        for place in 0..<width {
                            let number = vectors[vector * width + place] - Float(mean[place])
                            let value = Double(number)
                            moved[vector * width + place] = number
                            sum += (mean[place] + 0.5 * value) * value
                        }
                        shifts[vector] = Float(-sum)
                    }
                    filled = count * width
                }
            }
        }
        self.width = width
        self.count = count
        self.shifts = shifts
    }

    /// The nearest vector of each row, the first of equals.
    func nearest(_ rows: [Float]) -> [Int] {
        var first = [Int](repeating: 0, count: rows.count / width)
        rank(rows) { scores, range in
            first.withUnsafeMutableBufferPointer { first in
                guard let first = first.baseAddress else { return }
                ck_largest_two(first + range.lowerBound, nil, scores, range.count, count)
            }
        }
        return first
    }

    /// The nearest and the second nearest vector of each row, the first of equals; of a single vector, it twice.
    func nearestTwo(_ rows: [Float]) -> (first: [Int], second: [Int]) {
        var first = [Int](repeating: 0, count: rows.count / width)
        var second = first
        rank(rows) { scores, range in
            first.withUnsafeMutableBufferPointer { first in
                second.withUnsafeMutableBufferPointer { second in
                    guard let first = first.baseAddress, let second = second.baseAddress else { return }
                    ck_largest_two(
                        first + range.lowerBound, second + range.lowerBound, scores, range.count, count)
                }
            }
        }
        return (first, second)
    }

    /// Calls a closure with the scores of some rows at a time, higher for vectors that are nearer: `[rows, count]`.
    private func rank(_ rows: [Float], _ body: (_ scores: UnsafePointer<Float>, _ range: Range<Int>) -> Void) {
        let total = rows.count / width
        let block = min(max(Self.scoresAtATime / count, 256), total)
        guard block > 0 else { return }
        let whole = Product(rows: block, columns: count, inner: width, rightTransposed: true)
        let rest = Product(rows: max(total % block, 1), columns: count, inner: width, rightTransposed: true)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: block * count) { output in
            withUnsafeTemporaryAllocation(
                of: Float.self, capacity: max(whole.scratchCount, rest.scratchCount, 1)
            ) { scratch in
                guard let output = output.baseAddress else { return }
                rows.withUnsafeBufferPointer { rows in
                    moved.withUnsafeBufferPointer { moved in
                        shifts.withUnsafeBufferPointer { shifts in
                            guard let from = rows.baseAddress, let right = moved.baseAddress else { return }
                            for start in stride(from: 0, to: total, by: block) {
                                let here = min(block, total - start)
                                (here == block ? whole : rest).run(
                                    from + start * width, right, into: output, bias: shifts.baseAddress,
                                    scratch: scratch.baseAddress)
                                body(output, start..<(start + here))
                            }
                        }
                    }
                }
            }
        }
    }

    /// ‖x − c‖² of each row and one of some vectors, in double precision.
    static func squaredDistances(_ rows: [Float], to vectors: [Float], _ which: [Int], width: Int) -> [Double] {
        [Double](unsafeUninitializedCapacity: which.count) { target, count in
            rows.withUnsafeBufferPointer { rows in
                vectors.withUnsafeBufferPointer { vectors in
                    which.withUnsafeBufferPointer { which in
                        guard let target = target.baseAddress, let rows = rows.baseAddress,
                            let vectors = vectors.baseAddress, let places = which.baseAddress
                        else { return }
                        ck_row_distances(target, rows, vectors, places, which.count, width)
                    }
                }
            }
            count = which.count
        }
    }
}

/// ‖x − c‖² in double precision.
func squaredDistance(_ x: ArraySlice<Float>, _ c: ArraySlice<Float>) -> Double {
    zip(x, c).reduce(0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
}
