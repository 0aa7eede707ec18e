using System.ComponentModel;
using System.Runtime.CompilerServices;
using Adjoint.Data;

namespace Adjoint.Runtime;

/// <summary>Runs a generated network of floats, which trains on the mini-batches of data sets too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NetworkRunner : NetworkRunner<float>
{
    private readonly NetworkProgram<float> program;

    /// <summary>A runner of a network with parameters of its own.</summary>
    /// <param name="program">The network's passes.</param>
    /// <param name="seed">The seed of its parameters and of dropout.</param>
    public NetworkRunner(NetworkProgram<float> program, ulong seed)
        : this(program, seed, new ParameterBlock(program.Layout, seed))
    {
    }

    private NetworkRunner(NetworkProgram<float> program, ulong seed, ParameterBlock parameters)
        : base(program, seed, parameters) => (this.program, Parameters) = (program, parameters);

    /// <summary>The network's parameters.</summary>
    public new ParameterBlock Parameters { get; }

    /// <summary>One step of training on a mini-batch, for a network of one target.</summary>
    [SkipLocalsInit]
    public float TrainStep(MiniBatch batch, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var scales = stackalloc float[program.Losses.Length];
        fixed (int* labels = batch.Labels)
        fixed (float* numbers = batch.Targets)
        {
            var target = program.Targets[0].IsClasses ? new Feed(labels, batch.Labels.Length) : new Feed(numbers, batch.Targets.Length);
            return TrainStep(MiniBatchData.Of(program, batch, &target, scales), optimizer);
        }
    }
}
