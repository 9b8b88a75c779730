import NeuralEngine

extension LayerWord {
    private static let plane: [(word: String, value: ConvolutionPadding)] = [("valid", .valid), ("same", .same)]
    private static let window = ["strides", "padding"]

    static let poolingForms: [WordForm<any Layer>] = [
        WordForm(
            kind: "maxPooling1D", purpose: "The largest of each window over time.", parameters: ["poolSize"],
            options: window
        ) { values in
            MaxPooling1D(
                poolSize: try values.count("poolSize") ?? 2, strides: try values.count("strides"),
                padding: try values.choice("padding", plane) ?? .valid)
        },
        WordForm(
            kind: "maxPooling2D", purpose: "The largest of each window of a picture.", parameters: ["poolSize"],
            options: window
        ) { values in
            MaxPooling2D(
                poolSize: try values.size("poolSize") ?? 2, strides: try values.size("strides"),
                padding: try values.choice("padding", plane) ?? .valid)
        },
        WordForm(
            kind: "averagePooling1D", purpose: "The mean of each window over time.", parameters: ["poolSize"],
            options: window
        ) { values in
            AveragePooling1D(
                poolSize: try values.count("poolSize") ?? 2, strides: try values.count("strides"),
                padding: try values.choice("padding", plane) ?? .valid)
        },
        WordForm(
            kind: "averagePooling2D", purpose: "The mean of each window of a picture.", parameters: ["poolSize"],
            options: window
        ) { values in
            AveragePooling2D(
                poolSize: try values.size("poolSize") ?? 2, strides: try values.size("strides"),
                padding: try values.choice("padding", plane) ?? .valid)
        },
        WordForm(kind: "globalAveragePooling1D", purpose: "The mean of each channel over time.") { _ in
            GlobalAveragePooling1D()
        },
        WordForm(kind: "globalAveragePooling2D", purpose: "The mean of each channel of a picture.") { _ in
            GlobalAveragePooling2D()
        },
        WordForm(kind: "globalMaxPooling1D", purpose: "The largest of each channel over time.") { _ in
            GlobalMaxPooling1D()
        },
        WordForm(kind: "globalMaxPooling2D", purpose: "The largest of each channel of a picture.") { _ in
            GlobalMaxPooling2D()
        },
        WordForm(kind: "upSampling1D", purpose: "Each step size times.", parameters: ["size"]) { values in
            UpSampling1D(size: try values.count("size") ?? 2)
        },
        WordForm(
            kind: "upSampling2D", purpose: "A picture size times as large.", parameters: ["size"],
            options: ["interpolation"]
        ) { values in
            UpSampling2D(
                size: try values.size("size") ?? 2,
                interpolation: try values.choice("interpolation", of: Interpolation.self) ?? .nearest)
        },
        WordForm(
            kind: "zeroPadding1D", purpose: "Zeros before and after a sequence.", parameters: ["padding"],
            options: ["before", "after"]
        ) { values in
            guard let ends = try values.ends("padding", ["before", "after"]) else {
                return ZeroPadding1D(padding: try values.whole("padding") ?? 1)
            }
            return ZeroPadding1D(before: ends[0], after: ends[1])
        },
        WordForm(
            kind: "zeroPadding2D", purpose: "Zeros around a picture.", parameters: ["padding"],
            options: ["top", "bottom", "left", "right"]
        ) { values in
            guard let ends = try values.ends("padding", ["top", "bottom", "left", "right"]) else {
                return ZeroPadding2D(padding: try values.size("padding", from: 0) ?? 1)
            }
            return ZeroPadding2D(top: ends[0], bottom: ends[1], left: ends[2], right: ends[3])
        },
        WordForm(
            kind: "cropping1D", purpose: "A sequence without its ends.", parameters: ["cropping"],
            options: ["before", "after"]
        ) { values in
            guard let ends = try values.ends("cropping", ["before", "after"]) else {
                return Cropping1D(cropping: try values.whole("cropping") ?? 1)
            }
            return Cropping1D(before: ends[0], after: ends[1])
        },
        WordForm(
            kind: "cropping2D", purpose: "A picture without its margins.", parameters: ["cropping"],
            options: ["top", "bottom", "left", "right"]
        ) { values in
            guard let ends = try values.ends("cropping", ["top", "bottom", "left", "right"]) else {
                return Cropping2D(cropping: try values.size("cropping", from: 0) ?? 1)
            }
            return Cropping2D(top: ends[0], bottom: ends[1], left: ends[2], right: ends[3])
        },
    ]
}

extension WordArguments {
    /// The margins at each end, 0 where one was left out; nil when none was given.
    fileprivate func ends(_ whole: String, _ names: [String]) throws -> [Int]? {
        guard let first = names.first(where: { self[$0] != nil }) else { return nil }
        guard self[whole] == nil else {
            throw LabError("\(word): \(whole) and \(first) were both given; leave out one.")
        }
        return try names.map { try self.whole($0) ?? 0 }
    }
}
