import Foundation
import NeuralEngine
import Testing

@Suite struct CSVTests {
    /// A file of its own for each call, since tests run side by side.
    private func reading(_ text: String, _ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("csv-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("t.csv")
        try text.write(to: file, atomically: true, encoding: .utf8)
        try body(file.path)
    }

    @Test(arguments: [
        // Each fault is named with file, line and column.
        ("a,b,c\n1,2,x\n3,abc,y\n", "t.csv:3:3: 'abc' is not a number (column 2, 'b')."),
        ("1,2,0\n1,abc,1\n", "t.csv:2:3: 'abc' is not a number (column 2)."),
        ("a,b\n1,\n2,3\n", "t.csv:2:3: a value is missing (column 2, 'b')."),
        ("x,y\n1,2.5\n2,nan\n", "t.csv:3:3: a value is missing, 'nan' (column 2, 'y')."),
        // NA among numbers is no class.
        (
            "a,b,y\n1,2,0.5\nNA,,N/A\n3,4,1.5\n5,?,2\n",
            """
            t.csv:3:1: a value is missing, 'NA' (column 1, 'a'). Values are missing in 2 of 4 rows: y 1, a 1, b 2. Leave such rows \
            out (missing: .drop, in a command --missing drop)
            """
        ),
        ("x,y\n1,ja\n2,NA\n3,ja\n", "t.csv:3:3: a value is missing, 'NA' (column 2, 'y')."),
        ("x,y\n1,1\n2,dos\n3,3\n4,4\n5,5\n6,6\n", "t.csv:2:3: 6 different values in 6 lines are no classes"),
        ("x,y\n1,2.5\ninf,1\n", "t.csv:3:1: 'inf' is not a number (column 1, 'x')."),
        // Ragged rows, both ways.
        ("1,2\n1,2,3\n", "t.csv:2:1: 3 fields where the first line has 2."),
        ("a,b\n1,2\n3\n", "t.csv:3:1: 1 field where the first line has 2."),
        // Quotes.
        ("a;b\n1;2\n3;\"4\n", "t.csv:3:3: the quote that opens here is never closed."),
        ("a,b\n1,2\"x\n", "t.csv:2:4: a quote inside of a field"),
        ("a,b\n\"1\"x,2\n", "t.csv:2:4: text after the closing quote"),
        // Columns count characters, not bytes: é has two.
        ("a,b\n\"é\"x,2\n", "t.csv:2:4: text after the closing quote"),
        ("a,b,c\n1,\"é\n\",x,\n", "t.csv:2:1: 4 fields where the first line has 3."),
        // Nothing to read.
        ("", "t.csv is empty"),
        ("\n\n", "t.csv is empty"),
        ("a,b\n", "t.csv holds column names but no examples."),
        ("x\n1\n", "t.csv has one column, 'x'"),
        // A column of names is no class.
        ("a,b\n1,ana\n2,eva\n3,luis\n4,marta\n", "t.csv:2:3: 4 different values in 4 lines are no classes"),
    ])
    func faultsAreNamed(text: String, message: String) throws {
        try reading(text) { path in
            let error = #expect(throws: EngineError.self) { try Dataset.csv(path) }
            #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
        }
    }

    @Test func classesAreEncodedInAlphabeticalOrder() throws {
        let text = "\u{FEFF}\"length, cm\",\"the \"\"kind\"\"\"\r\n1.5,pera\r\n2.5,\"año\"\r\n-1e2,pera\r\n3,año\r\n"
        try reading(text) { path in
            let data = try Dataset.csv(path)
            #expect(data.name == "t")
            #expect(data.features.shape == [4, 1])
            #expect(data.features.scalars == [1.5, 2.5, -100, 3])
            #expect(data.targets.scalars == [1, 0, 1, 0])
            #expect(data.classNames == ["año", "pera"])
            #expect(data.featureNames == ["length, cm"])
        }
    }

    @Test(arguments: [
        ("y", [1, 4] as [Float]), ("1", [1, 4]), ("a", [2, 5]), ("2", [2, 5]), ("b", [3, 6]),
    ])
    func theTargetIsNamedOrNumbered(target: String, values: [Float]) throws {
        try reading("y,a,b\n1,2,3\n4,5,6\n") { path in
            let data = try Dataset.csv(path, target: target)
            #expect(data.targets.scalars == values)
            #expect(data.features.shape == [2, 2])
        }
    }

    @Test func anUnknownTargetListsTheColumns() throws {
        try reading("y,a\n1,2\n") { path in
            let error = #expect(throws: EngineError.self) { try Dataset.csv(path, target: "z") }
            #expect(error?.message == "t.csv has no column 'z'; its columns are 'y', 'a'.")
        }
    }

    @Test(arguments: [
        (CSVTask.automatic, [10, 2, 10, 2] as [Float], [String]?.none),
        (.regression, [10, 2, 10, 2], nil),
        // Numbers are sorted as numbers: 2 before 10.
        (.classification, [1, 0, 1, 0], ["2", "10"]),
    ])
    func theTaskDecides(task: CSVTask, targets: [Float], names: [String]?) throws {
        try reading("1\t10\n2\t2\n3\t10\n4\t2\n") { path in
            let data = try Dataset.csv(path, task: task)
            #expect(data.targets.scalars == targets)
            #expect(data.classNames == names)
            #expect(data.featureNames == ["x1"])
        }
    }

    @Test func rowsWithMissingValuesAreLeftOut() throws {
        try reading("a,b,y\n1,2,0.5\nNA,,1\n3,4,n/a\n5,6,2\n") { path in
            let data = try Dataset.csv(path, missing: .drop)
            #expect(data.features.scalars == [1, 2, 5, 6] && data.targets.scalars == [0.5, 2])
            let error = #expect(throws: EngineError.self) { try Dataset.csv(path, missing: .mean) }
            #expect(error?.message.contains("y 1.") == true, "\(error?.message ?? "")")
        }
        try reading("a,b,y\n1,NA,si\n,4,no\n3,8,si\n,NA,no\n") { path in
            let data = try Dataset.csv(path, missing: .mean)
            #expect(data.features.scalars == [1, 6, 2, 4, 3, 8, 2, 6])
            #expect(data.classNames == ["no", "si"] && data.targets.scalars == [1, 0, 1, 0])
        }
        try reading("a,y\nNA,1\n,2\n") { path in
            for missing in [MissingValues.drop, .mean] {
                let error = #expect(throws: EngineError.self) { try Dataset.csv(path, missing: missing) }
                #expect(error?.code == .invalidData)
            }
        }
    }

    @Test func textsAreEncoded() throws {
        try reading("color,largo,y\nrojo,1,10\nazul,2,20\nrojo,3,30\nazul,4,40\n") { path in
            let data = try Dataset.csv(path)
            #expect(data.featureNames == ["color=azul", "color=rojo", "largo"])
            #expect(data.features.scalars == [0, 1, 1, 1, 0, 2, 0, 1, 3, 1, 0, 4])
        }
        // Names of people are no categories.
        try reading("quien,y\nana,1\neva,2\nluis,3\nmarta,4\n") { path in
            let error = #expect(throws: EngineError.self) { try Dataset.csv(path) }
            #expect(error?.message.hasPrefix("t.csv:2:1: 'ana' is not a number, and 4 different texts") == true)
        }
    }

    @Test func aMissingFileAndAFolderAreErrors() {
        for path in ["/nowhere/at/all.csv", "/"] {
            let error = #expect(throws: EngineError.self) { try Dataset.csv(path) }
            #expect(error?.code == .file)
            #expect(error?.message.contains("'\(path)'") == true)
        }
    }

    /// Columns are counted on from field to field; counting each from the line's start would take minutes here.
    @Test func aLineOfManyFields() throws {
        let row = Array(repeating: "1", count: 200_000).joined(separator: ",")
        try reading(row + "\n" + row + "\n") { path in
            let data = try Dataset.csv(path)
            #expect(data.features.shape == [2, 199_999])
        }
    }
}
