using Adjoint.Generator.Kernels;
using static Adjoint.Generator.Emit.Cpu.LaneProductWriter;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>y = b + Σᵢ x[i] w[i]</c> for one row, with vectors over outputs. The last vector of a row of w may read into the next row, and past the
/// last row into the padding of the parameter block; what it computes from there lands in the padding of y.
/// </summary>
internal static class DenseRowWriter
{
    /// <summary>The sums that run side by side.</summary>
    private const int MostVectors = 8;

    public static void Write(CodeWriter writer, DenseKernel kernel)
    {
        IReadOnlyList<(string, string)> parameters = kernel.Bias
            ? [("T*", "x"), ("T*", "w"), ("T*", "b"), ("T*", "y"), ("nint", "units")]
            : [("T*", "x"), ("T*", "w"), ("T*", "y"), ("nint", "units")];
        Dispatch.Write(writer, $"y[o] = {(kernel.Bias ? "b[o] + " : "")}Σᵢ w[i,o] x[i], for one row a unit.", "Row", parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "Row", width, parameters))
            using (writer.Block($"for (; units != 0; units--, x += {kernel.In}, y += {kernel.Out})"))
            {
                if (DenseFewOutputsRowWriter.Suits(kernel, width))
                    DenseFewOutputsRowWriter.WriteUnit(writer, kernel, width);
                else
                    WriteGroups(writer, kernel, width);
            }
        }
    }

    private static void WriteGroups(CodeWriter writer, DenseKernel kernel, Width width)
    {
        var (whole, all) = (kernel.Grouped / width.Lanes, kernel.Grouped / width.Lanes + (kernel.Rest + width.Lanes - 1) / width.Lanes);
        var ofGroup = kernel.Together / width.Lanes;
        var tiling = Tiling.Of(all, MostVectors - 1, MostVectors);
        var done = 0;
        if (tiling.Count > 1 && whole >= MostVectors)
        {
            // Tiles in a loop have whole groups each.
            var most = MostVectors / ofGroup;
            tiling = Tiling.Of(whole / ofGroup, Math.Max(1, most - 1), most);
            done = tiling.Count * tiling.Tile * ofGroup;
            using (writer.Block($"for (nint o = 0; o < {done * width.Lanes}; o += {tiling.Tile * kernel.Together})"))
                WriteTile(writer, kernel, width, [.. Enumerable.Range(0, tiling.Tile * ofGroup)], inLoop: true);
            tiling = Tiling.Of(all - done, MostVectors - 1, MostVectors);
        }
        for (; done < all; done += Math.Min(tiling.Tile, all - done))
        {
            using (writer.Braces())
            {
                writer.WriteLine($"const nint o = {done * width.Lanes};");
                WriteTile(writer, kernel, width, [.. Enumerable.Range(done, Math.Min(tiling.Tile, all - done))], inLoop: false);
            }
        }
    }

    /// <summary>Some vectors of outputs; where they are few, several sums run side by side to hide the latency of the additions.</summary>
    private static void WriteTile(CodeWriter writer, DenseKernel kernel, Width width, EquatableArray<int> vectors, bool inLoop)
    {
        var sums = Math.Min(Math.Max(1, MostVectors / vectors.Count), kernel.In);
        List<RowVector> places = [.. vectors.Select(v => RowVector.Of(kernel, v * width.Lanes))];
        // The outputs that are left over lie in a group of their own, with a pointer of its own where others are read beside them.
        var hasBoth = places[0].Step != places[places.Count - 1].Step;
        var pointers = new List<(string Name, int Step)> { ("q", places[0].Step) };
        if (hasBoth)
            pointers.Add(("s", kernel.Rest));
        writer.WriteLine(inLoop ? $"var q = &w[o * {kernel.In}];" : $"var q = {At("w", places[0].Place)};");
        if (hasBoth)
            writer.WriteLine($"var s = &w[{kernel.Grouped * kernel.In}];");
        for (var sum = 0; sum < sums; sum++)
        {
            var of = sum;
            writer.WriteLine(string.Join(" ", vectors.Select((_, v) => $"var y{of}{Letter(v)} = {Start(of, v)};")));
        }
        var whole = kernel.In / sums * sums;
        using (writer.Block($"for (nint i = 0; i < {whole}; i += {sums}{string.Concat(pointers.Select(p => $", {p.Name} += {sums * p.Step}"))})"))
            WriteInputs(sums, static sum => $"x[i{Plus(sum)}]");
        if (whole < kernel.In)
        {
            using (writer.Braces())
                WriteInputs(kernel.In - whole, sum => $"x[{whole + sum}]");
        }
        writer.WriteLine(string.Join(" ", vectors.Select((_, v) =>
            $"{width.Load("y", $"o{Plus(v * width.Lanes)}")} = {string.Join(" + ", Enumerable.Range(0, sums).Select(of => $"y{of}{Letter(v)}"))};")));

        string Start(int of, int v) => of == 0 && kernel.Bias ? width.Load("b", $"o{Plus(v * width.Lanes)}") : $"{width.Type}.Zero";

        void WriteInputs(int count, Func<int, string> x)
        {
            for (var sum = 0; sum < count; sum++)
            {
                var of = sum;
                var products = vectors.Select((_, v) => $" y{of}{Letter(v)} = {width.MultiplyAdd($"x{of}", Weight(of, v), $"y{of}{Letter(v)}")};");
                writer.WriteLine($"var x{of} = {width.Create(x(of))};{string.Concat(products)}");
            }
        }

        string Weight(int of, int v) => hasBoth && places[v].Step == kernel.Rest
            ? width.Load("s", of * kernel.Rest + places[v].Place - kernel.Grouped * kernel.In)
            : width.Load("q", of * places[0].Step + places[v].Place - places[0].Place);
    }

    /// <summary>Where the first input's weights of a vector of outputs lie, and how far from them the next input's.</summary>
    private sealed record RowVector(int Place, int Step)
    {
        public static RowVector Of(DenseKernel kernel, int output) => output < kernel.Grouped
            ? new(output / kernel.Together * kernel.Together * kernel.In + output % kernel.Together, kernel.Together)
            : new(kernel.Grouped * kernel.In + output - kernel.Grouped, kernel.Rest);
    }
}
