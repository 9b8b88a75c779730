/// Reads the symbolizer's answers.
struct PlaceReader {
    private(set) var places: [Symbolizer.Place] = []
    /// The run time's reason, until the place of the student's that it belongs to: a check may lie in a function of the
    /// standard library.
    private var failure: String?

    /// One address: pairs of lines, function and place, innermost inlined function first.
    ///
    /// Where a function was inlined into the top level, the debug information names the generated file for the place of the
    /// call, with the student's line.
    mutating func read(_ answer: Substring, of address: Symbolizer.Address) {
        let lines = answer.split(separator: "\n").map(String.init)
        for index in stride(from: 0, to: lines.count - 1, by: 2) {
            let name = lines[index]
            if name.hasPrefix("Swift runtime failure: ") {
                failure = String(name.dropFirst("Swift runtime failure: ".count))
                continue
            }
            let parts = lines[index + 1].split(separator: ":")
            guard parts.count >= 3, let row = Int(parts[parts.count - 2]), row > 0 else { continue }
            // That of an asynchronous cell may be cut into parts, or be without a name in a thunk that bears its own.
            let isNameless = name == "??" && lines[lines.count - 2].contains("async_Main")
            let isTopLevel =
                isNameless || name.contains("async_Main") || name.wholeMatch(of: /cell\d+_main/) != nil
            let file = parts.dropLast(2).joined(separator: ":").split(separator: "/").last.map(String.init) ?? ""
            let named = file == address.debugLabel ? address.label : file
            // An included file goes by its own name.
            let isStudents = file.hasPrefix("In[") || file == address.debugLabel
            guard let cell = isStudents ? named : isTopLevel ? address.label : nil else { continue }
            // Inlined functions go by their plain names, and inlined closures have none.
            let text = name.hasPrefix("$s") ? Demangler.demangle(name) ?? "" : name == "??" ? "closure #1" : name
            add(
                Symbolizer.Place(
                    cell: cell, line: row, function: isTopLevel ? nil : FunctionName.plain(text), failure: failure),
                isStub: text.hasSuffix("__deallocating_deinit"))
            failure = nil
        }
    }

    /// - Parameter isStub: True for a function of the compiler's that only calls the student's.
    private mutating func add(_ place: Symbolizer.Place, isStub: Bool) {
        guard let last = places.last, let function = place.function, let inner = last.function,
            function == inner || function.hasSuffix(".\(inner)"), last.cell == place.cell,
            isStub || last.line == place.line
        else {
            places.append(place)
            return
        }
        // A lazy global's initialiser and what asks for it, a deinit and what frees the memory: one to the student.
        // Two calls of a function by itself on one line are two frames, though.
        if function == inner, !isStub {
            places.append(place)
        } else {
            places[places.count - 1].function = function
        }
    }
}
