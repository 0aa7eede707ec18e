using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Emit.Cpu.ConvPositions;
using static Adjoint.Generator.Emit.Pointer;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes the gradients of a convolution of images for one row. They read images with zeros around (see <see cref="RowImage"/>), so no tap along a row has to be cut off.
/// <para>
/// <c>dw[c, k, o] = Σₚ x[c, p s + k d] dy[p, o]</c> has vectors over the outputs, which lie side by side at each position; taps along a row, and channels, have sums beside each other.
/// <c>dx[c, i] = Σₖ Σₒ w[c, k, o] dy[o, i − k d]</c> has vectors over the positions of a row, and channels beside each other.
/// </para>
/// </summary>
internal static class ConvRowGradientWriter
{
    private static readonly IReadOnlyList<(string, string)> OfInput = [("T*", "dy"), ("T*", "w"), ("T*", "dx")];
    private static readonly IReadOnlyList<(string, string)> OfWeight = [("T*", "x"), ("T*", "dy"), ("T*", "dw"), ("bool", "accumulate")];

    public static void WriteWeight(CodeWriter writer, ConvKernel kernel)
    {
        // Half a register that counts nothing costs time where 512 bits take two turns.
        var widths = writer.Element.Widths.Where(w => !w.Is512 || 2 * kernel.Out > w.Lanes).ToList();
        Dispatch.Write(writer, "dw[c, k, o] = Σ x[c, p + k] dy[p, o] over the positions of one row; added to dw if accumulate.", "WeightGradientRow", OfWeight, widths);
        foreach (var width in widths)
        {
            using (Dispatch.Method(writer, "WeightGradientRow", width, OfWeight))
            using (writer.Block($"for (nint o = 0; o < {kernel.Out}; o += {width.Lanes})"))
                WriteChannels(writer, kernel, width);
        }
    }

