using Adjoint.Generated;
using Adjoint.Runtime;
using BenchmarkDotNet.Attributes;

namespace Adjoint.Benchmarks.Kernels;

/// <summary>The matrix products of 784-128 over 128 rows, each on its own: what the fraction of the peak is made of.</summary>
public unsafe class DenseKernels
{
    private const int Blocks = 8;
    private readonly AlignedBuffer x = Filled(Blocks * 784 * 16);
    private readonly AlignedBuffer w = Filled(784 * 128);
    private readonly AlignedBuffer b = Filled(128);
    private readonly AlignedBuffer y = Filled(Blocks * 128 * 16);
    private readonly AlignedBuffer panels = Filled(Blocks * 128 * 16);
    private readonly AlignedBuffer dw = Filled(784 * 128);

    /// <summary>h = max(W x + b, 0), two blocks at a time, as training runs it.</summary>
    [Benchmark]
    public void Forward()
    {
        for (var block = 0; block < Blocks; block += 2)
            Dense784x128ThenReLU.Forward(x.Pointer + block * 784 * 16, w.Pointer, b.Pointer, y.Pointer + block * 128 * 16, 2);
    }

    /// <summary>dW = Σ dy xᵀ.</summary>
    [Benchmark]
    public void WeightGradient() => Dense784x128.WeightGradient(x.Pointer, panels.Pointer, dw.Pointer, Blocks * 16, accumulate: false, slice: 0, slices: 1);

    /// <summary>dz = (Wᵀ dy) ⊙ ReLU′ of the second layer, 128-10.</summary>
    [Benchmark]
    public void InputGradient() => Dense128x10ThenReLUBackward.InputGradient(y.Pointer, w.Pointer, y.Pointer, panels.Pointer, Blocks);

    /// <summary>y = W x + b for one row.</summary>
    [Benchmark]
    public void Row() => Dense784x128.Row(x.Pointer, w.Pointer, b.Pointer, y.Pointer, 1);

    /// <summary>Rows into lanes.</summary>
    [Benchmark]
    public void FromRows() => LaneBlocks.FromRows(w.Pointer, 128, 784, x.Pointer);

    private static AlignedBuffer Filled(int length)
    {
        var buffer = new AlignedBuffer(length);
        var random = new Random(1);
        foreach (ref var value in buffer.Span)
            value = (float)random.NextDouble() - 0.5f;
        return buffer;
    }
}
