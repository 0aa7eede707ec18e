using Adjoint.Runtime;
using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import;

/// <summary>An input or an output of an imported network.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Parameter">Its name in the class.</param>
/// <param name="RowsAxis">The axis of the model's tensor that the rows are; −1 where the whole tensor is one row.</param>
/// <param name="Dims">The sizes of the model's tensor (see <see cref="Sizes.Rows"/>).</param>
/// <param name="IsTokens">Whether it is read as tokens.</param>
internal sealed record ImportedPort(string Name, string Parameter, int RowsAxis, long[] Dims, bool IsTokens);

/// <summary>What became of a model.</summary>
internal sealed record ImportedModel
{
    /// <summary>The class; empty if there are problems.</summary>
    public string Source { get; init; } = "";

    /// <summary>The tensors of the class, by name.</summary>
    public IReadOnlyList<(string Name, Tensor Tensor)> Tensors { get; init; } = [];

    /// <summary>What the network reads, in the order of the model; an input that nothing reads is none.</summary>
    public IReadOnlyList<ImportedPort> Inputs { get; init; } = [];

    public IReadOnlyList<ImportedPort> Outputs { get; init; } = [];

    public bool IsDouble { get; init; }

    /// <summary>The blocks that were found and declared once.</summary>
    public int Blocks { get; init; }

    /// <summary>The layers that were written.</summary>
    public int Layers { get; init; }

    /// <summary>The nodes of the model, and those of them that were computed.</summary>
    public (int All, int Folded) Nodes { get; init; }

    /// <summary>What cannot be imported, complete; if there is anything, nothing is written.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The number of parameters.</summary>
    public long ParameterCount => Tensors.Sum(static t => (long)t.Tensor.Count);

    /// <summary>Writes the parameters as a safetensors file.</summary>
    public void SaveTensors(string path, string network)
    {
        var offset = 0;
        var layout = new ParameterLayout(network, [.. Tensors.Select(t =>
        {
            var info = new ParameterInfo(t.Name, [.. t.Tensor.Dims.Select(static d => (int)d)], offset, ParameterRole.Weight, Initializer.Zeros, 1, 1, 1);
            offset = checked(offset + t.Tensor.Count);
            return info;
        })]);
        if (IsDouble)
            ModelFile.Save(path, Filled(new ParameterBlock<double>(layout, 0), static x => x));
        else
            ModelFile.Save(path, Filled(new ParameterBlock<float>(layout, 0), static x => (float)x));
    }

    private ParameterBlock<T> Filled<T>(ParameterBlock<T> block, Func<double, T> convert)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < Tensors.Count; i++)
        {
            var tensor = Tensors[i].Tensor;
            var values = new T[tensor.Count];
            for (var j = 0; j < values.Length; j++)
                values[j] = convert(tensor[j]);
            block.View(i).CopyFrom(values);
        }
        return block;
    }
}
