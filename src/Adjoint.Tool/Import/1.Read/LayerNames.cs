namespace Adjoint.Tool.Import.Read;

/// <summary>The names of layers, as those of their tensors in the model tell them: <c>layer1.0.conv1</c> of <c>layer1.0.conv1.weight</c>.</summary>
internal static class LayerNames
{
    /// <summary>The last parts of names that say which tensor of a layer one is: PyTorch's, and Keras' and their exporters'.</summary>
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "weight", "bias", "running_mean", "running_var", "kernel", "gamma", "beta", "moving_mean", "moving_variance", "scale", "embeddings",
        "ReadVariableOp", "MatMul", "BiasAdd", "Conv2D", "Conv1D", "Tensordot", "FusedBatchNormV3",
    };

    /// <summary>The name that a tensor's name gives to its layer; null where it gives none.</summary>
    /// <param name="tensor">The tensor's name.</param>
    /// <param name="isOwn">Whether the file is this library's, which has a member's name after every layer's.</param>
    public static string? Of(string tensor, bool isOwn)
    {
        if (isOwn)
            return tensor.LastIndexOf('.') is > 0 and var dot && IsName(tensor[..dot]) && IsIdentifier(tensor[(dot + 1)..]) ? tensor[..dot] : null;
        var parts = tensor.Split('.', '/', ':').ToList();
        // Keras numbers its tensors: kernel:0.
        if (parts.Count > 1 && tensor.Contains(':', StringComparison.Ordinal) && parts[^1].All(char.IsAsciiDigit))
            parts.RemoveAt(parts.Count - 1);
        var whole = parts.Count;
        while (parts.Count > 1 && (Members.Contains(parts[^1]) || IsRecurrent(parts[^1])))
            parts.RemoveAt(parts.Count - 1);
        if (parts.Count == whole)
            return null;
        var name = string.Join('.', parts.Select(Identifier));
        return IsName(name) ? name : null;
    }

    /// <summary>PyTorch's weight_ih_l0, bias_hh_l1_reverse and so on, and the joined matrices of its attention.</summary>
    private static bool IsRecurrent(string member) => member is "in_proj_weight" or "in_proj_bias"
        || new[] { "weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l" }.Any(
            start => member.StartsWith(start, StringComparison.Ordinal) && member.Length > start.Length && char.IsAsciiDigit(member[start.Length]));

    private static bool IsIdentifier(string part) => part.Length > 0 && char.IsAsciiLetter(part[0]) && part == Identifier(part);

    private static string Identifier(string part) => string.Concat(part.Select(static c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 200
            && name.Split('.').All(static part => part.Length > 0 && part == Identifier(part) && (char.IsAsciiLetter(part[0]) || part.All(char.IsAsciiDigit)))
            && char.IsAsciiLetter(name[0]);
}
