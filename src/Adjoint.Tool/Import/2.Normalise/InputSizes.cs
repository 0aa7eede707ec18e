using Adjoint.Tool.Import.Read;
using Onnx;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>The sizes of a model's inputs, the rows among them.</summary>
internal sealed class InputSizes(ImportOptions options, RowsAxis rows, List<Problem> problems)
{
    /// <summary>The number of rows that the model was written with, if it says one; else 0.</summary>
    public long ExportedRows { get; private set; }

    /// <summary>Whether the inputs' axes allow the rows to be there.</summary>
    public static bool Allow(ModelReader reader, RowsAxis rows, bool isAsked) => rows switch
    {
        RowsAxis.First =>
            isAsked
                || (reader.Inputs.All(static input => Dims(input).Count >= 1)
                    && reader.Inputs.Select(static input => Dims(input)[0].DimValue).Where(static size => size > 0).Distinct().Count() <= 1),
        RowsAxis.Second => isAsked || (reader.HasRecurrence && reader.Inputs.All(static input => Dims(input).Count == 3)),
        _ => isAsked || reader.Inputs.All(static input => Dims(input).All(static d => d.DimValue > 0)),
    };

    /// <summary>The sizes of an input.</summary>
    public long[] Of(ValueInfoProto input)
    {
        var (dims, axis) = (Dims(input), rows switch { RowsAxis.First => 0, RowsAxis.Second => 1, _ => -1 });
        if (axis >= dims.Count)
            problems.Add(new Problem(input.Name, "Input", $"it has {dims.Count} axes, and none for the rows; write --rows none"));
        return [.. dims.Select((dim, i) => i == axis ? RowsOf(dim) : SizeOf(input, dim, i))];
    }

    private long RowsOf(TensorShapeProto.Types.Dimension dim)
    {
        ExportedRows = Math.Max(ExportedRows, dim.DimValue);
        return Sizes.Rows;
    }

    private long SizeOf(ValueInfoProto input, TensorShapeProto.Types.Dimension dim, int axis)
    {
        if (dim.DimParam.Length > 0 && options.Sizes.TryGetValue(dim.DimParam, out var given))
            return given;
        if (dim.DimValue is > 0 and <= int.MaxValue)
            return dim.DimValue;
        problems.Add(new Problem(input.Name, "Input", dim.DimParam.Length > 0
            ? $"the model leaves the size of axis {axis}, '{dim.DimParam}', open; write --size {dim.DimParam}=… with the one that you want"
            : $"its axis {axis} has the size {dim.DimValue}"));
        return 1;
    }

    private static IReadOnlyList<TensorShapeProto.Types.Dimension> Dims(ValueInfoProto input) => input.Type?.TensorType?.Shape?.Dim.ToArray() ?? [];
}
