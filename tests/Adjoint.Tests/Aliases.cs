global using AlignedBuffer = Adjoint.Runtime.AlignedBuffer<float>;
global using WorkspacePool = Adjoint.Runtime.WorkspacePool<float>;
