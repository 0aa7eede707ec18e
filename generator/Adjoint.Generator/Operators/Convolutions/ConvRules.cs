using System.Globalization;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>What must hold for every convolution, each rule reported at the argument that breaks it.</summary>
/// <param name="context">The layer.</param>
/// <param name="options">Its options.</param>
/// <param name="rank">The number of axes after the channels.</param>
internal sealed class ConvRules(ShapeContext context, ConvOptions options, int rank)
{
    private static readonly string[] AxisNames = ["depth", "height", "width"];

    /// <summary>Whether all rules hold that the input's sizes along the axes have no part in.</summary>
    public bool Hold(string @operator) =>
        Axes.RequireImage(context, @operator, rank) && CheckChannels() && OptionHolds(options.Kernel, 1) && OptionHolds(options.Stride, 1) && OptionHolds(options.Padding, 0)
        && OptionHolds(options.Dilation, 1) && GroupsDivide() && InitializerExists();

    /// <summary>Whether the kernel fits into the padded input along every axis.</summary>
    public bool KernelFits()
    {
        for (var i = 0; i < rank; i++)
        {
            var reach = options.Reach(i);
            var padding = options.Same || options.Causal ? reach - 1 : 2L * options.Padding.Along(i);
            var padded = context.Input.Sizes[i + 1] + padding;
            if (reach <= padded)
                continue;
            var least = (int)((reach - context.Input.Sizes[i + 1] + 1) / 2);
            // What a kernel covers that would fit by itself, its dilation is to blame for.
            var (kernel, isDilation) = (options.Kernel.Along(i), options.Dilation.Along(i) > 1 && options.Kernel.Along(i) <= padded);
            var place = context.PlaceOf(isDilation ? options.Dilation : options.Kernel, i);
            var (remedies, advice) = isDilation
                ? WindowAdvice.OfDilation(place, (int)((padded - 1) / (kernel - 1)), context.PlaceOf(options.Padding, i), least)
                : WindowAdvice.Of(context, place, isPool: false, Largest(padded, options.Dilation.Along(i)), context.PlaceOf(options.Padding, i), least);
            context.Report(WindowAdvice.TooLarge(context, place, reach, padding == 0 ? "" : " with its padding", padded, advice, remedies));
            return false;
        }
        return true;
    }

    /// <summary>Whether a value of some sizes is small enough; the product of those that are not may be beyond any integer.</summary>
    public bool ValueFits(int channels, IEnumerable<int> sizes)
    {
        var size = sizes.Aggregate((double)channels, static (product, size) => product * size);
        if (size <= Limits.ValueSize)
            return true;
        context.Report(Rules.TooLarge, null, $"'{context.NodeName}'", size.ToString("F0", CultureInfo.InvariantCulture), "values", Limits.ValueSize);
        return false;
    }

    /// <summary>The largest kernel that reaches over so many positions at most.</summary>
    private static int Largest(long positions, int dilation) => (int)((positions - 1) / dilation) + 1;

    /// <summary>Whether the weight is small enough; its size is that of both sides' channels, in one group, times the taps.</summary>
    public bool WeightFits()
    {
        var taps = Enumerable.Range(0, rank).Aggregate(1.0, (product, i) => product * options.Kernel.Along(i));
        var weights = taps * context.Input.Sizes[0] / options.Groups * options.Channels;
        if (weights <= Limits.Parameters)
            return true;
        context.Report(Rules.TooLarge, "channels", $"'{context.NodeName}'", weights.ToString("F0", CultureInfo.InvariantCulture), "weights", Limits.Parameters);
        return false;
    }

    /// <summary>The name of an axis.</summary>
    public string AxisName(int axis) => rank == 1 ? "length" : AxisNames[3 - rank + axis];

    private bool CheckChannels()
    {
        var channels = options.Channels;
        if (channels >= 1)
            return true;
        context.Report(Rules.WidthBelowOne, "channels", context.NodeName, channels, "channels");
        return false;
    }

    private bool OptionHolds(PerAxis option, int least)
    {
        var (name, word, list) = (option.Name, option.Name.ToLowerInvariant(), option.List);
        if (context.IsTwice(option))
            return false;
        if (!list.IsEmpty && list.Count != rank)
        {
            context.Report(Rules.ValueOutOfRange, name + "s", $"The number of {name}s of '{context.NodeName}'", $"{rank}, one for each axis", list.Count);
            return false;
        }
        var range = $"from {least} to {Limits.ValueSize}";
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] < least || list[i] > Limits.ValueSize)
            {
                context.ReportElement(Rules.ValueOutOfRange, name + "s", i, $"The {word} of '{context.NodeName}' along its {AxisName(i)}", range, list[i]);
                return false;
            }
        }
        if (!list.IsEmpty || (option.Number >= least && option.Number <= Limits.ValueSize))
            return true;
        if (name == "Kernel" && option.Number == 0)
        {
            context.ReportWith([Remedy.Set(context.PlaceOf(name), name, 3)], Rules.ValueOutOfRange, context.PlaceOf(name), $"'{context.NodeName}' has no kernel size", "write Kernel = 3");
            return false;
        }
        context.ReportWith(
            [Remedy.Set(context.PlaceOf(name), name, name == "Kernel" ? 3 : least)], Rules.ValueOutOfRange, context.PlaceOf(name), $"The {word} of '{context.NodeName}'", range, option.Number);
        return false;
    }

    private bool GroupsDivide()
    {
        var (groups, inputs, outputs) = (options.Groups, context.Input.Sizes[0], options.Channels);
        if (groups >= 1 && inputs % groups == 0 && outputs % groups == 0)
            return true;
        var divisors = Enumerable.Range(1, Math.Min(inputs, outputs)).Where(g => inputs % g == 0 && outputs % g == 0).ToList();
        var nearest = divisors.LastOrDefault(d => d <= groups) is var smaller and > 0 ? smaller : 1;
        context.ReportWith(
            [Remedy.Set(context.PlaceOf("Groups"), "Groups", nearest)], Rules.GroupsDoNotDivide, context.PlaceOf("Groups"), groups, context.NodeName,
            FormattableString.Invariant($"the {inputs} channels that {context.Source} gives and the {outputs} of its output"), Names.Listed(divisors));
        return false;
    }

    private bool InitializerExists() => options.Init.Check(context);
}
