global using AlignedBuffer = Adjoint.Runtime.AlignedBuffer<float>;
