using System.ComponentModel;

namespace Adjoint.Runtime;

/// <summary>A generated network as the run-time library runs it: its sizes, its memory, and its passes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NetworkProgram
{
    /// <summary>The lane blocks that pass through the network together.</summary>
    public const int ChunkBlocks = 2;

    /// <summary>The trainable tensors.</summary>
    public required ParameterLayout Layout { get; init; }

    /// <summary>The numbers in one row of input.</summary>
    public required int InputSize { get; init; }

    /// <summary>The numbers in one row of output; a target that is not a class has as many.</summary>
    public required int OutputSize { get; init; }

    /// <summary>Floating-point operations of one row's prediction.</summary>
    public required long FlopsPerRow { get; init; }

    /// <summary>Floats for one row that the gradients of the parameters read after all blocks have passed.</summary>
    public int KeptPerRow { get; init; }

    /// <summary>Floats of scratch memory for a chunk in training.</summary>
    public int TrainingScratch { get; init; }

    /// <summary>Floats of scratch memory for a chunk in prediction.</summary>
    public required int PredictionScratch { get; init; }

    /// <summary>Floats of scratch memory for the prediction of one row.</summary>
    public required int RowScratch { get; init; }

    /// <summary>Whether the prediction of one row reads its input number by number, so that a user's own memory will do.</summary>
    public bool RowReadsScalars { get; init; }

    /// <summary>Floats for the input of one row: whole vectors of it, and one vector to spare.</summary>
    internal int RowInput => (InputSize + AlignedBuffer.Alignment - 1) / AlignedBuffer.Alignment * AlignedBuffer.Alignment + AlignedBuffer.Alignment;

    /// <summary>The factor on the loss.</summary>
    public float LossWeight { get; init; } = 1;

    /// <summary>How class labels become targets; null where targets are numbers.</summary>
    public ClassTargets? Classes { get; init; }

    /// <summary>How probabilities become targets, where they are smoothed or weighted.</summary>
    public ClassTargets? Probabilities { get; init; }

    /// <summary>Forward, loss and backward of some blocks: (pass, first block, blocks, scratch).</summary>
    public delegate*<Pass*, nuint, nuint, float*, void> Train { get; init; }

    /// <summary>A slice of the gradients of the parameters: (pass, add to what is there, slice, slices).</summary>
    public delegate*<Pass*, bool, nuint, nuint, void> ParameterGradients { get; init; }

    /// <summary>Forward and loss of some blocks: (pass, first block, blocks, scratch).</summary>
    public delegate*<Pass*, nuint, nuint, float*, void> Evaluate { get; init; }

    /// <summary>Forward of some blocks: (parameters, inputs, blocks, scratch) → outputs.</summary>
    public required delegate*<float*, float*, nuint, float*, float*> Predict { get; init; }

    /// <summary>Forward of one row: (parameters, input, 1, scratch) → output.</summary>
    public required delegate*<float*, float*, nuint, float*, float*> PredictRow { get; init; }
}
