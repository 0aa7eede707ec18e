using System.Globalization;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>What must hold for every convolution, each rule reported at the argument that breaks it.</summary>
internal static class ConvRules
{
    private static readonly string[] Options = ["Kernel", "Stride", "Padding", "Dilation"];
    private static readonly string[] AxisNames = ["depth", "height", "width"];

    /// <summary>Whether all rules hold that the input's sizes along the axes have no part in.</summary>
    public static bool Hold(ShapeContext context, string @operator, int rank) =>
        Axes.RequireImage(context, @operator, rank) && ChannelsAreSome(context) && Options.All(option => OptionHolds(context, option, rank)) && GroupsDivide(context)
        && InitializerExists(context);

    /// <summary>Whether the kernel fits into the padded input along every axis.</summary>
    public static bool KernelFits(ShapeContext context, int rank)
    {
        for (var i = 0; i < rank; i++)
        {
            var options = ConvOptions.Of(context.Use, i);
            var padding = context.Use.Bool("Same") ? options.Reach - 1 : 2L * options.Pad;
            var padded = context.Input.Sizes[i + 1] + padding;
            if (options.Reach <= padded)
                continue;
            var (remedies, advice) = WindowAdvice.Of(
                context, PlaceOf(context, "Kernel", i), "Kernel", Largest(padded, options.Dilation), PlaceOf(context, "Padding", i),
                (int)((options.Reach - context.Input.Sizes[i + 1] + 1) / 2));
            context.ReportWith(
                remedies, Rules.WindowTooLarge, PlaceOf(context, "Kernel", i), context.NodeName, options.Reach, padding == 0 ? "" : " with its padding", padded,
                context.Source, context.Input, advice);
            return false;
        }
        return true;
    }

    /// <summary>Whether a value of some sizes is small enough; the product of those that are not may be beyond any integer.</summary>
    public static bool ValueFits(ShapeContext context, int channels, IEnumerable<int> sizes)
    {
        var size = sizes.Aggregate((double)channels, static (product, size) => product * size);
        if (size <= Limits.ValueSize)
            return true;
        context.Report(Rules.TooLarge, null, $"'{context.NodeName}'", size.ToString("F0", CultureInfo.InvariantCulture), "values", Limits.ValueSize);
        return false;
    }

    /// <summary>Reports a problem at what was written for an option along an axis: an element of its list, or its number.</summary>
    public static void Report(ShapeContext context, string rule, string option, int axis, params object[] words) =>
        context.ReportWith([], rule, PlaceOf(context, option, axis), words);

    private static Place PlaceOf(ShapeContext context, string option, int axis) =>
        context.Use.Ints(option + "s").IsEmpty ? context.PlaceOf(option) : context.PlaceOf(option + "s", axis);

    /// <summary>The largest kernel that reaches over so many positions at most.</summary>
    private static int Largest(long positions, int dilation) => (int)((positions - 1) / dilation) + 1;

    /// <summary>Whether the weight is small enough; its size is that of both sides' channels, in one group, times the taps.</summary>
    public static bool WeightFits(ShapeContext context, int rank)
    {
        var taps = Enumerable.Range(0, rank).Aggregate(1.0, (product, i) => product * ConvOptions.Of(context.Use, i).Kernel);
        var weights = taps * context.Input.Sizes[0] / context.Use.Int("Groups", 1) * context.Use.Int("channels");
        if (weights <= Limits.Parameters)
            return true;
        context.Report(Rules.TooLarge, "channels", $"'{context.NodeName}'", weights.ToString("F0", CultureInfo.InvariantCulture), "weights", Limits.Parameters);
        return false;
    }

    /// <summary>The name of an axis of a convolution of so many.</summary>
    public static string AxisName(int rank, int axis) => rank == 1 ? "length" : AxisNames[3 - rank + axis];

    private static bool ChannelsAreSome(ShapeContext context)
    {
        var channels = context.Use.Int("channels");
        if (channels >= 1)
            return true;
        context.Report(Rules.WidthBelowOne, "channels", context.NodeName, channels, "channels");
        return false;
    }

    private static bool OptionHolds(ShapeContext context, string option, int rank)
    {
        var (word, least) = (option.ToLowerInvariant(), option == "Padding" ? 0 : 1);
        var list = context.Use.Ints(option + "s");
        if (!list.IsEmpty && list.Count != rank)
        {
            context.Report(Rules.ValueOutOfRange, option + "s", $"The number of {option}s of '{context.NodeName}'", $"{rank}, one for each axis", list.Count);
            return false;
        }
        var range = $"at least {least}, and at most {Limits.ValueSize}";
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] < least || list[i] > Limits.ValueSize)
            {
                context.ReportElement(Rules.ValueOutOfRange, option + "s", i, $"The {word} of '{context.NodeName}' along its {AxisName(rank, i)}", range, list[i]);
                return false;
            }
        }
        var value = context.Use.Int(option, option is "Kernel" ? 0 : least);
        if (!list.IsEmpty || (value >= least && value <= Limits.ValueSize))
            return true;
        context.ReportWith(
            [Remedy.Set(context.PlaceOf(option), option, option == "Kernel" ? 3 : least)], Rules.ValueOutOfRange, context.PlaceOf(option), $"The {word} of '{context.NodeName}'", range, value);
        return false;
    }

    private static bool GroupsDivide(ShapeContext context)
    {
        var (groups, inputs, outputs) = (context.Use.Int("Groups", 1), context.Input.Sizes[0], context.Use.Int("channels"));
        if (groups >= 1 && inputs % groups == 0 && outputs % groups == 0)
            return true;
        var divisors = Enumerable.Range(1, Math.Min(inputs, outputs)).Where(g => inputs % g == 0 && outputs % g == 0).ToList();
        var nearest = divisors.LastOrDefault(d => d <= groups) is var smaller and > 0 ? smaller : 1;
        context.ReportWith(
            [Remedy.Set(context.PlaceOf("Groups"), "Groups", nearest)], Rules.GroupsDoNotDivide, context.PlaceOf("Groups"), groups, context.NodeName,
            FormattableString.Invariant($"the {inputs} channels that {context.Source} gives and the {outputs} of its output"), Names.Listed(divisors));
        return false;
    }

    private static bool InitializerExists(ShapeContext context)
    {
        var initializer = context.Use.Int("Init");
        if (initializer is >= 0 and <= Dense.LastInitializer)
            return true;
        context.Report(Rules.ValueOutOfRange, "Init", $"The initializer of '{context.NodeName}'", "a member of Initializer", initializer);
        return false;
    }
}
