using Adjoint.Tool.Import.Blocks;
using Adjoint.Tool.Import.Layers;
using Adjoint.Tool.Import.Normalise;
using Adjoint.Tool.Import.Read;
using Adjoint.Tool.Import.Recognise;
using Adjoint.Tool.Import.Write;
using Onnx;

namespace Adjoint.Tool.Import;

/// <summary>Imports a model: reads it, computes what can be computed, recognises layers, makes them, and writes the class.</summary>
internal static class Importer
{
    /// <summary>Imports a model.</summary>
    /// <param name="file">The file of ONNX.</param>
    /// <param name="options">What is asked.</param>
    /// <exception cref="ImportException">The file is not one, or is broken.</exception>
    public static ImportedModel Import(byte[] file, ImportOptions options)
    {
        var reader = ModelReader.Open(file, options);
        RowsAxis[] attempts = options.Rows != RowsAxis.Any ? [options.Rows] : [RowsAxis.First, RowsAxis.Second, RowsAxis.None];
        ImportedModel? fewest = null;
        foreach (var rows in attempts)
        {
            if (!InputSizes.Allow(reader, rows, isAsked: options.Rows == rows))
                continue;
            var model = Attempt(reader, options, rows);
            if (model.Problems.Count == 0)
                return model;
            // What one way of reading the shapes cannot do, another may do less of.
            if (fewest is null || model.Problems.Count < fewest.Problems.Count)
                fewest = model;
        }
        return fewest ?? throw new ImportException("its inputs have no axis that could be that of the rows");
    }

    /// <summary>The six stages, with the rows on one axis.</summary>
    private static ImportedModel Attempt(ModelReader reader, ImportOptions options, RowsAxis rows)
    {
        List<Problem> problems = [];
        var sizes = new InputSizes(options, rows, problems);
        var model = reader.Read(sizes.Of);
        if (problems.Count > 0)
            return new ImportedModel { Problems = problems };
        var count = model.Operations.Count;
        var normaliser = new Normaliser(reader.Tensors, sizes.ExportedRows, problems);
        var recognised = Recogniser.Run(normaliser.Run(model));
        var graph = LayerStage.Run(recognised, options.Name, reader.Tensors.Numbers, problems);
        if (graph is null || problems.Count > 0)
            return new ImportedModel { Problems = problems };
        var items = BlockFinder.Run(Sharing.Run(Sequence.Of(graph)));
        return SourceWriter.Write(graph, items, options) with { Nodes = (count, normaliser.Folded) };
    }
}
