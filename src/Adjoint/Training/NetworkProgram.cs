using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Adjoint.Runtime;

/// <summary>A generated network of floats as the run-time library runs it; its passes are given with the names that the code of such networks has.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class NetworkProgram : NetworkProgram<float>
{
    /// <summary>The lane blocks that pass through a network together.</summary>
    public const int ChunkBlocks = 2;

    /// <summary>A program whose members are all still to be set.</summary>
    public NetworkProgram()
    {
    }

    /// <inheritdoc/>
    [SetsRequiredMembers]
    public NetworkProgram(NetworkProgram network)
        : base(network)
    {
    }

    // A pass of floats has two names, and the same members in the same order.

    /// <inheritdoc cref="NetworkProgram{T}.Train"/>
    public new delegate*<Pass*, nint, nint, float*, void>[] Train
    {
        init
        {
            var passes = new delegate*<Pass<float>*, nint, nint, float*, void>[value.Length];
            for (var i = 0; i < value.Length; i++)
                passes[i] = (delegate*<Pass<float>*, nint, nint, float*, void>)value[i];
            base.Train = passes;
        }
    }

    /// <inheritdoc cref="NetworkProgram{T}.Meet"/>
    public new delegate*<Pass*, bool, nint, nint, void>[] Meet
    {
        init
        {
            var meetings = new delegate*<Pass<float>*, bool, nint, nint, void>[value.Length];
            for (var i = 0; i < value.Length; i++)
                meetings[i] = (delegate*<Pass<float>*, bool, nint, nint, void>)value[i];
            base.Meet = meetings;
        }
    }

    /// <inheritdoc cref="NetworkProgram{T}.Evaluate"/>
    public new delegate*<Pass*, nint, nint, float*, void> Evaluate
    {
        init => base.Evaluate = (delegate*<Pass<float>*, nint, nint, float*, void>)value;
    }
}
