import CKernels
import Foundation
import Testing

/// Dropout of attention's weights, on the kernels themselves: which weights are kept, and that the gradients know of it.
@Suite("Dropout in attention")
struct AttentionDropoutTests {
    /// With the unit matrix for values, the output is the weights as they were used.
    @Test(arguments: [(7, false), (16, true), (45, false), (45, true)])
    func gradientsBelongToTheKeptWeights(time: Int, isCausal: Bool) throws {
        let width = 5
        let rate = 0.3
        let query = draws(time * width, seed: 1)
        let key = draws(time * width, seed: 2)
        var value = [Float](repeating: 0, count: time * time)
        for step in 0..<time { value[step * time + step] = 1 }
        let slope = draws(time * time, seed: 3)
        let scale = 1 / Float(width).squareRoot()
        let plain = run(time, width, query, key, value, slope, scale: scale, isCausal: isCausal, rate: 0)
        let kept = run(time, width, query, key, value, slope, scale: scale, isCausal: isCausal, rate: rate)

        // Each weight is gone or has grown by 1 / (1 − rate).
        var factor = [Double](repeating: 0, count: time * time)
        for place in factor.indices where plain.output[place] > 0 {
            factor[place] = Double(kept.output[place]) / Double(plain.output[place])
            #expect(factor[place] == 0 || abs(factor[place] - 1 / (1 - rate)) < 1e-5)
        }
        let possible = isCausal ? time * (time + 1) / 2 : time * time
        let share = Double(factor.filter { $0 == 0 }.count - (time * time - possible)) / Double(possible)
        // Five deviations of the share of so many draws.
        #expect(abs(share - rate) < 5 * (rate * (1 - rate) / Double(possible)).squareRoot())

        // dV = (P ∘ M)ᵀ dO, dS = P ∘ (dP ∘ M − Σ P dP M), dQ = scale · dS K, dK = scale · dSᵀ Q, in double precision.
        var expectedQuery = [Double](repeating: 0, count: time * width)
        var expectedKey = expectedQuery
        for row in 0..<time {
            let places = (0..<time).map { row * time + $0 }
            let mean = places.reduce(0) { $0 + Double(plain.output[$1]) * Double(slope[$1]) * factor[$1] }
            for column in 0..<time {
                let place = row * time + column
                let score = Double(plain.output[place]) * (Double(slope[place]) * factor[place] - mean) * Double(scale)
                for number in 0..<width {
                    expectedQuery[row * width + number] += score * Double(key[column * width + number])
                    expectedKey[column * width + number] += score * Double(query[row * width + number])
                }
            }
        }
        #expect(worst(kept.query, expectedQuery, relative: 1e-4, absolute: 1e-5) <= 1)
        #expect(worst(kept.key, expectedKey, relative: 1e-4, absolute: 1e-5) <= 1)
    }

    private func run(
        _ time: Int, _ width: Int, _ query: [Float], _ key: [Float], _ value: [Float], _ slope: [Float], scale: Float,
        isCausal: Bool, rate: Double
    ) -> (output: [Float], query: [Float], key: [Float]) {
        var output = [Float](repeating: 0, count: time * time)
        var statistics = [Float](repeating: 0, count: 2 * time)
        var queryGradient = [Float](repeating: 0, count: time * width)
        var keyGradient = queryGradient
        let stepKey: UInt64 = 0x1234_5678_9abc_def0
        var task = ck_attention()
        (task.batch, task.heads, task.queries, task.keys) = (1, 1, time, time)
        (task.key_width, task.value_width, task.scale, task.causal) = (width, time, scale, isCausal ? 1 : 0)
        (task.query_stride, task.key_stride, task.value_stride) = (width, width, time)
        (task.drop_threshold, task.drop_factor) = (UInt32(rate * 4_294_967_296), Float(1 / (1 - rate)))
        task.stream = 3
        var scratch = [Float](repeating: 0, count: withUnsafePointer(to: task) { ck_attention_scratch($0, 1) })
        withUnsafePointer(to: stepKey) { stepKey in
            query.withUnsafeBufferPointer { query in
                key.withUnsafeBufferPointer { key in
                    value.withUnsafeBufferPointer { value in
                        slope.withUnsafeBufferPointer { slope in
                            output.withUnsafeMutableBufferPointer { output in
                                statistics.withUnsafeMutableBufferPointer { statistics in
                                    queryGradient.withUnsafeMutableBufferPointer { queryGradient in
                                        keyGradient.withUnsafeMutableBufferPointer { keyGradient in
                                            scratch.withUnsafeMutableBufferPointer { scratch in
                                                task.step_key = stepKey
                                                (task.query, task.key) = (query.baseAddress, key.baseAddress)
                                                task.value = value.baseAddress
                                                (task.gradient, task.output) = (slope.baseAddress, output.baseAddress)
                                                task.statistics = statistics.baseAddress
                                                task.query_gradient = queryGradient.baseAddress
                                                task.key_gradient = keyGradient.baseAddress
                                                task.scratch = scratch.baseAddress
                                                ck_attention_forward(&task)
                                                ck_attention_backward(&task)
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return (output, queryGradient, keyGradient)
    }
}
