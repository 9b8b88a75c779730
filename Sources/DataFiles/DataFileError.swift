/// What is wrong with a file, and where: `data.npy, byte 10: …`.
package struct DataFileError: Error, CustomStringConvertible {
    package let file: String
    /// `byte 10`, `entry 'x.npy'`; nil for the file as a whole.
    package let place: String?
    package let problem: String

    package init(_ file: String, at place: String? = nil, _ problem: String) {
        self.file = file
        self.place = place
        self.problem = problem
    }

    package init(_ file: String, byte: Int, _ problem: String) { self.init(file, at: "byte \(byte)", problem) }

    package var description: String { "\(file)\(place.map { ", \($0)" } ?? ""): \(problem)." }
}
