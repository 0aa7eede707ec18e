using Adjoint.Tool.Import;

namespace Adjoint.Tool.Tests.Harness;

/// <summary>What becomes of models.</summary>
internal static class Imports
{
    /// <summary>The attributes of the class, without what stands around them in every file.</summary>
    public static string Text(this OnnxModel model, ImportOptions? options = null)
    {
        var imported = Importer.Import(model.Bytes, options ?? new ImportOptions());
        Assert.Empty(imported.Problems);
        return imported.Source.Replace("using Adjoint;\n\n", "", StringComparison.Ordinal);
    }

    public static ImportedModel Import(this OnnxModel model, ImportOptions? options = null) => Importer.Import(model.Bytes, options ?? new ImportOptions());

    /// <summary>Why a file is refused as a whole.</summary>
    public static string Refusal(this OnnxModel model) => Refusal(model.Bytes);

    public static string Refusal(byte[] file) => Assert.Throws<ImportException>(() => Importer.Import(file, new ImportOptions())).Message;
}
