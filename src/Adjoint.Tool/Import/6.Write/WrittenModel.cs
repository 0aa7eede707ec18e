using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Write;

/// <summary>A class, and what belongs into its file of parameters.</summary>
internal sealed record WrittenModel(
    string Source, IReadOnlyList<(string Name, Tensor Tensor)> Tensors, IReadOnlyList<ImportedPort> Inputs, IReadOnlyList<ImportedPort> Outputs, int LayerCount);