    public static void WriteInput(CodeWriter writer, ConvKernel kernel)
    {
        Dispatch.Write(writer, "dx = Wᵀ ∗ dy, for one row.", "InputGradientRow", OfInput);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "InputGradientRow", width, OfInput))
            {
                var tiling = width.Is512 ? Tiling.Of(kernel.In, 6, 12) : Tiling.Of(kernel.In, 6, 8);
                EachTile(writer, "c", tiling, channels => WriteRows(writer, kernel, width, channels));
            }
        }
    }

    private static void WriteChannels(CodeWriter writer, ConvKernel kernel, Width width)
    {
        writer.WriteLine($"var all = &dy[o / {LaneBlock.Rows} * {LaneBlock.Rows * kernel.OutPlane} + o % {LaneBlock.Rows}];");
        // Ten and some sums hide the latency of each, and fit the registers.
        var taps = Tiling.Of(kernel.Axes[1].Kernel, 6, 12);
        var channels = Tiling.Of(kernel.In, Math.Max(1, 8 / taps.Tile), Math.Max(1, 12 / taps.Tile));
        EachTile(writer, "c", channels, c =>
        {
            using (writer.Block($"for (nint ky = 0; ky < {kernel.Axes[0].Kernel}; ky++)"))
                EachTile(writer, "kx", taps, t => WriteTile(writer, kernel, width, c, t));
        });
    }

    private static void WriteTile(CodeWriter writer, ConvKernel kernel, Width width, int channels, int taps)
    {
        var (rows, columns) = (kernel.Axes[0], kernel.Axes[1]);
        var (high, wide) = (RowImage.OfWeightGradient(rows).Size, RowImage.OfWeightGradient(columns).Size);
        var sums = Enumerable.Range(0, channels).SelectMany(c => Enumerable.Range(0, taps).Select(t => (c, t))).ToList();
        var (from, to) = ($"(c * {high} + ky{By(rows.Dilation)}) * {wide} + kx{By(columns.Dilation)}", $"((c * {rows.Kernel} + ky) * {columns.Kernel} + kx) * {kernel.Out} + o");
        writer.WriteLine($"{writer.Element.Name}* p = &x[{from}], q = all, r = &dw[{to}];");
        foreach (var ofChannel in sums.GroupBy(static s => s.c))
            writer.WriteLine(string.Join(" ", ofChannel.Select(s => $"var {Name(s)} = {width.Type}.Zero;")));
        using (writer.Block($"for (nint oy = 0; oy < {rows.Out}; oy++, p += {rows.Stride * wide - columns.Out * columns.Stride})"))
        using (writer.Block($"for (nint ox = 0; ox < {columns.Out}; ox++, p += {columns.Stride}, q += {LaneBlock.Rows})"))
        {
            writer.WriteLine($"var dyv = {width.Load("q")};");
            foreach (var s in sums)
                writer.WriteLine($"{Name(s)} = {width.MultiplyAdd(width.Create($"p[{s.c * high * wide + s.t * columns.Dilation}]"), "dyv", Name(s))};");
        }
        var tail = kernel.Out % width.Lanes;
        if (tail == 0)
        {
            WriteStores(width.Lanes);
            return;
        }
        if (kernel.Out > width.Lanes)
        {
            using (writer.Block($"if (o + {width.Lanes} <= {kernel.Out})"))
                WriteStores(width.Lanes);
            using (writer.Block("else"))
                WriteStores(tail);
            return;
        }
        WriteStores(tail);

        string Name((int C, int T) sum) => $"dw{sum.C}{LaneProductWriter.Letter(sum.T)}";

        void WriteStores(int count)
        {
            foreach (var s in sums)
            {
                var place = (s.c * rows.Kernel * columns.Kernel + s.t) * kernel.Out;
                writer.WriteLine(count == width.Lanes
                    ? $"{width.Load("r", place)} = accumulate ? {width.Load("r", place)} + {Name(s)} : {Name(s)};"
                    : $"Lanes.StoreFirst({At("r", place)}, accumulate ? Lanes.LoadFirst{width.Bits}({At("r", place)}, {count}) + {Name(s)} : {Name(s)}, {count});");
            }
        }
    }

    private static void WriteRows(CodeWriter writer, ConvKernel kernel, Width width, int channels)
    {
        var (rows, columns) = (kernel.Axes[0], kernel.Axes[1]);
        using (writer.Block($"for (nint iy = 0; iy < {rows.In}; iy++)"))
        {
            TapsOf(rows).WriteRange(writer);
            var whole = columns.In / width.Lanes * width.Lanes;
            if (whole > 0)
            {
                using (writer.Block($"for (nint ix = 0; ix < {whole}; ix += {width.Lanes})"))
                    WritePositions(writer, kernel, width, channels, width.Lanes);
            }
            if (whole < columns.In)
            {
                using (writer.Braces())
                {
                    writer.WriteLine($"const nint ix = {whole};");
                    WritePositions(writer, kernel, width, channels, columns.In - whole);
                }
            }
        }
    }

    private static void WritePositions(CodeWriter writer, ConvKernel kernel, Width width, int channels, int count)
    {
        var (rows, columns) = (kernel.Axes[0], kernel.Axes[1]);
        var (high, wide) = (RowImage.OfInputGradient(rows).Size, RowImage.OfInputGradient(columns).Size);
        writer.WriteLine(string.Join(" ", Enumerable.Range(0, channels).Select(c => $"var dx{c} = {width.Type}.Zero;")));
        var taps = TapsOf(rows);
        using (writer.Block($"for (nint ky = {taps.From}; ky < {taps.To}; ky{(taps.TapStep == 1 ? "++" : $" += {taps.TapStep}")})"))
        {
            writer.WriteLine($"var q = &w[c * {kernel.Taps * kernel.Out} + ky * {columns.Kernel * kernel.Out}];");
            using (writer.Block($"for (nint kx = 0; kx < {columns.Kernel}; kx++)"))
            {
                writer.WriteLine($"var p = &dy[(iy + {RowImage.Reach(rows)} - ky{By(rows.Dilation)}) * {wide} + ix + {RowImage.Reach(columns)} - kx{By(columns.Dilation)}];");
                using (writer.Block($"for (nint o = 0; o < {kernel.Out}; o++, p += {high * wide}, q++)"))
                {
                    writer.WriteLine($"var dyv = {width.Load("p")};");
                    for (var c = 0; c < channels; c++)
                        writer.WriteLine($"dx{c} = {width.MultiplyAdd(width.Create($"q[{c * kernel.Taps * kernel.Out}]"), "dyv", $"dx{c}")};");
                }
            }
        }
        writer.WriteLine($"var r = &dx[(c * {rows.In} + iy) * {columns.In} + ix];");
        for (var c = 0; c < channels; c++)
        {
            var place = c * kernel.InPlane;
            writer.WriteLine(count == width.Lanes ? $"{width.Load("r", place)} = dx{c};" : $"Lanes.StoreFirst({At("r", place)}, dx{c}, {count});");
        }
    }

    /// <summary>The taps that read a row of the output's gradient; the zeros between and around them are not read.</summary>
    private static ConvWalk TapsOf(ConvAxis rows) => new(rows, 'y', Transposed: true, Whole: false);

    /// <summary>The body for whole tiles and for the rest.</summary>
    private static void EachTile(CodeWriter writer, string letter, Tiling tiling, Action<int> body) => ProductKernelWriter.EachTile(writer, letter, tiling, body);
}
