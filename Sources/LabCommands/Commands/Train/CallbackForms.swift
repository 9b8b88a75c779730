import NeuralEngine

/// The callbacks that options of `%train` stand for, with their numbers by Keras's names.
enum CallbackForms {
    struct Made {
        let callback: any TrainingCallback
        let code: String
        /// Whether it looks at a monitor.
        var watches = true
    }

    private static let modes: [(word: String, value: Monitor.Mode)] = [("auto", .auto), ("min", .min), ("max", .max)]

    static func earlyStopping(_ monitors: MonitorWord, _ usual: String?) -> WordForm<Made> {
        WordForm(
            kind: "--early-stopping", parameters: ["patience"], required: 1,
            options: ["minDelta", "baseline", "startFromEpoch", "restoreBestWeights", "mode", "monitor"]
        ) { values in
            let monitor = try monitors.monitor(values["monitor"] ?? usual)
            let mode = try values.choice("mode", modes) ?? .auto
            let restores = try values.flag("restoreBestWeights") ?? true
            let callback = EarlyStopping(
                monitor: monitor, minDelta: try values.notNegative("minDelta") ?? 0,
                patience: try values.whole("patience") ?? 0, mode: mode, baseline: try values.finite("baseline"),
                restoreBestWeights: restores, startFromEpoch: try values.whole("startFromEpoch") ?? 0)
            let parts =
                values.code(["minDelta", "patience"]) + code(mode) + values.code(["baseline"])
                + (restores ? ["restoreBestWeights: true"] : []) + values.code(["startFromEpoch"])
            return Made(callback: callback, code: call("EarlyStopping", [MonitorWord.code(monitor)] + parts))
        }
    }

    static func reduceLROnPlateau(_ monitors: MonitorWord, _ usual: String?) -> WordForm<Made> {
        WordForm(
            kind: "--reduce-lr-on-plateau", parameters: ["patience"], required: 1,
            options: ["factor", "minDelta", "cooldown", "minLearningRate", "mode", "monitor"]
        ) { values in
            let monitor = try monitors.monitor(values["monitor"] ?? usual)
            let mode = try values.choice("mode", modes) ?? .auto
            let factor = try values.number("factor", "a number between 0 and 1, such as 0.5") { $0 > 0 && $0 < 1 }
            let callback = ReduceLROnPlateau(
                monitor: monitor, factor: factor ?? 0.1, patience: try values.whole("patience") ?? 0, mode: mode,
                minDelta: try values.notNegative("minDelta") ?? 1e-4, cooldown: try values.whole("cooldown") ?? 0,
                minLearningRate: try values.notNegative("minLearningRate") ?? 0)
            let parts =
                values.code(["factor", "patience"]) + code(mode)
                + values.code(["minDelta", "cooldown", "minLearningRate"])
            return Made(callback: callback, code: call("ReduceLROnPlateau", [MonitorWord.code(monitor)] + parts))
        }
    }

    static func checkpoint(_ monitors: MonitorWord, _ usual: String?) -> WordForm<Made> {
        WordForm(
            kind: "--checkpoint", parameters: ["path"], required: 1,
            options: ["saveBestOnly", "everyEpochs", "mode", "monitor"]
        ) { values in
            let path = values["path"] ?? ""
            try WritablePlace.check(path, option: "--checkpoint")
            let bestOnly = try values.flag("saveBestOnly") ?? false
            guard bestOnly || (values["monitor"] == nil && values["mode"] == nil) else {
                throw LabError("\(values.word): monitor and mode go with saveBestOnly: true.")
            }
            let monitor = bestOnly ? try monitors.monitor(values["monitor"] ?? usual) : .validationLoss
            let mode = try values.choice("mode", modes) ?? .auto
            let callback = ModelCheckpoint(
                path, monitor: monitor, saveBestOnly: bestOnly, mode: mode,
                everyEpochs: try values.count("everyEpochs") ?? 1)
            let parts =
                (bestOnly ? ["saveBestOnly: true"] : []) + code(mode) + values.code(["everyEpochs"])
            return Made(
                callback: callback,
                code: call("ModelCheckpoint", [SwiftCode.string(path), MonitorWord.code(monitor)] + parts),
                watches: bestOnly)
        }
    }

    static let csvLogger = WordForm<Made>(
        kind: "--csv-log", parameters: ["path"], required: 1, options: ["separator", "append"]
    ) { values in
        let path = values["path"] ?? ""
        try WritablePlace.check(path, option: "--csv-log")
        let separator = values["separator"] ?? ","
        let appends = try values.flag("append") ?? false
        let parts = [
            SwiftCode.string(path), separator == "," ? nil : "separator: \(SwiftCode.string(separator))",
            appends ? "append: true" : nil,
        ]
        return Made(
            callback: CSVLogger(path, separator: separator, append: appends), code: call("CSVLogger", parts),
            watches: false)
    }

    private static func code(_ mode: Monitor.Mode) -> [String] { mode == .auto ? [] : ["mode: .\(mode.rawValue)"] }

    private static func call(_ name: String, _ arguments: [String?]) -> String {
        name + "(" + arguments.compactMap { $0 }.joined(separator: ", ") + ")"
    }
}
