using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Writes kernels that are the textbook's algorithm for one row, run for as many rows at once as a vector has lanes.</summary>
internal static class LaneKernelWriter
{
    public static void Write(CodeWriter writer, LaneKernel kernel, ICollection<string> used)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{Xml.Text(kernel.Summary)}.</summary>");
        using (writer.Block($"internal static unsafe class {kernel.Name}"))
        {
            if (kernel.Table is { } table)
                writer.WriteLine($"public static readonly {writer.Element.Name}* {LaneKernel.TableName} = PositionTables.{table.Replace("<T>", $"<{writer.Element.Name}>")};");
            foreach (var method in kernel.Methods)
            {
                if (!used.Contains(method.Name) && !used.Contains(method.Name + "Row"))
                    continue;
                var body = Sharing.Apply(method.Body);
                var parameters = Parameters(method);
                if (used.Contains(method.Name))
                {
                    Dispatch.Write(writer, method.Summary, method.Name, parameters);
                    foreach (var width in writer.Element.Widths)
                    {
                        using (Dispatch.Method(writer, method.Name, width, parameters))
                            WriteVectors(writer, method, body, width);
                    }
                }
                if (used.Contains(method.Name + "Row"))
                    WriteRow(writer, method, body, parameters);
            }
        }
    }

    private static List<(string Type, string Name)> Parameters(LaneMethod method) =>
        [.. method.Buffers.Select(static b => ("T*", b.Name)), ("nint", "units")];

    private static void WriteVectors(CodeWriter writer, LaneMethod method, EquatableArray<Statement> body, Width width)
    {
        // Where no feature meets another, the vectors of a unit lie end to end and need no loop of their own.
        var isFlat = method.Buffers.All(static b => b.Features <= 1);
        var hasLaneLoop = !isFlat && width.VectorsPerBlock > 1;
        var step = isFlat ? width.Lanes : LaneBlock.Rows;
        var advance = string.Concat(method.Buffers.Where(static b => b.Features > 0).Select(b => $", {b.Name} += {step * b.Features}"));
        var start = isFlat && width.VectorsPerBlock > 1 ? $"units *= {width.VectorsPerBlock}" : "";
        var header = $"for ({start}; units != 0; units--{advance})";
        if (!hasLaneLoop && body.Count == 1 && body[0] is not Loop)
        {
            writer.WriteLine(header);
            using (writer.Indent())
                LaneBodyWriter.Lanes(writer, width, hasLaneLoop: false).Write(body);
            return;
        }
        using (writer.Block(header))
        {
            if (!hasLaneLoop)
            {
                LaneBodyWriter.Lanes(writer, width, hasLaneLoop: false).Write(body);
                return;
            }
            using (writer.Block($"for (nint lane = 0; lane < {LaneBlock.Rows}; lane += {width.Lanes})"))
                LaneBodyWriter.Lanes(writer, width, hasLaneLoop: true).Write(body);
        }
    }

    /// <summary>For one row, with a method for each width where some loop may run with vectors over features.</summary>
    private static void WriteRow(CodeWriter writer, LaneMethod method, EquatableArray<Statement> body, List<(string Type, string Name)> parameters)
    {
        var (name, summary) = (method.Name + "Row", method.Summary + ", for one row.");
        var widths = RowLoops.WidthsOf(body, writer.Element);
        if (widths.Count == 0)
        {
            writer.Blank();
            writer.WriteLine($"/// <summary>{Xml.Text(summary)}</summary>");
            using (Dispatch.Method(writer, method.Name, writer.Element.Row, parameters, "public"))
                WriteRow(writer, method, body, writer.Element.Row);
            return;
        }
        Dispatch.Write(writer, summary, name, parameters, widths);
        foreach (var width in widths)
        {
            using (Dispatch.Method(writer, name, width, parameters))
                WriteRow(writer, method, body, width);
        }
    }

    private static void WriteRow(CodeWriter writer, LaneMethod method, EquatableArray<Statement> body, Width widest)
    {
        var advance = string.Concat(method.Buffers.Where(static b => b.Features > 0).Select(static b => $", {b.Name} += {b.Features}"));
        using (writer.Block($"for (; units != 0; units--{advance})"))
            LaneBodyWriter.Row(writer, widest).Write(body);
    }
}
