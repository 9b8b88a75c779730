// The files that come with the engine, and no code.
//
// SwiftPM gives every module with resources an accessor that imports Foundation, and whoever imports the module then
// loads Foundation, too. Every cell imports the engine; so its files are here, and the engine looks for them by itself
// (`EngineResources`).
