// What data sets are made of, and most networks.
global using AlignedBuffer = Adjoint.Runtime.AlignedBuffer<float>;
