using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes attention of up to sixteen successive steps of one row, a lane each. Keys and values lie as for one row, so each of their numbers meets a vector of steps, as a weight of a dense layer
/// meets a vector of rows.
/// </summary>
internal static class AttentionFillWriter
{
    private const int Block = LaneBlock.Rows;

    /// <summary>The sums beside each other: of keys, and then of a value's numbers.</summary>
    private const int Tile = 8;

    public static void Write(CodeWriter writer, AttentionStepKernel kernel, Width width)
    {
        var (heads, number) = (kernel.Width * Block, writer.Element.Name);
        var (keyRoom, valueRoom) = (LaneBlock.WholeVectors(kernel.Capacity) * kernel.Width, kernel.Capacity * kernel.ValueStride);
        AttentionStepWriter.DeclareParts(writer, kernel, Block);
        using (writer.Block($"for (; units != 0; units--, {AttentionStepWriter.Moves(kernel)}, n += {Block}, y += {kernel.Heads * heads})"))
        {
            writer.WriteLine("// Steps are numbered one after the other; a lane with another number is empty.");
            writer.WriteLine("nint first = (nint)n[0], count = 1;");
            writer.WriteLine($"while (count < {Block} && (nint)n[count] == first + count)");
            using (writer.Indent())
                writer.WriteLine("count++;");
            using (writer.Block($"for (nint head = 0; head < {kernel.KeyHeads}; head++)"))
            using (writer.Block("for (nint lane = 0; lane < count; lane++)"))
            {
                writer.WriteLine("var place = first + lane;");
                writer.WriteLine($"{number}* key = &keys[head * {keyRoom} + (place >> 4) * {heads} + (place & {Block - 1})], value = &values[head * {valueRoom} + place * {kernel.ValueStride}];");
                writer.WriteLine($"for (nint c = 0; c < {kernel.Width}; c++)");
                using (writer.Indent())
                    writer.WriteLine($"(key[c * {Block}], value[c]) = (k[head * {heads} + c * {Block} + lane], v[head * {heads} + c * {Block} + lane]);");
            }
            using (writer.Block($"for (nint head = 0; head < {kernel.Heads}; head++)"))
            using (writer.Block($"for (nint lane = 0; lane < {Block}; lane += {width.Lanes})"))
                WriteHead(writer, kernel, width, keyRoom, valueRoom);
        }
    }

    private static void WriteHead(CodeWriter writer, AttentionStepKernel kernel, Width width, int keyRoom, int valueRoom)
    {
        var (heads, each, number) = (kernel.Width * Block, kernel.Heads / kernel.KeyHeads, writer.Element.Name);
        var keyHead = each == 1 ? "head" : $"head / {each}";
        writer.WriteLine($"{number}* query = &q[head * {heads} + lane], key = &keys[{keyHead} * {keyRoom}], value = &values[{keyHead} * {valueRoom}], result = &y[head * {heads} + lane];");
        writer.WriteLine($"{width.Type} steps = {width.Load("n", "lane")}, hidden = {width.Create($"{number}.NegativeInfinity")}, max = hidden, total = {width.Zero};");
        WriteScores(writer, kernel, width);
        writer.WriteLine("// exp(scale (s − max)) and its sum");
        writer.WriteLine($"{width.Type} power = {AttentionHeadWriter.Power(writer, width)}, shift = -max * power;");
        using (writer.Block("for (nint j = 0; j < first + count; j++)"))
        {
            writer.WriteLine($"var e = VectorMath.Exp2({width.MultiplyAdd(width.Load("scores", $"j * {Block} + lane"), "power", "shift")});");
            writer.WriteLine("total += e;");
            writer.WriteLine($"{width.Load("scores", $"j * {Block} + lane")} = e;");
        }
        writer.WriteLine("// y = p V");
        writer.WriteLine($"var share = {width.Create(writer.Element.Literal(1))} / total;");
        var whole = kernel.Width / Tile * Tile;
        if (whole > 0)
        {
            using (writer.Block($"for (nint c = 0; c < {whole}; c += {Tile})"))
                WriteMixture(writer, kernel, width, "c", Tile);
        }
        if (whole < kernel.Width)
        {
            using (writer.Block(""))
                WriteMixture(writer, kernel, width, $"{whole}", kernel.Width - whole);
        }
    }

    /// <summary>s[j] = Σ_c q[c] K[c][j], some keys j at a time. To each step those after it are hidden.</summary>
    private static void WriteScores(CodeWriter writer, AttentionStepKernel kernel, Width width)
    {
        writer.WriteLine("// s = q Kᵀ");
        using (writer.Block($"for (nint j = 0; j < first + count; j += {Tile})"))
        {
            writer.WriteLine($"var w = &key[(j >> 4) * {kernel.Width * Block} + (j & {Block - 1})];");
            WriteSums(writer, width, Tile);
            using (writer.Block($"for (nint c = 0; c < {kernel.Width * Block}; c += {Block})"))
            {
                writer.WriteLine($"var a = {width.Load("query", "c")};");
                for (var i = 0; i < Tile; i++)
                    writer.WriteLine($"sum{i} = {width.MultiplyAdd("a", width.Create($"w[{At("c", i)}]"), $"sum{i}")};");
            }
            for (var i = 0; i < Tile; i++)
                writer.WriteLine($"sum{i} = VectorMath.SelectGreater({width.Create($"({writer.Element.Name})({At("j", i)})")}, steps, hidden, sum{i});");
            for (var i = 0; i < Tile; i++)
                writer.WriteLine($"max = VectorMath.Max(sum{i}, max);");
            for (var i = 0; i < Tile; i++)
                writer.WriteLine($"{width.Load("scores", $"({At("j", i)}) * {Block} + lane")} = sum{i};");
        }
    }

    /// <summary>y[c] = Σ_j p[j] V[j][c] / Σ p for some numbers c. A step takes nothing from those after it, whatever they are.</summary>
    private static void WriteMixture(CodeWriter writer, AttentionStepKernel kernel, Width width, string c, int count)
    {
        WriteSums(writer, width, count);
        writer.WriteLine("nint j = 0;");
        WriteTerms("j <= first", static (_, term, _) => term);
        WriteTerms("j < first + count", (sum, term, at) => $"VectorMath.SelectGreater({at}, steps, {sum}, {term})");
        for (var i = 0; i < count; i++)
            writer.WriteLine($"{width.Load("result", $"({At(c, i)}) * {Block}")} = sum{i} * share;");

        void WriteTerms(string condition, Func<string, string, string, string> chosen)
        {
            using (writer.Block($"for (; {condition}; j++)"))
            {
                writer.WriteLine($"var p = {width.Load("scores", $"j * {Block} + lane")};");
                writer.WriteLine($"var w = &value[j * {kernel.ValueStride} + {c}];");
                for (var i = 0; i < count; i++)
                    writer.WriteLine($"sum{i} = {chosen($"sum{i}", width.MultiplyAdd("p", width.Create($"w[{i}]"), $"sum{i}"), width.Create($"({writer.Element.Name})j"))};");
            }
        }
    }

    private static void WriteSums(CodeWriter writer, Width width, int count) =>
        writer.WriteLine($"{width.Type} {string.Join(", ", Enumerable.Range(0, count).Select(i => $"sum{i} = {width.Zero}"))};");

    private static string At(string index, int i) => i == 0 ? index : $"{index} + {i}";
}
