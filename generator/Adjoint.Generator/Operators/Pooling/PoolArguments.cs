using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Operators;

/// <summary>The arguments that describe windows: a number for all axes, or in the plural a list with one for each.</summary>
internal static class PoolArguments
{
    /// <summary>The windows along one axis after the channels.</summary>
    public static WindowAxis Read(AttributeUse use, int axis, TensorShape input)
    {
        var kernels = use.Ints("kernel");
        var kernel = kernels.IsEmpty ? use.Int("kernel") : kernels[Math.Min(axis, kernels.Count - 1)];
        int Of(string name, int usual)
        {
            var list = use.Ints(name + "s");
            return list.IsEmpty ? use.Int(name, usual) : list[axis];
        }
        return new(input.Sizes[1 + axis], kernel, Of("Stride", kernel), Of("Padding", 0), Of("Dilation", 1), use.Bool("CeilMode"));
    }

    /// <summary>Whether windows of the layer fit along one axis; if not, what is wrong has been reported.</summary>
    public static bool AreRight(ShapeContext context, int dimensions, int axis)
    {
        foreach (var (argument, most) in new[] { ("kernel", 1), ("Strides", 0), ("Paddings", 0), ("Dilations", 0) })
        {
            var count = context.Use.Ints(argument).Count;
            if (count == 0 || count == dimensions || count == most)
                continue;
            context.Report(
                Rules.ValueOutOfRange, argument, $"The length of the list '{argument}' of '{context.NodeName}'", $"{dimensions}, a number for each axis after the channels", count);
            return false;
        }
        var windows = Read(context.Use, axis, context.Input);
        if (windows.Kernel < 1)
            return OutOfRange("kernel", 1, windows.Kernel);
        if (windows.Stride < 1)
            return OutOfRange("Stride", 1, windows.Stride);
        if (windows.Padding < 0)
            return OutOfRange("Padding", 0, windows.Padding);
        if (windows.Dilation < 1)
            return OutOfRange("Dilation", 1, windows.Dilation);
        if (windows.Padding > windows.Kernel / 2)
        {
            context.ReportWith(
                [Remedy.Set(PlaceOf("Padding"), "Padding", windows.Kernel / 2)], Rules.PaddingAboveHalf, PlaceOf("Padding"), windows.Padding, context.NodeName, windows.Kernel,
                windows.Kernel / 2);
            return false;
        }
        if (windows.Windows < 1)
        {
            var least = (windows.Extent - windows.Size + 1) / 2;
            var positions = windows.Size + 2 * windows.Padding;
            var (remedies, advice) = WindowAdvice.Of(
                context, PlaceOf("kernel"), "kernel", (positions - 1) / windows.Dilation + 1, least <= SmallestKernel(context.Use) / 2 ? PlaceOf("Padding") : null, least);
            context.ReportWith(
                remedies, Rules.WindowTooLarge, PlaceOf("kernel"), context.NodeName, windows.Extent, windows.Padding == 0 ? "" : " with its padding", positions,
                context.Source, context.Input, advice);
            return false;
        }
        return true;

        bool OutOfRange(string argument, int least, int value)
        {
            // A kernel is the user's to choose; windows as wide as their stride are the usual.
            EquatableArray<Remedy> remedies = argument == "kernel" ? [] : [Remedy.Set(PlaceOf(argument), argument, argument == "Stride" ? windows.Kernel : least)];
            context.ReportWith(
                remedies, Rules.ValueOutOfRange, PlaceOf(argument), $"The {argument.ToLowerInvariant()} of '{context.NodeName}'", $"at least {least}", value);
            return false;
        }

        Place PlaceOf(string argument) =>
            context.Use.Ints(argument).Count > 1 ? context.PlaceOf(argument, axis)
            : !context.Use.Ints(argument + "s").IsEmpty ? context.PlaceOf(argument + "s", axis)
            : context.PlaceOf(argument);
    }

    /// <summary>Half of it is the most padding that there may be.</summary>
    private static int SmallestKernel(AttributeUse use) => use.Ints("kernel") is { IsEmpty: false } kernels ? kernels.Min() : use.Int("kernel");
}
