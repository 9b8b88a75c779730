// Recurrent layers.
