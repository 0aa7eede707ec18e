using Adjoint.Runtime;

namespace Adjoint.Tests.Optimizers;

/// <summary>Parameter blocks and gradients with reproducible values, and the zones around them that must stay untouched.</summary>
internal static unsafe class Blocks
{
    private const float Guard = 12345.678f;

    /// <summary>The most floats beyond a buffer that its owner allows to read: enough for the widest register.</summary>
    private const int GuardLength = 16;

    /// <summary>A block with one tensor for each length; every second one is a bias, starting with the second.</summary>
    public static ParameterBlock<float> Create(params int[] lengths) => Create("Net", lengths);

    /// <summary>The same with a name.</summary>
    public static ParameterBlock<float> Create(string network, int[] lengths)
    {
        var parameters = new ParameterInfo[lengths.Length];
        var offset = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            var role = i % 2 == 0 ? ParameterRole.Weight : ParameterRole.Bias;
            parameters[i] = new($"tensor{i}", [lengths[i]], offset, role, Initializer.Zeros, fanIn: 1, fanOut: 1, outputsTogether: 1);
            offset += lengths[i];
        }
        var block = new ParameterBlock<float>(new ParameterLayout(network, parameters), seed: 0);
        Fill(block.Span, seed: 1, scale: 2);
        return block;
    }

    /// <summary>A gradient for a block; a new one for each step.</summary>
    public static AlignedBuffer Gradient(int count, int seed)
    {
        var gradient = new AlignedBuffer(count);
        Fill(gradient.Span, seed, scale: 3);
        return gradient;
    }

    /// <summary>Marks what lies beyond a buffer.</summary>
    public static void Mark(float* first, int length) => Zone(first, length).Fill(Guard);

    /// <summary>Requires that nothing beyond a buffer has been written since it was marked.</summary>
    public static void AssertMarked(float* first, int length)
    {
        var zone = Zone(first, length);
        for (var i = 0; i < zone.Length; i++)
            Assert.True(zone[i] == Guard, $"The float {i} places behind the {length} of a buffer was overwritten with {zone[i]}.");
    }

    private static Span<float> Zone(float* first, int length) => new(first + length, GuardLength);

    private static void Fill(Span<float> values, int seed, float scale)
    {
        var random = new Random(seed);
        foreach (ref var value in values)
            value = scale * (2 * random.NextSingle() - 1);
    }
}
