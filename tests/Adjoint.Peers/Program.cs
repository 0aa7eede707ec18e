using Adjoint.Benchmarks.Peers;
using Adjoint.Peers.LibTorch;
using Adjoint.Peers.Onnx;
using Adjoint.Peers.TensorBoard;
using Adjoint.Peers.Transformers;

// 'gpt' compares small language models, whose rows are tokens, with libtorch.
if (args is ["gpt", ..])
    return GptCommand.Run(args.Length > 1 ? int.Parse(args[1]) : 1);

// 'llmc' and a clone of it: the training step of nanoGPT's model beside llm.c's.
if (args is ["llmc", var source])
    return LlmCCommand.Run(source);

// 'onnx' and a folder: whether ONNX Runtime computes what networks do.
if (args is ["onnx", var folder])
    return OnnxCommand.Run(folder);

// 'features', the ResNet-18 that samples/Transfer imports and the weights that it wrote: whether they are what ONNX Runtime computes from the file.
if (args is ["features", var model, var weights])
    return FeaturesCommand.Run(model, weights);

// 'tensorboard' and a file: what TorchSharp's writer of event files makes of some numbers.
if (args is ["tensorboard", var events])
    return TensorBoardCommand.Run(events);

// Adjoint beside libtorch and ONNX Runtime, all in this process; PyTorch, in its own, takes part where '--python' says which.
return PeersCommand.Run(args, static options =>
[
    new AdjointContender(options), new LibTorchContender(options), new OnnxRuntimeContender(options),
    .. (IContender[])(options.Python is null ? [] : [new PyTorchContender(options)]),
]);
