/// What `input`, `password` and `readLine` ask with.
@usableFromInline
enum Question {
    /// The answer; nil where an interrupt took the question back, so that the caller is about to be stopped.
    @usableFromInline
    static func ask(_ prompt: String, isPassword: Bool) -> String? {
        do {
            return try DisplayCenter.sink.ask(prompt: prompt, isPassword: isPassword)
        } catch {
            guard error != .interrupted else { return nil }
            // A question in the middle of an expression has no `try` to leave by; stopping costs the session nothing.
            fatalError(error.message)
        }
    }
}
