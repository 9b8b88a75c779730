import Display
import Testing

/// One after the other, since there is one display centre in a process.
@Suite(.serialized) struct DisplayTests {
    /// Runs with a sink of its own and puts the old one back.
    private func recording(answers: [String] = [], _ body: () throws -> Void) rethrows -> [RecordingSink.Event] {
        let before = DisplayCenter.sink
        defer { DisplayCenter.sink = before }
        let sink = RecordingSink(answers: answers)
        DisplayCenter.sink = sink
        try body()
        return sink.events
    }

    @Test func everyDisplayHasAnIdOfItsOwnThatItsUpdatesCarry() {
        var handles: [DisplayHandle] = []
        let events = recording {
            handles = [display(.text("a")), display(.text("b"))]
            handles[0].update(.html("<b>c</b>"))
        }
        #expect(handles[0].id != handles[1].id)
        #expect(
            events == [
                .shown(MIMEBundle(text: "a"), .display(id: handles[0].id)),
                .shown(MIMEBundle(text: "b"), .display(id: handles[1].id)),
                .shown(MIMEBundle(text: "c", [.html: "<b>c</b>"]), .update(id: handles[0].id)),
            ])
    }

    @Test(arguments: [true, false]) func clearingIsHandedOn(wait: Bool) {
        #expect(recording { clearOutput(wait: wait) } == [.cleared(wait: wait)])
    }

    @Test func questionsAreAskedAndAnswered() {
        var answers: [String?] = []
        let events = recording(answers: ["Ana", "secret", "line", "line"]) {
            answers = [input("name? "), password("key? "), readLine(), readLine(strippingNewline: false)]
        }
        #expect(answers == ["Ana", "secret", "line", "line\n"])
        #expect(
            events == [
                .asked("name? ", isPassword: false), .asked("key? ", isPassword: true), .asked("", isPassword: false),
                .asked("", isPassword: false),
            ])
    }

    @Test func noAnswerIsAnErrorThatNamesTheQuestion() {
        let sink = RecordingSink()
        #expect(throws: InputError.unanswered(prompt: "age? ")) { try sink.ask(prompt: "age? ", isPassword: false) }
        #expect(InputError.unanswered(prompt: "age? ").message.contains("age? "))
        #expect(InputError.unanswered(prompt: "age? ").message.contains("allow_stdin"))
    }
}
