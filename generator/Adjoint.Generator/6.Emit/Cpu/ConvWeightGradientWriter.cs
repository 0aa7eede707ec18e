using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Operators;
using static Adjoint.Generator.Emit.Cpu.ConvPositions;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes <c>dw[c, k, o] += Σ x[c, p s + k d] dy[o, p]</c> over rows and positions. Lanes are rows: a tile of accumulators, outputs times inputs, runs over
/// the positions, and its lanes are summed at the end. The positions come in strips that stay in the first cache while all taps pass.
/// <para>
/// The inputs of a tile are channels at one tap, whose positions are cut together to those that lie in the image; where channels are few and nothing is
/// cut, they are neighbouring taps of one channel. A depthwise tile is the products of each channel with its own output. A slice is a range of items
/// (channels at the taps of a row): slices may run on different threads, and an element's sum is the same however many there are.
/// </para>
/// </summary>
internal sealed class ConvWeightGradientWriter
{
    /// <summary>Positions of a strip, for which outputs and inputs of a tile stay in the first cache.</summary>
    private const int StripPositions = 64;

    private static readonly IReadOnlyList<(string, string)> Parameters =
    [
        ("T*", "x"), ("T*", "dy"), ("T*", "dw"), ("nint", "units"), ("bool", "accumulate"), ("nint", "slice"), ("nint", "slices"),
    ];

    private readonly CodeWriter writer;
    private readonly ConvKernel kernel;
    private readonly Width width;
    private readonly bool overTaps;
    private readonly Tiling inputs;
    private readonly Tiling outputs;

    private ConvWeightGradientWriter(CodeWriter writer, ConvKernel kernel, Width width)
    {
        (this.writer, this.kernel, this.width) = (writer, kernel, width);
        var (channels, last) = (kernel.In / kernel.Groups, kernel.Axes[kernel.Axes.Count - 1]);
        overTaps = !kernel.IsDepthwise && channels < 3 && last.Kernel > 1 && !last.ClipsStart && !last.ClipsEnd;
        var (mostInputs, budget) = width.Is512 ? (overTaps ? 5 : 4, 24) : (3, 12);
        inputs = kernel.IsDepthwise ? Tiling.Of(kernel.In, 6, 8) : Tiling.Of(overTaps ? last.Kernel : channels, 3, mostInputs);
        outputs = kernel.IsDepthwise ? new Tiling(1, 1, 0) : Tiling.Of(kernel.Out / kernel.Groups, 3, budget / Math.Max(inputs.Tile, inputs.Rest));
    }

    private int LastAxis => kernel.Axes.Count - 1;

    /// <summary>The rows of a strip along the first axis.</summary>
    private int StripRows => Math.Max(1, StripPositions / (kernel.OutPlane / kernel.Axes[0].Out));

    private bool HasStrips => StripRows < kernel.Axes[0].Out;

    /// <summary>Lane blocks that are summed before the accumulators are written back: several where the image is small.</summary>
    private int Units => HasStrips ? 1 : Math.Max(1, StripPositions / kernel.OutPlane);

