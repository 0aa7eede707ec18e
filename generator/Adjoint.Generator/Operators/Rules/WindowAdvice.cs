using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>What to do where a window does not fit: a smaller kernel, more padding, or the channels in front of an image that has them behind.</summary>
internal static class WindowAdvice
{
    /// <summary>The remedies, and the words for them.</summary>
    /// <param name="context">The layer.</param>
    /// <param name="kernel">The place of the kernel.</param>
    /// <param name="isPool">Whether it is a pooling.</param>
    /// <param name="largest">The largest kernel that fits.</param>
    /// <param name="padding">The place of the padding; null where no padding would be enough.</param>
    /// <param name="least">The least padding with which the kernel fits.</param>
    public static (EquatableArray<Remedy> Remedies, string Advice) Of(ShapeContext context, SourcePlace kernel, bool isPool, int largest, SourcePlace? padding, int least)
    {
        if (ChannelsLast(context) is var (remedy, input))
            return ([remedy], $"write the channels first: {input}");
        // A pooling of the only position that there is would do nothing with any kernel.
        if (isPool && largest == 1)
            return ([Remedy.Remove(kernel.Attribute, context.Word!.Name)], $"remove {context.Word!.Name}, for there is one position to pool, or a stride before it");
        var smaller = Remedy.Set(kernel, "Kernel", largest) with { Advice = largest == 1 ? "choose a kernel of 1" : FormattableString.Invariant($"choose a kernel of {largest} or less") };
        if (padding is null)
            return ([smaller], smaller.Advice);
        var wider = Remedy.Set(padding, "Padding", least) with { Advice = FormattableString.Invariant($"write Padding = {least}") };
        return ([smaller, wider], $"{smaller.Advice}, or {wider.Advice}");
    }

    /// <summary>The same where the steps between a kernel's numbers are too wide.</summary>
    public static (EquatableArray<Remedy> Remedies, string Advice) OfDilation(SourcePlace dilation, int largest, SourcePlace padding, int least)
    {
        var smaller = Remedy.Set(dilation, "Dilation", largest) with { Advice = largest == 1 ? "choose a dilation of 1" : FormattableString.Invariant($"choose a dilation of {largest} or less") };
        var wider = Remedy.Set(padding, "Padding", least) with { Advice = FormattableString.Invariant($"write Padding = {least}") };
        return ([smaller, wider], $"{smaller.Advice}, or {wider.Advice}");
    }

    /// <summary>A window that covers more positions than its axis has.</summary>
    public static Problem TooLarge(ShapeContext context, SourcePlace place, long covered, string padding, long positions, string advice, EquatableArray<Remedy> remedies) =>
        Problem.Of(Rules.WindowTooLarge, place, context.NodeName, covered, padding, positions, context.Source, context.Input, advice) with
        {
            Remedies = remedies, Otherwise = "choose smaller windows, or smaller strides before it",
        };

    /// <summary>An input such as 28×28×1, as Keras has it, is an image whose channels are in the last place.</summary>
    private static (Remedy Remedy, string Input)? ChannelsLast(ShapeContext context)
    {
        if (context.Before().Any() || !IsChannelsLast(context.Input) || context.SourceAttribute < 0)
            return null;
        var sizes = context.Input.Sizes;
        var input = $"Input({Names.Listed([sizes[2], sizes[0], sizes[1]])})";
        return (FirstChannels(context.SourceAttribute, sizes), input);
    }

    /// <summary>Whether sizes are those of a square image with its channels behind: one or three of them. Four are rare, and then as often a side.</summary>
    public static bool IsChannelsLast(TensorShape shape) => shape.Rank == 3 && shape.Sizes[0] == shape.Sizes[1] && shape.Sizes[0] > 4 && shape.Last is 1 or 3;

    /// <summary>Writes the channels first.</summary>
    public static Remedy FirstChannels(int input, EquatableArray<int> sizes) => new(
        "Write the channels first",
        [.. new[] { sizes[2], sizes[0], sizes[1] }.Select((size, i) => new Edit(EditKind.Set, new SourcePlace(input, "shape", i), Names.Listed([size])))]);
}
