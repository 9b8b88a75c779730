import JupyterProtocol
import Logging

extension RequestLoop {
    /// Asks the user, after the questions that were asked before.
    func ask(_ question: Question) {
        guard phase == .serving else { return question.fail(.shuttingDown) }
        questions.add(question)
        sendQuestion()
    }

    /// Sends the question whose turn it is. A client that cannot be reached yet is tried again a little later.
    func sendQuestion() {
        while let question = questions.unsent {
            let request = question.source.request
            let message = maker.session.message(
                "input_request",
                content: ["prompt": .string(question.prompt), "password": .bool(question.isPassword)],
                parent: request.header, identities: request.identities)
            // The text that leads to the question goes before it.
            sendOutgoing()
            if sendNow(maker.codec.encode(message), on: .stdin) {
                questions.markSent(message.header)
                return
            }
            guard questions.isOverdue else { return }
            fail(questions.remove { $0.id == question.id }, .clientUnreachable)
        }
    }

    /// Takes what came on the stdin channel.
    func takeAnswer(_ message: Message) {
        guard message.header.type == "input_reply", let value = message.content["value"]?.string else {
            logger.debug("A message of the type \(message.header.type) on the stdin channel was ignored.")
            return
        }
        guard let question = questions.take(answeredBy: message) else {
            logger.debug("An answer came that no question waits for.")
            return
        }
        question.answer.resume(returning: value)
        sendQuestion()
    }

    /// Cancels the question of a task that was cancelled.
    func cancelQuestion(_ id: Int) {
        questions.cancel(id)?.fail(.interrupted)
        sendQuestion()
    }

    /// Cancels the questions of one cell, or all.
    func cancelQuestions(of source: CellChannel? = nil, _ error: InputError) {
        fail(questions.remove { source == nil || $0.source === source }, error)
        sendQuestion()
    }

    private func fail(_ questions: [Question], _ error: InputError) {
        for question in questions { question.fail(error) }
    }
}
