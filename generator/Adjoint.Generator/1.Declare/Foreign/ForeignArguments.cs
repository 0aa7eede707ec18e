using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Declare;

/// <summary>The arguments of a layer as PyTorch or Keras has them, in our order and with our names.</summary>
internal sealed class ForeignArguments
{
    private const string FromBefore = "the size of its input comes from the value before it";

    /// <summary>Our names for the options of others, whose case and underscores do not count. What is empty is not written here.</summary>
    private static readonly Dictionary<string, string> Ours = new(StringComparer.Ordinal)
    {
        ["kernelsize"] = "Kernel", ["kernel"] = "Kernel", ["stride"] = "Stride", ["strides"] = "Stride", ["padding"] = "Padding", ["dilation"] = "Dilation", ["dilationrate"] = "Dilation",
        ["groups"] = "Groups", ["bias"] = "Bias", ["usebias"] = "Bias", ["eps"] = "Epsilon", ["epsilon"] = "Epsilon", ["axis"] = "Axis", ["outputpadding"] = "OutputPadding", ["name"] = "Name",
        ["bidirectional"] = "Bidirectional", ["labelsmoothing"] = "LabelSmoothing", ["inplace"] = "", ["inputshape"] = "", ["batchfirst"] = "", ["device"] = "", ["dtype"] = "", ["trainable"] = "",
    };

    private static readonly string[] Sizes = ["infeatures", "inchannels", "inputsize", "numfeatures", "embeddim", "inputdim", "numembeddings", "normalizedshape"];

    private static readonly string[] Positional =
    [
        "outfeatures", "outchannels", "hiddensize", "numgroups", "numheads", "embeddingdim", "p", "rate", "poolsize", "first", "units", "filters", "outputdim", "outputsize", "alpha", "negativeslope",
    ];

    private readonly List<string> plain = [];
    private readonly List<(string Name, string Value)> named = [];
    private readonly string layer;

    private ForeignArguments(string layer) => this.layer = layer;

    /// <summary>The activation that is written as an argument, as a layer of ours; null without one.</summary>
    private string? activation;

    private string note = "";

    /// <summary>How many layers there are behind one another.</summary>
    private int copies = 1;

    /// <summary>The layer as we write it, with the activation that was its argument behind it, and what to know of it; null where an argument has no place here.</summary>
    /// <param name="layer">Our name.</param>
    /// <param name="order">What positional arguments mean in PyTorch; null where they are ours.</param>
    /// <param name="isTorch">Whether the name is spelt as PyTorch spells it.</param>
    /// <param name="written">What is written.</param>
    public static (string Text, string Note)? Of(string layer, IReadOnlyList<string>? order, bool isTorch, AttributeArgumentListSyntax? written)
    {
        var arguments = written?.Arguments.ToList() ?? [];
        var positional = arguments.TakeWhile(static argument => argument.NameEquals is null && argument.NameColon is null).ToList();
        var reader = new ForeignArguments(layer);
        if (order is not null && order.Count == 0 && positional.Count > 0)
            return null;
        var keys = order is null ? [.. positional.Select(static _ => "first")] : Keys(order, isTorch, positional, arguments);
        if (keys.Count < positional.Count)
            return null;
        var all = positional.Select((argument, i) => (keys[i], argument.Expression)).Concat(arguments.Skip(positional.Count).Select(static argument => (NameOf(argument), argument.Expression)));
        return all.All(argument => reader.Take(Normal(argument.Item1), argument.Expression)) ? reader.Result() : null;
    }

    private static string NameOf(AttributeArgumentSyntax argument) => (argument.NameEquals?.Name ?? argument.NameColon!.Name).Identifier.ValueText;

    private static string Normal(string name) => name.Replace("_", "").ToLowerInvariant();

    /// <summary>What the arguments mean that have no names. PyTorch says what comes in first; Keras does not, and its activation is a text.</summary>
    private static IReadOnlyList<string> Keys(IReadOnlyList<string> order, bool isTorch, IReadOnlyList<AttributeArgumentSyntax> positional, IReadOnlyList<AttributeArgumentSyntax> all)
    {
        if (order.Count == 0 || !Sizes.Contains(Normal(order[0])) || order.Count == 1)
            return order;
        if (order[0] == "in_channels")
        {
            var hasKernel = all.Skip(positional.Count).Any(static argument => Normal(NameOf(argument)) is "kernelsize" or "kernel");
            var isKeras = positional.Count < 2 || (!isTorch && (positional.Count == 2 ? !hasKernel : IsKernelAndStride(positional)));
            return isKeras ? [.. order.Skip(1)] : order;
        }
        return positional.Count < 2 || positional[1].Expression is LiteralExpressionSyntax { Token.Value: string } ? ["first", "activation"] : order;
    }

    /// <summary>Whether the second and third argument look like a kernel and a stride, as in <c>Conv2D(64, 3, 2)</c>, and not like channels and a kernel.</summary>
    private static bool IsKernelAndStride(IReadOnlyList<AttributeArgumentSyntax> positional) =>
        ListOf(positional[1].Expression) is not null || (Number(positional[1]) is 1 or 3 or 5 or 7 or 9 or 11 && Number(positional[2]) is 1 or 2 && Number(positional[0]) > Number(positional[1]));

