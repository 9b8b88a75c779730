// What only the tape and tensors need.
