using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>A product's epilogue as C#, for lane blocks.</summary>
/// <param name="epilogue">The epilogue, or null for none.</param>
/// <param name="target">The buffer that the product writes.</param>
internal sealed class EpilogueText(Epilogue? epilogue, string target)
{
    /// <summary>The parameters that it adds.</summary>
    public IEnumerable<(string Type, string Name)> Parameters => (epilogue?.Buffers ?? []).Select(static b => ("T*", b.Name));

    /// <summary>What it adds to the product's documentation.</summary>
    public string Summary => epilogue is null ? "" : ", " + epilogue.Summary;

    /// <summary>What moves its buffers on, as the target is.</summary>
    public string Advance(int step) => string.Concat(Shaped.Select(b => $", {b.Name} += {step}"));

    /// <summary>Declares how far from the target each buffer of the target's shape is: that stays as it is while all move on.</summary>
    public void WriteDistances(CodeWriter writer)
    {
        foreach (var buffer in Shaped)
            writer.WriteLine($"var to{Upper(buffer)} = {buffer.Name} - {target};");
    }

    /// <summary>What is written for a sum.</summary>
    /// <param name="width">The width.</param>
    /// <param name="sum">The sum.</param>
    /// <param name="pointer">The pointer that the sum's place is counted from.</param>
    /// <param name="offset">The place.</param>
    /// <param name="channel">The channel.</param>
    public string Of(Width width, string sum, string pointer, int offset, string channel)
    {
        if (epilogue is null)
            return sum;
        var spelt = epilogue.Value.Replace(e => e switch
        {
            Feature f => new Variable(width.Load(pointer, $"to{char.ToUpperInvariant(f.Buffer[0])}{f.Buffer.Substring(1)}{Plus(offset)}")),
            Scalar s => new Variable(width.Create($"{s.Buffer}[{channel}{Plus(s.Index.Constant)}]")),
            _ when e == Epilogue.Sum => new Variable(sum),
            _ when e == Epilogue.Target => new Variable(width.Load(pointer, offset)),
            _ => null,
        });
        return new VectorText(new AddressText(width, isRow: false, hasLaneLoop: false)).Of(spelt);
    }

    private IEnumerable<EpilogueBuffer> Shaped => (epilogue?.Buffers ?? []).Where(static b => !b.OfChannels);

    private static string Upper(EpilogueBuffer buffer) => char.ToUpperInvariant(buffer.Name[0]) + buffer.Name.Substring(1);
}
