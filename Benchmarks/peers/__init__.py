"""The peers' training loops: each gives run(epochs, shuffle) -> mean loss of the last epoch."""
