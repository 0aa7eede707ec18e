using System.Diagnostics;
using System.Runtime.InteropServices;
using Adjoint.Generated;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Adjoint.Peers.Transformers;

/// <summary>Networks that have the kernels that are compared.</summary>
[Network, Input(256, Tokens = 2), Embedding(1152), PositionEmbedding, Attention(6, Causal = true), Dense(2), CrossEntropy(PerPosition = true)]
public sealed partial class WideHeads;

/// <inheritdoc cref="WideHeads"/>
[Network, Input(1024, Tokens = 2), Embedding(1152), PositionEmbedding, Attention(6, Causal = true), Dense(2), CrossEntropy(PerPosition = true)]
public sealed partial class LongHeads;

/// <summary>Causal attention alone, one row, beside the library's own: forward, and forward and backward.</summary>
internal static unsafe class AttentionCore
{
    private delegate void Forward(float* x, float* l, float* y, float* scores, float scale, nint rows);

    private delegate void Backward(float* x, float* l, float* y, float* dy, float* dx, float* pairs, float scale, nint rows);

    public static void Compare()
    {
        Compare(64, 4, 32, CausalAttention4x32Of64PackedInLanes.Forward, CausalAttention4x32Of64PackedInLanes.Backward);
        Compare(256, 4, 32, CausalAttention4x32Of256PackedInLanes.Forward, CausalAttention4x32Of256PackedInLanes.Backward);
        Compare(256, 6, 64, CausalAttention6x64Of256PackedInLanes.Forward, CausalAttention6x64Of256PackedInLanes.Backward);
        Compare(1024, 6, 64, CausalAttention6x64Of1024PackedInLanes.Forward, CausalAttention6x64Of1024PackedInLanes.Backward);
    }

    private static void Compare(int positions, int heads, int width, Forward forward, Backward backward)
    {
        var (size, random) = (positions * heads * width, new Random(1));
        float* x = Numbers(3 * size), y = Numbers(size), dx = Numbers(3 * size), dy = Numbers(size), l = Numbers(positions * heads), work = Numbers(positions * 16 + 4096);
        for (var i = 0; i < 3 * size; i++)
            x[i] = (float)random.NextDouble() - 0.5f;
        for (var i = 0; i < size; i++)
            dy[i] = (float)random.NextDouble() - 0.5f;
        var scale = 1 / MathF.Sqrt(width);
        using var packed = tensor(Rows(x, positions, 3 * heads * width), [1, positions, 3, heads, width]).permute(2, 0, 3, 1, 4).contiguous();
        using Tensor q = packed[0].clone().requires_grad_(true), k = packed[1].clone().requires_grad_(true), v = packed[2].clone().requires_grad_(true);
        using var change = tensor(Rows(dy, positions, heads * width), [1, positions, heads, width]).permute(0, 2, 1, 3).contiguous();

        // Right before fast.
        forward(x, l, y, work, scale, 1);
        backward(x, l, y, dy, dx, work, scale, 1);
        using (NewDisposeScope())
        {
            var output = F.scaled_dot_product_attention(q, k, v, is_casual: true);
            output.backward([change]);
            Require(Rows(y, positions, heads * width), output.permute(0, 2, 1, 3));
            Require(Rows(dx, positions, 3 * heads * width), stack([q.grad!, k.grad!, v.grad!]).permute(1, 3, 0, 2, 4));
        }

        var name = $"attention alone, {positions} positions, {heads} heads of {width}";
        GptCommand.Line($"{name}, forward", () => forward(x, l, y, work, scale, 1), () =>
        {
            using var scope = NewDisposeScope();
            using var untracked = no_grad();
            F.scaled_dot_product_attention(q, k, v, is_casual: true);
        });
        GptCommand.Line($"{name}, forward and backward", () =>
        {
            forward(x, l, y, work, scale, 1);
            backward(x, l, y, dy, dx, work, scale, 1);
        }, () =>
        {
            using var scope = NewDisposeScope();
            foreach (var part in new[] { q, k, v })
                part.grad = null;
            F.scaled_dot_product_attention(q, k, v, is_casual: true).backward([change]);
        });
        var flops = 2.0 * positions * (positions + 1) * width * heads;
        var best = Enumerable.Range(0, 50).Min(_ => GptCommand.Time(() => forward(x, l, y, work, scale, 1)));
        Console.WriteLine($"  (forward {flops / best / 1e3:0} GFLOP/s of what a causal mask leaves)");
        foreach (var buffer in new[] { (nint)x, (nint)y, (nint)dx, (nint)dy, (nint)l, (nint)work })
            NativeMemory.AlignedFree((void*)buffer);
    }

    /// <summary>Positions in the lanes as rows.</summary>
    private static float[] Rows(float* lanes, int positions, int features) =>
        [.. from position in Enumerable.Range(0, positions) from feature in Enumerable.Range(0, features) select lanes[(position / 16 * features + feature) * 16 + position % 16]];

    private static void Require(float[] ours, Tensor theirs)
    {
        using var contiguous = theirs.contiguous();
        var expected = contiguous.data<float>().ToArray();
        var worst = ours.Zip(expected).Max(static pair => Math.Abs(pair.First - pair.Second));
        if (worst > 1e-4f)
            throw new InvalidOperationException($"Attention differs by {worst}.");
    }

    private static float* Numbers(int count)
    {
        var numbers = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 64);
        new Span<float>(numbers, count).Clear();
        return numbers;
    }
}