    public static void Write(CodeWriter writer, ConvKernel kernel)
    {
        Dispatch.Write(
            writer, "dw[c, k, o] = Σ x[c, p + k] dy[o, p] over rows and positions, for one slice of the channels and taps; added to dw if accumulate.",
            "WeightGradient", Parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, "WeightGradient", width, Parameters))
                new ConvWeightGradientWriter(writer, kernel, width).WriteSlice();
        }
    }

    /// <summary>Adds four sums that lie side by side to what is there, or to nothing.</summary>
    public static string Add(CodeWriter writer, string address, string sums, int count) => count == 4
        ? $"{writer.Element.Four.Load(address)} = {sums} + ({writer.Element.Four.Load(address)} & keep);"
        : $"Lanes.StoreFirst({address}, {sums} + (Lanes.LoadFirst{writer.Element.Four.Name}({address}, {count}) & keep), {count});";

    /// <summary>Declares the mask of what is there: all of it is kept if a condition holds, else none.</summary>
    public static string Keep(CodeWriter writer, string condition) =>
        $"var keep = {condition} ? {writer.Element.Four.Type}.AllBitsSet : {writer.Element.Four.Zero};";

    private void WriteSlice()
    {
        writer.WriteLine($"var from = {Items} * slice / slices;");
        writer.WriteLine($"var to = {Items} * (slice + 1) / slices;");
        var (inSize, outSize) = (kernel.In * kernel.InPlane * LaneBlock.Rows, kernel.Out * kernel.OutPlane * LaneBlock.Rows);
        using (writer.Block($"for (nint start = 0; start < units; start += {Units}, x += {Units * inSize}, dy += {Units * outSize})"))
        {
            if (Units > 1)
                writer.WriteLine($"var blocks = Math.Min(units - start, {Units});");
            if (!HasStrips)
            {
                writer.WriteLine(Keep(writer, "accumulate || start != 0"));
                WriteItems();
                return;
            }
            using (writer.Block($"for (nint strip = 0; strip < {kernel.Axes[0].Out}; strip += {StripRows})"))
            {
                writer.WriteLine($"var stripEnd = Math.Min({kernel.Axes[0].Out}, strip + {StripRows});");
                writer.WriteLine(Keep(writer, "accumulate || start != 0 || strip != 0"));
                WriteItems();
            }
        }
    }

    /// <summary>Tiles of channels, or channels where a tile is of taps.</summary>
    private int ChannelTiles => overTaps ? kernel.In / kernel.Groups : inputs.Count + (inputs.Rest > 0 ? 1 : 0);

    /// <summary>The taps along all axes but the last, which an item is one of.</summary>
    private int OuterTaps => kernel.Axes.Take(LastAxis).Aggregate(1, static (product, axis) => product * axis.Kernel);

    private int GroupLoops => kernel.IsDepthwise ? 1 : kernel.Groups;

    private int Items => GroupLoops * ChannelTiles * OuterTaps;

    private void WriteItems()
    {
        using (writer.Block("for (var item = from; item < to; item++)"))
        {
            var rest = "item";
            for (var i = LastAxis - 1; i >= 0; i--)
            {
                if (kernel.Axes[i].Kernel > 1)
                    rest = Split(rest, $"k{Letter(i)}", kernel.Axes[i].Kernel, last: i == 0 && ChannelTiles == 1 && GroupLoops == 1);
                WriteRange(i);
            }
            if (GroupLoops > 1)
            {
                if (ChannelTiles > 1)
                    rest = Split(rest, "c", ChannelTiles, last: false);
                writer.WriteLine($"var g = {rest};");
            }
            else if (ChannelTiles > 1)
            {
                writer.WriteLine($"var c = {rest};");
            }
            WriteInputs();
        }
    }

    /// <summary>Takes one number out of an item's; returns what is left.</summary>
    private string Split(string number, string name, int count, bool last)
    {
        writer.WriteLine($"var {name} = {(last ? number : $"{number} % {count}")};");
        return $"{number} / {count}";
    }

    private char Letter(int axis) => ConvWalk.LetterOf(kernel, axis);

    /// <summary>Declares the outputs along an axis of which a tap lies in the image.</summary>
    private void WriteRange(int i)
    {
        var (axis, letter) = (kernel.Axes[i], Letter(i));
        var (low, high) = i == 0 && HasStrips ? ("strip", "stripEnd") : ("0", $"{axis.Out}");
        var at = axis.Kernel == 1 ? "" : $" - k{letter}{By(axis.Dilation)}";
        var from = axis.ClipsStart ? $"Math.Max({low}, {ConvWalk.Over($"{axis.Padding + axis.Stride - 1}{at}", axis.Stride)})" : low;
        var to = axis.ClipsEnd ? $"Math.Min({high}, {ConvWalk.Over($"{axis.In - 1 + axis.Padding + axis.Stride}{at}", axis.Stride)})" : high;
        writer.WriteLine($"nint o{letter}From = {from}, o{letter}To = {to};");
    }

    /// <summary>The tile of channels: a whole one, or the smaller one at the end.</summary>
    private void WriteInputs()
    {
        if (overTaps || inputs.Rest == 0)
        {
            WriteOutputs(inputs.Tile);
            return;
        }
        using (writer.Block($"if (c < {inputs.Count})"))
            WriteOutputs(inputs.Tile);
        using (writer.Block("else"))
            WriteOutputs(inputs.Rest);
    }

    private void WriteOutputs(int channels)
    {
        if (kernel.IsDepthwise)
        {
            WriteTaps(channels, 1);
            return;
        }
        var whole = outputs.Count * outputs.Tile;
        using (writer.Block($"for (nint o = 0; o < {whole}; o += {outputs.Tile})"))
            WriteTaps(channels, outputs.Tile);
        if (outputs.Rest == 0)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"const nint o = {whole};");
            WriteTaps(channels, outputs.Rest);
        }
    }

    /// <summary>The taps along the last axis: one after the other, or a tile of them.</summary>
    private void WriteTaps(int channels, int tile)
    {
        var (letter, axis) = (Letter(LastAxis), kernel.Axes[LastAxis]);
        if (!overTaps)
        {
            using (axis.Kernel == 1 ? writer.Braces() : writer.Block($"for (nint k{letter} = 0; k{letter} < {axis.Kernel}; k{letter}++)"))
                WriteTile(channels, tile);
            return;
        }
        var whole = inputs.Count * inputs.Tile;
        using (writer.Block($"for (nint k{letter} = 0; k{letter} < {whole}; k{letter} += {inputs.Tile})"))
            WriteTile(inputs.Tile, tile);
        if (inputs.Rest == 0)
            return;
        using (writer.Braces())
        {
            writer.WriteLine($"const nint k{letter} = {whole};");
            WriteTile(inputs.Rest, tile);
        }
    }

    private void WriteTile(int streams, int tile)
    {
        WriteRange(LastAxis);
        WritePointers();
        for (var o = 0; o < tile; o++)
        {
            var output = o;
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, streams).Select(j => $"var {Sum(output, j)} = {width.Type}.Zero;")));
        }
        LoopNest.Write(writer, Loops(), (p, q) => WritePosition(p, q, streams, tile));
        WriteSums(streams, tile);
    }

    /// <summary>Declares p into x, q into dy and r into dw.</summary>
    private void WritePointers()
    {
        var (channels, outs) = (overTaps ? 1 : inputs.Tile, kernel.Out / kernel.Groups);
        var output = Pointer.Sum("o", GroupLoops == 1 ? "" : "g" + By(outs));
        List<string> x = [], dy = [], dw = [];
        if (GroupLoops > 1)
            x.Add("g" + By(kernel.In / kernel.Groups * kernel.InPlane * LaneBlock.Rows));
        if (ChannelTiles > 1)
        {
            x.Add("c" + By(channels * kernel.InPlane * LaneBlock.Rows));
            dw.Add("c" + By(channels * (kernel.IsDepthwise ? 1 : kernel.Taps * kernel.Out)));
        }
        if (!kernel.IsDepthwise)
        {
            dy.Add(Parenthesis(output) + By(kernel.OutPlane * LaneBlock.Rows));
            dw.Add(output);
        }
        else if (ChannelTiles > 1)
        {
            dy.Add("c" + By(channels * kernel.OutPlane * LaneBlock.Rows));
        }
        for (var i = 0; i <= LastAxis; i++)
        {
            var (axis, letter) = (kernel.Axes[i], Letter(i));
            var tap = axis.Kernel == 1 ? "" : $" + k{letter}{By(axis.Dilation)}";
            var at = $"o{letter}From{By(axis.Stride)}{(axis.Padding > 0 ? $" - {axis.Padding}" : "")}{tap}";
            x.Add(Parenthesis(at) + By(Stride(i, static a => a.In) * LaneBlock.Rows));
            dy.Add($"o{letter}From" + By(Stride(i, static a => a.Out) * LaneBlock.Rows));
            if (axis.Kernel > 1)
                dw.Add($"k{letter}" + By(Stride(i, static a => a.Kernel) * kernel.Out));
        }
        writer.WriteLine($"{writer.Element.Name}* p = {Pointer.At("x", [.. x])};");
        writer.WriteLine($"{writer.Element.Name}* q = {Pointer.At("dy", [.. dy])};");
        writer.WriteLine($"{writer.Element.Name}* r = {Pointer.At("dw", [.. dw])};");
    }

    private static string Parenthesis(string value) => ConvWalk.Parenthesised(value);

    private int Stride(int axis, Func<ConvAxis, int> size) => kernel.Axes.Skip(axis + 1).Aggregate(1, (product, a) => product * size(a));

    private List<NestedLoop> Loops()
    {
        List<NestedLoop> loops = [];
        if (Units > 1)
            loops.Add(new("nint block = 0; block < blocks; block++", kernel.In * kernel.InPlane * LaneBlock.Rows, kernel.Out * kernel.OutPlane * LaneBlock.Rows));
        for (var i = 0; i <= LastAxis; i++)
        {
            var o = $"o{Letter(i)}";
            loops.Add(new($"var {o} = {o}From; {o} < {o}To; {o}++", kernel.Axes[i].Stride * Stride(i, static a => a.In) * LaneBlock.Rows, Stride(i, static a => a.Out) * LaneBlock.Rows));
        }
        return loops;
    }

    /// <summary>One position: a narrow vector's share of the sixteen rows after the other.</summary>
    private void WritePosition(string p, string q, int streams, int tile)
    {
        var step = overTaps ? kernel.Axes[LastAxis].Dilation * LaneBlock.Rows : kernel.InPlane * LaneBlock.Rows;
        for (var lane = 0; lane < LaneBlock.Rows; lane += width.Lanes)
        {
            var (first, part) = (lane, lane == 0 ? "" : $"_{lane}");
            if (kernel.IsDepthwise)
            {
                for (var j = 0; j < streams; j++)
                {
                    var products = width.MultiplyAdd(
                        width.Load(p, j * kernel.InPlane * LaneBlock.Rows + lane), width.Load(q, j * kernel.OutPlane * LaneBlock.Rows + lane), Sum(0, j));
                    writer.WriteLine($"{Sum(0, j)} = {products};");
                }
                continue;
            }
            writer.WriteLine(string.Join(" ", Enumerable.Range(0, tile).Select(o => $"var dy{o}{part} = {width.Load(q, o * kernel.OutPlane * LaneBlock.Rows + first)};")));
            for (var j = 0; j < streams; j++)
            {
                var input = j;
                var x = $"x{Letter('a', j)}{part}";
                var sums = Enumerable.Range(0, tile).Select(o => $" {Sum(o, input)} = {width.MultiplyAdd(x, $"dy{o}{part}", Sum(o, input))};");
                writer.WriteLine($"var {x} = {width.Load(p, j * step + lane)};{string.Concat(sums)}");
            }
        }
    }

    /// <summary>Sums the lanes of the accumulators, four elements of dw that lie side by side at a time.</summary>
    private void WriteSums(int streams, int tile)
    {
        var (rows, columns) = kernel.IsDepthwise ? (1, streams) : (streams, tile);
        var step = overTaps ? kernel.Out : kernel.Taps * kernel.Out;
        for (var j = 0; j < rows; j++)
        {
            for (var first = 0; first < columns; first += 4)
            {
                var (row, start, count) = (j, first, Math.Min(4, columns - first));
                var sums = Enumerable.Range(first, 4).Select(o => o >= columns ? $"{width.Type}.Zero" : kernel.IsDepthwise ? Sum(0, o) : Sum(o, row));
                writer.WriteLine(Add(writer, Pointer.At("r", row * step + start), $"Lanes.Sums({string.Join(", ", sums)})", count));
            }
        }
    }

    private static string Sum(int output, int input) => $"dw{output}{Letter('a', input)}";

    private static char Letter(char first, int number) => (char)(first + number);
}
