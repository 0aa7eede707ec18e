using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Lower;

/// <summary>Average pooling.</summary>
/// <param name="layer">The operator.</param>
internal sealed class AveragePoolLowering(AveragePool layer) : PoolingLowering(layer)
{
    protected override bool BackwardReadsValues => false;

    protected override LaneKernel KernelOf(NodeContext node, Windows windows)
    {
        var countsPadding = layer.Options.CountIncludePad;
        return MeanWindows.KernelOf($"AveragePool{Sizes(windows)}{(countsPadding ? "" : "WithoutPadding")}", windows, countsPadding);
    }
}
