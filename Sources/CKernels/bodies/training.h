// Losses, metrics and optimizers beyond the first ones.