    private static int? Number(AttributeArgumentSyntax argument) => (argument.Expression as LiteralExpressionSyntax)?.Token.Value as int?;

    /// <summary>The numbers of a tuple or an array; null for what is none.</summary>
    private static IReadOnlyList<string>? ListOf(ExpressionSyntax value) => value switch
    {
        TupleExpressionSyntax tuple => [.. tuple.Arguments.Select(static argument => argument.Expression.ToString())],
        ImplicitArrayCreationExpressionSyntax array => [.. array.Initializer.Expressions.Select(static item => item.ToString())],
        ArrayCreationExpressionSyntax { Initializer: { } items } => [.. items.Expressions.Select(static item => item.ToString())],
        CollectionExpressionSyntax list => [.. list.Elements.Select(static item => item.ToString())],
        _ => null,
    };

    private bool Take(string key, ExpressionSyntax value)
    {
        if (ListOf(value) is { } list)
            return TakeList(key, list);
        var text = value.ToString();
        var literal = (value as LiteralExpressionSyntax)?.Token.Value as string;
        if (Sizes.Contains(key))
            note = FromBefore;
        else if (key == "activation")
            return literal is not null && ForeignTable.Activations.TryGetValue(literal, out activation);
        else if (key == "padding" && literal is "same" or "SAME")
            named.Add(("Same", "true"));
        else if (key == "padding" && literal is "valid" or "VALID")
            return true;
        else if (key.EndsWith("regularizer", StringComparison.Ordinal))
            note = ForeignTable.Decay;
        else if (key == "numlayers")
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out copies) && copies is > 0 and < 10;
        else if (literal is not null && key != "name" && !Positional.Contains(key))
            return false;
        else if (key is "first" or "outfeatures" or "outchannels" or "units" or "filters" && (value as LiteralExpressionSyntax)?.Token.Value is double number && number == Math.Floor(number))
            plain.Add(number.ToString("F0", CultureInfo.InvariantCulture));
        else if (Positional.Contains(key) || (key is "kernelsize" or "kernel" && layer.Contains("Pool")))
            plain.Add(text);
        else if (key == "dim")
            named.Add(("Axis", Axis(text)));
        else if (!Ours.TryGetValue(key, out var ours))
            return false;
        else if (ours.Length > 0 && !IsDefault(ours, text))
            named.Add((ours, text));
        return true;
    }

    /// <summary>Equal numbers are one, as <c>Kernel = 3</c>; others are a list, as <c>Kernels = new[] { 3, 5 }</c>.</summary>
    private bool TakeList(string key, IReadOnlyList<string> list)
    {
        var isPlain = Positional.Contains(key) || (key is "kernelsize" or "kernel" && layer.Contains("Pool"));
        if (isPlain)
            plain.AddRange(layer.Contains("Pool") && list.Distinct().Count() == 1 ? list.Take(1) : list);
        else if (Ours.TryGetValue(key, out var ours) && ours is "Kernel" or "Stride" or "Padding" or "Dilation")
            named.Add(list.Distinct().Count() == 1 ? (ours, list[0]) : (ours + "s", $"new[] {{ {string.Join(", ", list)} }}"));
        else
            return false;
        return true;
    }

    /// <summary>An axis that counts the batch is one less here, where a row has none; from the end they are the same.</summary>
    private static string Axis(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var axis) && axis > 0 ? (axis - 1).ToString(CultureInfo.InvariantCulture) : text;

    private bool IsDefault(string option, string text) => (option, text) is ("Padding", "0") or ("Dilation", "1") or ("Groups", "1") or ("Bias", "true") or ("OutputPadding", "0")
        || (option == "Stride" && (layer.Contains("Pool") ? plain.Count == 1 && plain[0] == text : text == "1"));

    /// <summary>Keras' "same" with strides is half of an odd kernel as padding; Same is for a stride of 1.</summary>
    private void PadStrides()
    {
        var same = named.FindIndex(static argument => argument.Name == "Same");
        var kernel = named.Find(static argument => argument.Name == "Kernel").Value;
        if (same >= 0 && named.Exists(static argument => argument.Name is "Stride" or "Strides")
            && int.TryParse(kernel, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size % 2 == 1)
            named[same] = ("Padding", (size / 2).ToString(CultureInfo.InvariantCulture));
    }

    private (string Text, string Note) Result()
    {
        PadStrides();
        var arguments = string.Join(", ", plain.Concat(named.Select(static argument => $"{argument.Name} = {argument.Value}")));
        var text = string.Join(", ", Enumerable.Repeat(arguments.Length == 0 ? layer : $"{layer}({arguments})", copies));
        return activation is not { Length: > 0 } ? (text, note) : ($"{text}, {activation}", note.Length > 0 ? note : "an activation is a layer of its own");
    }
}
