using System.Globalization;

namespace Adjoint.CodeFixes;

/// <summary>PyTorch's modules as layers: which attribute each of them is, with which arguments. What is not in the table is not translated.</summary>
internal static class TorchLayers
{
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal)
    {
        ["ReLU"] = "ReLU", ["SELU"] = "SELU", ["Sigmoid"] = "Sigmoid", ["Tanh"] = "Tanh", ["Softplus"] = "Softplus", ["GELU"] = "GELU", ["SiLU"] = "SiLU", ["Mish"] = "Mish",
        ["Hardswish"] = "Hardswish", ["Hardsigmoid"] = "Hardsigmoid", ["PReLU"] = "PReLU", ["Flatten"] = "Flatten",
    };

    private static readonly string[] Convolution = ["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias"];
    private static readonly string[] Options = ["Kernel", "Stride", "Padding", "Dilation"];

    /// <summary>The attributes of a sequence of modules, each with its arguments; null if any of them is not known.</summary>
    public static IReadOnlyList<string>? Of(TorchCall sequence)
    {
        var layers = new List<string>();
        foreach (var module in sequence.Positional)
        {
            if (module is TorchCall { Name: "Sequential" } inner && Of(inner) is { } part)
                layers.AddRange(part);
            else if (module is TorchCall call && Layer(call) is { } layer)
                layers.AddRange(layer.Length == 0 ? [] : [layer]);
            else
                return null;
        }
        return sequence.Named.Count == 0 && layers.Count > 0 ? layers : null;
    }

    /// <summary>The input that the first module asks for; a size that no module states is 0, for the user to write.</summary>
    public static string? Input(TorchCall sequence)
    {
        var first = sequence.Positional.OfType<TorchCall>().FirstOrDefault();
        return first switch
        {
            { Name: "Sequential" } => Input(first),
            { Name: "Linear" } when first.Argument(0, "in_features") is int features => FormattableString.Invariant($"Input({features})"),
            { Name: "Conv1d" } when first.Argument(0, "in_channels") is int channels => FormattableString.Invariant($"Input({channels}, 0)"),
            { Name: "Conv2d" or "ConvTranspose2d" } when first.Argument(0, "in_channels") is int channels => FormattableString.Invariant($"Input({channels}, 0, 0)"),
            { Name: "Conv3d" } when first.Argument(0, "in_channels") is int channels => FormattableString.Invariant($"Input({channels}, 0, 0, 0)"),
            _ => null,
        };
    }

    private static string? Layer(TorchCall call) => call.Name switch
    {
        "Linear" when call.HasOnly("in_features", "out_features", "bias") && call.Argument(1, "out_features") is int units => With("Dense", Text(units), Bias(call, 2)),
        "Conv1d" or "Conv2d" or "Conv3d" => Convolved(call),
        "MaxPool1d" or "MaxPool2d" => Pooled(call, "Max", "kernel_size", "stride", "padding"),
        "AvgPool1d" or "AvgPool2d" => Pooled(call, "Average", "kernel_size", "stride", "padding"),
        "AdaptiveAvgPool2d" when call.HasOnly("output_size") && Sizes(call.Argument(0, "output_size")) is { } sizes => With("AdaptiveAveragePool2D", sizes),
        "BatchNorm1d" or "BatchNorm2d" or "BatchNorm3d" when call.HasOnly("num_features") => "BatchNorm",
        "LayerNorm" when call.HasOnly("normalized_shape") && call.Argument(0, "normalized_shape") is int => "LayerNorm",
        "GroupNorm" when call.HasOnly("num_groups", "num_channels") && call.Argument(0, "num_groups") is int groups => With("GroupNorm", Text(groups)),
        "Dropout" or "Dropout2d" when call.HasOnly("p", "inplace") => With(call.Name == "Dropout" ? "Dropout" : "Dropout2D", $"{Text(call.Argument(0, "p") ?? 0.5)}f"),
        "LeakyReLU" when call.HasOnly("negative_slope", "inplace") => With("LeakyReLU", $"{Text(call.Argument(0, "negative_slope") ?? 0.01)}f"),
        "ELU" when call.HasOnly("alpha", "inplace") => With("ELU", $"{Text(call.Argument(0, "alpha") ?? 1)}f"),
        "Softmax" or "LogSoftmax" when call.HasOnly("dim") => call.Argument(0, "dim") is null or -1 or 1 ? call.Name : null,
        "Identity" => "",
        _ => Plain.TryGetValue(call.Name, out var layer) && call.HasOnly("inplace") ? layer : null,
    };

    private static string? Convolved(TorchCall call)
    {
        if (!call.HasOnly(Convolution) || call.Argument(1, "out_channels") is not int channels)
            return null;
        var arguments = new List<string?> { Text(channels) };
        for (var i = 0; i < Options.Length; i++)
        {
            var written = call.Argument(i + 2, Convolution[i + 2]);
            if (i == 2 && written is "same")
                arguments.Add("Same = true");
            else if (written is not null && Option(Options[i], written) is not { })
                return null;
            else if (written is not null && !(written is int value && value == (i == 2 ? 0 : 1) && i > 0))
                arguments.Add(Option(Options[i], written));
        }
        if (call.Argument(6, "groups") is int groups and > 1)
            arguments.Add($"Groups = {Text(groups)}");
        return With($"Conv{call.Name[4]}D", [.. arguments, Bias(call, 7)]);
    }

    private static string? Pooled(TorchCall call, string kind, string kernel, string stride, string padding)
    {
        if (!call.HasOnly(kernel, stride, padding) || Sizes(call.Argument(0, kernel)) is not { } sizes)
            return null;
        var arguments = new List<string?> { sizes };
        foreach (var (option, written) in new[] { ("Stride", call.Argument(1, stride)), ("Padding", call.Argument(2, padding)) })
        {
            if (written is null)
                continue;
            if (Option(option, written) is not { } argument)
                return null;
            arguments.Add(argument);
        }
        return With($"{kind}Pool{call.Name[7]}D", [.. arguments]);
    }

    /// <summary><c>Kernel = 5</c>, or <c>Kernels = new[] { 3, 5 }</c> for a tuple; null for what is neither.</summary>
    private static string? Option(string name, object written) => written switch
    {
        int number => $"{name} = {Text(number)}",
        IReadOnlyList<object> list when list.All(static item => item is int) => $"{name}s = [{string.Join(", ", list.Select(Text))}]",
        _ => null,
    };

    private static string? Sizes(object? written) => written switch
    {
        int number => Text(number),
        IReadOnlyList<object> list when list.All(static item => item is int) => string.Join(", ", list.Select(Text)),
        _ => null,
    };

    private static string? Bias(TorchCall call, int position) => call.Argument(position, "bias") is "False" ? "Bias = false" : null;

    private static string With(string layer, params string?[] arguments) => $"{layer}({string.Join(", ", arguments.Where(static a => a is not null))})";

    private static string Text(object number) => Convert.ToString(number, CultureInfo.InvariantCulture)!;
}
