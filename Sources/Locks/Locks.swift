// `Mutex` and `Atomic` for the modules that cells import: none of these shows one in its interface, and a cell that only
// sees an empty module of this name does not load the real one's (`VisibleModules` in CellCompiler).
@_exported public import Synchronization
