import CKernels
import NeuralEngine
import Testing

/// More memory than there is: an error with the size, before the first step and before anything is written to.
@Suite("More memory than there is")
struct MemoryTests {
    /// Each in a process that counts 64 MB as all that is left, so that no machine has too much for the test.
    @Test func parameters() async {
        await #expect(processExitsWith: .success) {
            ck_limit_memory(64 << 20)
            let error = engineError { _ = try Sequential(inputShape: [100]) { Dense(1_000_000_000) } }
            #expect(error?.code == .outOfMemory)
            #expect(error?.message.contains("385284 MB") == true, "\(error?.message ?? "")")
            #expect(error?.message.contains("64 MB are free") == true)
            // 16 MB, and as much to draw them.
            let model = try Sequential(inputShape: [1000]) { Dense(4000) }
            #expect(model.parameterCount == 4_004_000)
        }
    }

    @Test func allThatATrainingNeedsTogether() async {
        await #expect(processExitsWith: .success) {
            let recorder = CallbackTests.Recorder()
            let model = try Sequential(inputShape: [1100], seed: 1) { Dense(4000) }
            let data = try Dataset(
                name: "two", features: Tensor.uniform([2, 1100], seed: 1), targets: Tensor.zeros([2, 4000]))
            ck_limit_memory(64 << 20)
            let before = model.weights
            // Gradients of 17 MB and nothing more; then with four arrays of that size beside them.
            #expect(try model.fit(data, loss: .meanSquaredError, optimizer: .sgd(), epochs: 1).epochs == 1)
            try model.setWeights(before)
            let error = engineError {
                try model.fit(
                    data, loss: .meanSquaredError, optimizer: .adam(amsgrad: true).averaged(), epochs: 1,
                    callbacks: [recorder])
            }
            #expect(error?.code == .outOfMemory)
            #expect(error?.message.contains("The optimizer's state would need 67 MB, and 17 MB beside it") == true)
            #expect(recorder.info == nil && model.weights == before)
        }
    }

    @Test func batchesAndAnswers() async {
        await #expect(processExitsWith: .success) {
            let recorder = CallbackTests.Recorder()
            let model = try Sequential(inputShape: [4], name: "wide") {
                Dense(4)
                RepeatVector(1 << 19)
                GlobalMaxPooling1D()
            }
            let data = try Dataset(
                name: "sixteen", features: Tensor.uniform([16, 4], seed: 1), targets: Tensor.zeros([16, 4]))
            ck_limit_memory(64 << 20)
            let huge = try Sequential(inputShape: [4], name: "huge") {
                Dense(4)
                RepeatVector(1 << 23)
                GlobalMaxPooling1D()
            }
            let calls: [(batch: Int, call: () throws -> Void)] = [
                (16, { try model.fit(data, loss: .meanSquaredError, epochs: 1, callbacks: [recorder]) }),
                (16, { _ = try model.lossAndGradients(data, loss: .meanSquaredError) }),
                // These take as many rows at a time as fit; here not even one does.
                (1, { _ = try huge.predict(data.features) }),
                (1, { _ = try huge.evaluate(data, loss: .meanSquaredError) }),
                (
                    1,
                    {
                        try huge.fit(
                            data, loss: .meanSquaredError, epochs: 1, batchSize: 1, validation: data,
                            callbacks: [recorder])
                    }
                ),
            ]
            for (index, (batch, call)) in calls.enumerated() {
                let error = engineError(call)
                #expect(error?.code == .outOfMemory, "call \(index)")
                #expect(
                    error?.message.contains("A batch of \(batch) would need") == true, "\(error?.message ?? "")")
            }
            #expect(try model.predict(data.features).count == 64)
            #expect(recorder.info == nil)
            #expect(try model.fit(data, loss: .meanSquaredError, epochs: 1, batchSize: 1).epochs == 1)
            let repeated = try Sequential(inputShape: [4]) { RepeatVector(1 << 17) }
            #expect(try repeated.predict(data.rows([0, 1]).features).count == 1 << 20)
            let answers = engineError { _ = try repeated.predict(Tensor.zeros([64, 4])) }
            #expect(answers?.message.contains("The answers for 64 rows would need 128 MB") == true)
        }
    }

    @Test func tensors() async {
        await #expect(processExitsWith: .success) {
            ck_limit_memory(64 << 20)
            let row = try Tensor.ones([1, 1 << 14])
            let calls: [() throws -> Void] = [
                { _ = try Tensor.zeros([1 << 25]) }, { _ = try row + row.transposed() },
                { _ = try row.transposed().matmul(row) }, { _ = try row.broadcast(to: [1 << 14, 1 << 14]) },
                { _ = try row.tiled(1 << 12) }, { _ = try Tensor.uniform([1 << 25], seed: 1) },
            ]
            for call in calls {
                let error = engineError(call)
                #expect(error?.code == .outOfMemory && error?.message.contains("64 MB are free") == true)
            }
            // What is there already needs no more.
            let big = try Tensor.zeros([1 << 23])
            #expect(try big.reshaped([1 << 12, 1 << 11]).count == 1 << 23)
        }
    }

    @Test func whatIsLeftIsKnown() {
        #expect(ck_available_memory() > 0 && ck_physical_memory() > 0)
    }
}
