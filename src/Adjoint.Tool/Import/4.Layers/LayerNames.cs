using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Layers;

/// <summary>The names of layers, as those of their tensors in the model tell them: <c>layer1.0.conv1</c> of <c>layer1.0.conv1.weight</c>.</summary>
internal static class LayerNames
{
    /// <summary>The last parts of names that say which tensor of a layer one is: PyTorch's, and Keras' and their exporters'.</summary>
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "weight", "bias", "running_mean", "running_var", "kernel", "gamma", "beta", "moving_mean", "moving_variance", "scale", "embeddings",
        "ReadVariableOp", "MatMul", "BiasAdd", "Conv2D", "Conv1D", "Tensordot", "FusedBatchNormV3",
    };

    /// <summary>The name that the first of these tensors that has one gives; null where none does.</summary>
    public static string? Of(params Value?[] tensors) => tensors.Select(static value => value?.Origin is { } origin ? Of(origin) : null).FirstOrDefault(static name => name is not null);

    /// <summary>Whether a tensor is called as one that is trained.</summary>
    public static bool IsTrained(Value tensor) => tensor.Origin is { } origin && Of(origin) is not null;

    private static string? Of(string tensor)
    {
        var parts = tensor.Split('.', '/', ':').ToList();
        // Keras numbers its tensors: kernel:0.
        if (parts.Count > 1 && tensor.Contains(':', StringComparison.Ordinal) && parts[^1].All(char.IsAsciiDigit))
            parts.RemoveAt(parts.Count - 1);
        var whole = parts.Count;
        while (parts.Count > 1 && Members.Contains(parts[^1]))
            parts.RemoveAt(parts.Count - 1);
        if (parts.Count == whole)
            return null;
        var name = string.Join('.', parts.Select(Identifier));
        return IsName(name) ? name : null;
    }

    private static string Identifier(string part) => string.Concat(part.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static bool IsName(string name) =>
        name.Length <= 200 && name.Split('.').All(static part => part.Length > 0 && (char.IsAsciiLetter(part[0]) || part.All(char.IsAsciiDigit))) && char.IsAsciiLetter(name[0]);
}
