using Adjoint.Tool.Import.Layers;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Blocks;

/// <summary>Layers that read the same tensors of the file: the first has them, and the others share them.</summary>
internal static class Sharing
{
    /// <summary>Layers whose tensors are in the order of their shapes, so that one may read another's.</summary>
    private static readonly HashSet<string> Plain = ["Variable", "Embedding", "PositionEmbedding", "LayerNorm", "RMSNorm", "GroupNorm", "BatchNorm", "InstanceNorm", "PReLU"];

    /// <summary>Notes at each layer whose tensors it reads, and which layers others read from.</summary>
    public static IReadOnlyList<Step> Run(IReadOnlyList<Step> steps)
    {
        Dictionary<string, List<Layer>> readers = new(StringComparer.Ordinal);
        Dictionary<Layer, Layer> owners = [];
        foreach (var layer in steps.Select(static step => step.Layer).OfType<Layer>().Where(static layer => layer.Origins.Count > 0))
        {
            if (!readers.TryGetValue(layer.Origins[0].Name, out var before))
                readers[layer.Origins[0].Name] = before = [];
            if (before.Find(owner => Fits(layer, owner)) is { } found)
                owners[layer] = found;
            else
                before.Add(layer);
        }
        return owners.Count == 0
            ? steps
            : [.. steps.Select(
                step => step.Layer is { } layer && (owners.ContainsKey(layer) || owners.ContainsValue(layer)) ? step with { Owner = owners.GetValueOrDefault(layer, layer) } : step)];
    }

    /// <summary>Whether two runs of layers have the same tensors, one by one.</summary>
    public static bool AreSame(IReadOnlyList<Layer> a, IReadOnlyList<Layer> b) =>
        a.Count == b.Count && a.Zip(b).All(static pair => pair.First.Word == pair.Second.Word && pair.First.Tensors.Count == pair.Second.Tensors.Count && Fits(pair.First, pair.Second));

    /// <summary>Whether each of a layer's tensors is one of the owner's, under the name that it has there.</summary>
    private static bool Fits(Layer layer, Layer owner)
    {
        if (layer.Origins.Count != layer.Tensors.Count || owner.Origins.Count != owner.Tensors.Count || layer.Origins.Any(static origin => !origin.IsTrained))
            return false;
        // A dense layer reads whatever it is given; others ask for an order in memory that theirs has.
        if (layer.Word != owner.Word && layer.Word != "Dense" && !(Plain.Contains(layer.Word) && Plain.Contains(owner.Word)))
            return false;
        return Enumerable.Range(0, layer.Tensors.Count).All(i => Enumerable.Range(0, owner.Tensors.Count).Any(j =>
            layer.Tensors[i].Name == owner.Tensors[j].Name && layer.Origins[i].Name == owner.Origins[j].Name && IsEqual(layer.Tensors[i].Value, owner.Tensors[j].Value)));
    }

    private static bool IsEqual(Tensor a, Tensor b)
    {
        if (!a.Dims.SequenceEqual(b.Dims) || a.Type != b.Type)
            return false;
        for (var i = 0; i < a.Count; i++)
        {
            if (!a[i].Equals(b[i]))
                return false;
        }
        return true;
    }
}
