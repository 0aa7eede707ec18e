using Adjoint.Tool.Import.Layers;

namespace Adjoint.Tool.Import.Blocks;

/// <summary>The numbers of a layer that a block's parameter may stand for, by a key: the position of an argument, or the name of an option.</summary>
internal static class Slots
{
    public static IEnumerable<(string Key, int Value)> Of(Layer layer)
    {
        if (HasArguments(layer.Word))
        {
            for (var i = layer.Word == "Slice" ? 1 : 0; i < layer.Arguments.Count; i++)
            {
                if (layer.Arguments[i] is int number)
                    yield return (Key(i), number);
            }
        }
        foreach (var (name, value) in layer.Options)
        {
            if (value is int number && IsOption(name))
                yield return (name, number);
        }
        // A stride of 1 is not written, and another use of the same block may have one.
        if (HasStride(layer))
            yield return ("Stride", 1);
    }

    public static string Key(int argument) => FormattableString.Invariant($"{argument}");

    /// <summary>What a parameter in this place is called.</summary>
    public static string NameOf(Layer layer, string key) => key switch
    {
        "Kernel" or "Stride" or "Padding" or "Dilation" or "Groups" or "Step" => key.ToLowerInvariant(),
        _ => layer.Word switch
        {
            "Slice" => key == "1" ? "start" : "length",
            "Reshape" => "size",
            "GroupNorm" => "groups",
            var word when word.Contains("Pool", StringComparison.Ordinal) => "window",
            _ => "width",
        },
    };

    /// <summary>A layer as a text, with a mark in the place of each of these numbers: layers with equal texts differ in nothing else.</summary>
    public static string FormOf(Layer layer)
    {
        var keys = Of(layer).Select(static slot => slot.Key).ToHashSet();
        (string Name, object Value)[] given = [.. layer.Options.Where(static o => o.Name != "Stride" || o.Value is not int), .. keys.Contains("Stride") ? ((string, object)[])[("Stride", 1)] : []];
        var arguments = layer.Arguments.Select((value, i) => keys.Contains(Key(i)) ? "?" : Write.Literals.Of(value));
        var options = given.Select(option => $"{option.Name}={(keys.Contains(option.Name) ? "?" : Write.Literals.Of(option.Value))}");
        return $"{layer.Word}({string.Join(',', arguments)};{string.Join(',', options)};{string.Join(',', layer.Tensors.Select(static t => t.Name))})";
    }

    private static bool HasStride(Layer layer) => layer.Word is "Conv1D" or "Conv2D" or "Conv3D" && layer.Options.All(static o => o.Name is not ("Stride" or "Strides"));

    private static bool HasArguments(string word) =>
        word is "Dense" or "Conv1D" or "Conv2D" or "Conv3D" or "ConvTranspose2D" or "Slice" or "Reshape" or "GroupNorm"
            || word.Contains("Pool1D", StringComparison.Ordinal)
            || word.Contains("Pool2D", StringComparison.Ordinal);

    private static bool IsOption(string name) => name is "Kernel" or "Stride" or "Padding" or "Dilation" or "Groups" or "Step";
}
