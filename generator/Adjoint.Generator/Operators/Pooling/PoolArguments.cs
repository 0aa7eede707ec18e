using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>The arguments that describe windows: a number for all axes, or in the plural a list with one for each.</summary>
internal static class PoolArguments
{
    /// <summary>The windows along one axis after the channels.</summary>
    public static WindowAxis Read(PoolOptions options, int axis, TensorShape input)
    {
        var kernel = options.Kernel.IsEmpty ? 0 : options.Kernel[Math.Min(axis, options.Kernel.Count - 1)];
        var stride = options.Strides.IsEmpty ? options.Stride ?? kernel : options.Strides[axis];
        return new(input.Sizes[1 + axis], kernel, stride, options.Padding.Along(axis), options.Dilation.Along(axis), options.CeilMode);
    }

    /// <summary>Whether windows of the layer fit along one axis; if not, what is wrong has been reported.</summary>
    public static bool Check(ShapeContext context, PoolOptions options, int dimensions, int axis)
    {
        if (context.IsTwice(options.Padding) || context.IsTwice(options.Dilation))
            return false;
        var lists = new[]
        {
            ("kernel", options.Kernel.Count, 1), ("Strides", options.Strides.Count, 0), ("Paddings", options.Padding.List.Count, 0), ("Dilations", options.Dilation.List.Count, 0),
        };
        foreach (var (name, count, most) in lists)
        {
            if (count == 0 || count == dimensions || count == most)
                continue;
            context.Report(Rules.ValueOutOfRange, name, $"The length of the list '{name}' of '{context.NodeName}'", $"{dimensions}, a number for each axis after the channels", count);
            return false;
        }
        var windows = Read(options, axis, context.Input);
        if (windows.Kernel == 0)
        {
            var layer = $"{context.Word!.Name}(2)";
            context.ReportWith([Remedy.Set($"Write {layer}", PlaceOf("kernel"), "2")], Rules.ValueOutOfRange, PlaceOf("kernel"), $"'{context.NodeName}' has no kernel size", $"write {layer}");
            return false;
        }
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
                context, PlaceOf("kernel"), isPool: true, (positions - 1) / windows.Dilation + 1, least <= (options.Kernel.IsEmpty ? 0 : options.Kernel.Min()) / 2 ? PlaceOf("Padding") : null, least);
            context.Report(WindowAdvice.TooLarge(context, PlaceOf("kernel"), windows.Extent, windows.Padding == 0 ? "" : " with its padding", positions, advice, remedies));
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

        SourcePlace PlaceOf(string argument) => argument switch
        {
            "kernel" when options.Kernel.Count > 1 => context.PlaceOf(argument, axis),
            "Stride" when !options.Strides.IsEmpty => context.PlaceOf("Strides", axis),
            "Padding" => context.PlaceOf(options.Padding, axis),
            "Dilation" => context.PlaceOf(options.Dilation, axis),
            _ => context.PlaceOf(argument),
        };
    }
}
