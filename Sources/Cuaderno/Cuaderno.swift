// What `import Cuaderno` gives a cell: the engine, the charts, the pictures of the field, and ways to show and to ask.
@_exported public import Charts
@_exported public import Display
@_exported public import Interchange
@_exported public import JSONValues
@_exported public import NeuralEngine
@_exported public import Plots
