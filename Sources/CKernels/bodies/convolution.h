// Convolution, pooling, upsampling and batch normalisation.
