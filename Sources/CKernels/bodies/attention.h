// Embedding, layer normalisation and attention.
