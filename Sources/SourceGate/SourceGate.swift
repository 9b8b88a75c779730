// An empty module. A compiler that is started ahead of its source reads this module from a pipe, last of all that it
// loads, and waits there: see `SourceGate` in CellCompiler.
