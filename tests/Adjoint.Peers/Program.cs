using Adjoint.Benchmarks.Peers;
using Adjoint.Peers.LibTorch;

// Adjoint beside libtorch and ONNX Runtime, all in this process; PyTorch, in its own, takes part where '--python' says which.
return PeersCommand.Run(args, static options =>
[
    new AdjointContender(options), new LibTorchContender(options), new OnnxRuntimeContender(options),
    .. (IContender[])(options.Python is null ? [] : [new PyTorchContender(options)]),
]);
