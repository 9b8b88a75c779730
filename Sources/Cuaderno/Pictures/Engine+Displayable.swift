public import Display
import LabCommands
public import NeuralEngine

/// The layers as a table.
extension Model: Displayable {
    public var mimeBundle: MIMEBundle { NetworkBundle.bundle(self) }
}

/// What the data are, and their first examples.
extension Dataset: Displayable {
    public var mimeBundle: MIMEBundle { DatasetBundle.bundle(self) }
}

/// Loss and metrics as a table.
extension Evaluation: Displayable {
    public var mimeBundle: MIMEBundle { EvaluationBundle.bundle(self) }
}

/// A row for each fold, then mean and deviation.
extension CrossValidation: Displayable {
    public var mimeBundle: MIMEBundle { CrossValidationBundle.bundle(self) }
}

/// How often each class was taken for which, with precision, recall and F1.
extension ConfusionMatrix: Displayable {
    public var mimeBundle: MIMEBundle { ConfusionBundle.bundle(self) }
}

/// How the training ended, and its updates one by one.
extension PerceptronTrace: Displayable {
    public var mimeBundle: MIMEBundle { TraceBundle.bundle(self) }
}
