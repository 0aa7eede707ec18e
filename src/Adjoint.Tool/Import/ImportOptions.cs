using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import;

/// <summary>Which axis of the inputs the rows of a batch are.</summary>
internal enum RowsAxis
{
    /// <summary>The first where that can be, else the second for recurrent layers that ask for it, else none.</summary>
    Any,

    /// <summary>The first.</summary>
    First,

    /// <summary>The second, as recurrent layers of ONNX have it: [steps, rows, features].</summary>
    Second,

    /// <summary>None: a model's whole input is one row.</summary>
    None,
}

/// <summary>What is asked of an import.</summary>
internal sealed record ImportOptions
{
    /// <summary>The name of the class.</summary>
    public string Name { get; init; } = "Model";

    /// <summary>Its namespace; null for none.</summary>
    public string? Namespace { get; init; }

    public RowsAxis Rows { get; init; }

    /// <summary>Inputs that are given once and for all, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> Constants { get; init; } = new Dictionary<string, Tensor>();

    /// <summary>The sizes of axes that the model leaves open, by the model's name for the axis.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; init; } = new Dictionary<string, int>();

    /// <summary>The loss that is declared, such as <c>CrossEntropy</c>; null for none.</summary>
    public string? Loss { get; init; }

    /// <summary>The folder in which the model may have files with tensors; null for none.</summary>
    public string? Folder { get; init; }
}
