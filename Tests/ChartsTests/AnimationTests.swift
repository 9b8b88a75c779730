import Charts
import Testing

@Suite struct AnimationTests {
    private func animation(_ count: Int, seconds: Double = 0.5, pause: Double = 1) -> AnimatedChart {
        AnimatedChart(
            Chart(title: "Steps") { LineMark(x: [0, 1], y: [0, 1], label: "still") },
            frames: (0..<count).map { step in
                AnimationFrame(caption: "step \(step)") {
                    PointMark(x: [Double(step) * 10], y: [1], label: "moving", color: Color(0x123456), symbol: .square)
                }
            }, secondsPerFrame: seconds, pause: pause)
    }

    @Test func eachStepIsSeenInTurn() throws {
        let document = try SVGDocument(animation(3).svg)
        let steps = document.all("animate").filter { $0.attributes["attributeName"] == "visibility" }
        // The marks and the captions of each.
        #expect(steps.count == 6)
        #expect(
            steps.prefix(3).map { $0.attributes["values"] } == [
                "visible;hidden", "hidden;visible;hidden", "hidden;visible",
            ])
        #expect(steps.prefix(3).map { $0.attributes["keyTimes"] } == ["0;0.2", "0;0.2;0.4", "0;0.4"])
        #expect(steps.allSatisfy { $0.attributes["dur"] == "2.5s" && $0.attributes["calcMode"] == "discrete" })
        // Where nothing moves, the last step is seen, alone.
        let groups = document.all("g").filter { $0.attributes["clip-path"] == nil }
        #expect(groups.map { $0.attributes["visibility"] } == ["hidden", "hidden", nil, "hidden", "hidden", nil])
    }

    /// What stays is drawn once: the bytes of ten steps more are those of the steps alone.
    @Test func whatStaysIsDrawnOnce() throws {
        let line = try SVGDocument(animation(12).svg).all("path").filter {
            $0.attributes["stroke"] == Theme.light.palette.color(0).hexadecimal
                && $0.attributes["stroke-width"] == "1.8"
        }
        // In the plot, and in the legend.
        #expect(line.count == 2)
    }

    @Test func theAxesAreThoseOfAllSteps() throws {
        #expect(try SVGDocument(animation(4).svg).texts.contains("30"))
    }

    @Test(arguments: [0, 1])
    func fewStepsDoNotMove(count: Int) throws {
        let document = try SVGDocument(animation(count).svg)
        #expect(document.all("animate").isEmpty)
        #expect(document.texts.contains("step 0") == (count == 1))
    }

    @Test(arguments: [(Double.nan, Double.nan), (-1, -1), (.infinity, 0), (1e9, 1e9)])
    func anyTimeIsDrawn(seconds: Double, pause: Double) throws {
        let document = try SVGDocument(animation(2, seconds: seconds, pause: pause).svg)
        let duration = try #require(document.all("animate").first?.attributes["dur"])
        #expect((Double(duration.dropLast()) ?? 0) > 0)
    }

    @Test func theDescriptionTellsTheSteps() {
        let text = animation(20).textDescription
        #expect(
            text.hasSuffix(
                "Animation of 20 steps: step 0; step 1; step 2; step 3; step 4; step 5; step 6; step 7; …; step 19."))
    }
}
