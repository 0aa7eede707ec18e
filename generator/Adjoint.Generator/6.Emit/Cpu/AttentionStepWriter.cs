using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Writes attention of one step: for one row with keys in the lanes and then features, for sixteen rows with the rows in the lanes.</summary>
internal static class AttentionStepWriter
{
    private const int Block = LaneBlock.Rows;

    /// <summary>Sums beside each other, whose additions do not wait for one another.</summary>
    private const int Parts = 4;

    public static void Write(CodeWriter writer, AttentionStepKernel kernel, ICollection<string> used)
    {
        writer.Blank();
        var seen = kernel.IsRing ? $"the last {kernel.Capacity} steps" : $"up to {kernel.Capacity} steps";
        writer.WriteLine($"/// <summary>Attention of one step to {seen}, its own among them: {kernel.Heads} heads of {kernel.Width}{(kernel.KeyHeads == kernel.Heads ? "" : $", {kernel.KeyHeads} of keys and values")}.</summary>");
        using (writer.Block($"internal static unsafe class {kernel.Name}"))
        {
            if (used.Contains("Forward"))
                Write(writer, kernel, "Forward", "for sixteen rows, each in a lane.", WriteLanes);
            if (used.Contains("ForwardRow"))
                Write(writer, kernel, "ForwardRow", "for one row.", WriteRow);
            if (used.Contains("Fill"))
                Write(writer, kernel, "Fill", "for sixteen steps of one row, each in a lane.", AttentionFillWriter.Write);
        }
    }

    private static void Write(CodeWriter writer, AttentionStepKernel kernel, string method, string forWhat, Action<CodeWriter, AttentionStepKernel, Width> body)
    {
        List<(string Type, string Name)> parameters =
        [
            .. kernel.IsPacked ? [("T*", "x")] : new[] { ("T*", "q"), ("T*", "k"), ("T*", "v") },
            ("T*", "n"), ("T*", "keys"), ("T*", "values"), ("T*", "scores"), ("T*", "y"), ("T", "scale"), ("nint", "units"),
        ];
        Dispatch.Write(writer, $"Writes k and v behind those of the n steps before; y = softmax(scale q Kᵀ) V over all of them, {forWhat}", method, parameters);
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, method, width, parameters))
                body(writer, kernel, width);
        }
    }

    private static void WriteRow(CodeWriter writer, AttentionStepKernel kernel, Width width)
    {
        var (heads, keyRoom, valueRoom) = (kernel.Width, LaneBlock.WholeVectors(kernel.Capacity) * kernel.Width, kernel.Capacity * kernel.ValueStride);
        DeclareParts(writer, kernel, 1);
        writer.WriteLine($"nint step = (nint)(*n), place = {Place(kernel, "step")}, seen = Math.Min(step + 1, {kernel.Capacity}), blocks = (seen + {Block - 1}) >> 4;");
        writer.WriteLine($"var mixed = &scores[{LaneBlock.WholeVectors(kernel.Capacity)}];");
        using (writer.Block($"for (nint keyHead = 0; keyHead < {kernel.KeyHeads}; keyHead++, k += {heads}, v += {heads}, keys += {keyRoom}, values += {valueRoom})"))
        {
            writer.WriteLine($"T* key = &keys[(place >> 4) * {kernel.Width * Block} + (place & {Block - 1})], value = &values[place * {kernel.ValueStride}];".Replace("T*", writer.Element.Name + "*"));
            writer.WriteLine($"for (nint c = 0; c < {heads}; c++)");
            using (writer.Indent())
                writer.WriteLine($"(key[c * {Block}], value[c]) = (k[c], v[c]);");
            using (EachHead(writer, kernel, $"q += {heads}, y += {heads}"))
            {
                WriteRowScores(writer, kernel, width);
                WriteRowSoftmax(writer, width);
                WriteRowMixture(writer, kernel, width);
            }
        }
    }

    /// <summary>s[j] = Σ_c q[c] K[c][j], sixteen keys j at a time.</summary>
    private static void WriteRowScores(CodeWriter writer, AttentionStepKernel kernel, Width width)
    {
        writer.WriteLine("// s = q Kᵀ");
        using (writer.Block("for (nint b = 0; b < blocks; b++)"))
        using (writer.Block($"for (nint lane = 0; lane < {Block}; lane += {width.Lanes})"))
        {
            writer.WriteLine($"var w = &keys[b * {kernel.Width * Block} + lane];");
            WriteSum(writer, width, "c", $"{kernel.Width}", kernel.Width, i => width.Create($"q[{i}]"), i => width.Load("w", Times(i, Block)));
            writer.WriteLine($"{width.Load("scores", $"b * {Block} + lane")} = sum;");
        }
    }

    /// <summary>The scores of what is not there are −∞; then exp(scale (s − max)) and its sum.</summary>
    private static void WriteRowSoftmax(CodeWriter writer, Width width)
    {
        var infinity = $"{writer.Element.Name}.NegativeInfinity";
        writer.WriteLine("// exp(scale (s − max)) and its sum");
        writer.WriteLine($"for (var j = seen; j < blocks * {Block}; j++)");
        using (writer.Indent())
            writer.WriteLine($"scores[j] = {infinity};");
        writer.WriteLine($"{width.Type} largest = {width.Create(infinity)}, total = {width.Zero};");
        writer.WriteLine($"for (nint j = 0; j < blocks * {Block}; j += {width.Lanes})");
        using (writer.Indent())
            writer.WriteLine($"largest = VectorMath.Max({width.Load("scores", "j")}, largest);");
        WriteAcross(writer, width, "largest", "max", (a, b) => $"Math.Max({a}, {b})");
        writer.WriteLine($"{width.Type} power = {AttentionHeadWriter.Power(writer, width)}, shift = {width.Create("-max")} * power;");
        using (writer.Block($"for (nint j = 0; j < blocks * {Block}; j += {width.Lanes})"))
        {
            writer.WriteLine($"var e = VectorMath.Exp2({width.MultiplyAdd(width.Load("scores", "j"), "power", "shift")});");
            writer.WriteLine("total += e;");
            writer.WriteLine($"{width.Load("scores", "j")} = e;");
        }
        WriteAcross(writer, width, "total", "all", (a, b) => $"{a} + {b}");
    }

    /// <summary>y[c] = Σ_j p[j] V[j][c] / Σ p, some numbers c at a time.</summary>
    private static void WriteRowMixture(CodeWriter writer, AttentionStepKernel kernel, Width width)
    {
        writer.WriteLine("// y = p V");
        writer.WriteLine($"var share = {width.Create($"{writer.Element.Literal(1)} / all")};");
        using (writer.Block($"for (nint c = 0; c < {kernel.Width}; c += {width.Lanes})"))
        {
            writer.WriteLine("var w = &values[c];");
            WriteSum(writer, width, "j", "seen", null, i => width.Create($"scores[{i}]"), i => width.Load("w", Times(i, kernel.ValueStride)));
            if (kernel.Width % width.Lanes == 0)
            {
                writer.WriteLine($"{width.Load("y", "c")} = sum * share;");
                return;
            }
            writer.WriteLine($"{width.Load("mixed")} = sum * share;");
            writer.WriteLine($"for (nint i = 0; i < Math.Min({width.Lanes}, {kernel.Width} - c); i++)");
            using (writer.Indent())
                writer.WriteLine("y[c + i] = mixed[i];");
        }
    }

    private static void WriteLanes(CodeWriter writer, AttentionStepKernel kernel, Width width)
    {
        var (keyRoom, valueRoom) = (LaneBlock.WholeVectors(kernel.Capacity) * kernel.Width, kernel.Capacity * kernel.ValueStride);
        var count = kernel.Width * Block;
        DeclareParts(writer, kernel, Block);
        var (keyMove, valueMove) = (kernel.KeyHeads * keyRoom * Block, kernel.KeyHeads * valueRoom * Block);
        using (writer.Block($"for (; units != 0; units--, {Moves(kernel)}, n += {Block}, keys += {keyMove}, values += {valueMove}, y += {kernel.Heads * count})"))
        {
            writer.WriteLine("nint most = 0;");
            using (writer.Block($"for (nint lane = 0; lane < {Block}; lane++)"))
            {
                writer.WriteLine($"nint step = (nint)n[lane], place = {Place(kernel, "step")};");
                writer.WriteLine($"most = Math.Max(most, Math.Min(step + 1, {kernel.Capacity}));");
                writer.WriteLine($"for (nint head = 0; head < {kernel.KeyHeads}; head++)");
                using (writer.Indent())
                {
                    writer.WriteLine($"for (nint c = 0; c < {count}; c += {Block})");
                    using (writer.Indent())
                    {
                        writer.WriteLine($"(keys[head * {keyRoom * Block} + place * {count} + c + lane], values[head * {valueRoom * Block} + place * {kernel.ValueStride * Block} + c + lane])"
                            + $" = (k[head * {count} + c + lane], v[head * {count} + c + lane]);");
                    }
                }
            }
            using (writer.Block($"for (nint head = 0; head < {kernel.Heads}; head++)"))
            using (writer.Block($"for (nint lane = 0; lane < {Block}; lane += {width.Lanes})"))
                WriteLaneHead(writer, kernel, width, keyRoom, valueRoom);
        }
    }

    private static void WriteLaneHead(CodeWriter writer, AttentionStepKernel kernel, Width width, int keyRoom, int valueRoom)
    {
        var (count, each, one) = (kernel.Width * Block, kernel.Heads / kernel.KeyHeads, writer.Element.Literal(1));
        var keyHead = each == 1 ? "head" : $"head / {each}";
        writer.WriteLine($"{writer.Element.Name}* query = &q[head * {count} + lane], key = &keys[{keyHead} * {keyRoom * Block} + lane], value = &values[{keyHead} * {valueRoom * Block} + lane];");
        writer.WriteLine($"{width.Type} steps = {width.Load("n", "lane")}, hidden = {width.Create($"{writer.Element.Name}.NegativeInfinity")}, max = hidden, total = {width.Zero};");
        using (writer.Block($"for (nint j = 0; j < most; j++, key += {count})"))
        {
            WriteSum(writer, width, "c", $"{kernel.Width}", kernel.Width, i => width.Load("query", Times(i, Block)), i => width.Load("key", Times(i, Block)));
            writer.WriteLine($"sum = VectorMath.SelectGreater({width.Create($"({writer.Element.Name})j")}, steps, hidden, sum);");
            writer.WriteLine("max = VectorMath.Max(sum, max);");
            writer.WriteLine($"{width.Load("scores", $"j * {Block} + lane")} = sum;");
        }
        writer.WriteLine($"{width.Type} power = {AttentionHeadWriter.Power(writer, width)}, shift = -max * power;");
        using (writer.Block("for (nint j = 0; j < most; j++)"))
        {
            writer.WriteLine($"var e = VectorMath.Exp2({width.MultiplyAdd(width.Load("scores", $"j * {Block} + lane"), "power", "shift")});");
            writer.WriteLine("total += e;");
            writer.WriteLine($"{width.Load("scores", $"j * {Block} + lane")} = e;");
        }
        writer.WriteLine($"var share = {width.Create(one)} / total;");
        using (writer.Block($"for (nint c = 0; c < {count}; c += {Block})"))
        {
            WriteSum(writer, width, "j", "most", null, i => width.Load("scores", $"{Times(i, Block)} + lane"), i => width.Load("value", $"{Times(i, kernel.ValueStride * Block)} + c"));
            writer.WriteLine($"{width.Load("y", $"head * {count} + c + lane")} = sum * share;");
        }
    }

    /// <summary>A sum of products, in parts beside each other: which of them a product is added to depends on its number alone, and so the sum not on how many zeros follow.</summary>
    /// <param name="known">The number of products, where it is known; else <paramref name="count"/> says it.</param>
    private static void WriteSum(CodeWriter writer, Width width, string index, string count, int? known, Func<string, string> a, Func<string, string> b)
    {
        writer.WriteLine($"{width.Type} {string.Join(", ", Enumerable.Range(0, Parts).Select(part => $"{Part(part)} = {width.Zero}"))};");
        writer.WriteLine($"nint {index} = 0;");
        using (writer.Block($"for (; {index} <= {count} - {Parts}; {index} += {Parts})"))
        {
            for (var part = 0; part < Parts; part++)
                WriteTerm(part, "");
        }
        for (var part = 0; part < (known % Parts ?? Parts - 1); part++)
            WriteTerm(part, known is null ? $"if ({At(part)} < {count}) " : "");
        writer.WriteLine("sum = sum + sum2 + (sum3 + sum4);");

        void WriteTerm(int part, string condition) => writer.WriteLine($"{condition}{Part(part)} = {width.MultiplyAdd(a(At(part)), b(At(part)), Part(part))};");

        string At(int part) => part == 0 ? index : $"{index} + {part}";

        static string Part(int part) => part == 0 ? "sum" : $"sum{part + 1}";
    }

    /// <summary>One number of a vector's.</summary>
    private static void WriteAcross(CodeWriter writer, Width width, string vector, string name, Func<string, string, string> both)
    {
        if (width.IsScalar)
        {
            writer.WriteLine($"var {name} = {vector};");
            return;
        }
        writer.WriteLine($"{width.Load("mixed")} = {vector};");
        writer.WriteLine($"var {name} = mixed[0];");
        writer.WriteLine($"for (nint i = 1; i < {width.Lanes}; i++)");
        using (writer.Indent())
            writer.WriteLine($"{name} = {both(name, "mixed[i]")};");
    }

    public static void DeclareParts(CodeWriter writer, AttentionStepKernel kernel, int lanes)
    {
        if (kernel.IsPacked)
            writer.WriteLine($"{writer.Element.Name}* q = x, k = &x[{kernel.Heads * kernel.Width * lanes}], v = &x[{(kernel.Heads + kernel.KeyHeads) * kernel.Width * lanes}];");
    }

    /// <summary>To the parts of the next lane block.</summary>
    public static string Moves(AttentionStepKernel kernel)
    {
        var (query, key) = (kernel.Heads * kernel.Width * Block, kernel.KeyHeads * kernel.Width * Block);
        return kernel.IsPacked ? string.Join(", ", new[] { "q", "k", "v" }.Select(p => $"{p} += {query + 2 * key}")) : $"q += {query}, k += {key}, v += {key}";
    }

    private static CodeWriter.Scope EachHead(CodeWriter writer, AttentionStepKernel kernel, string moves) =>
        writer.Block($"for (nint head = 0; head < {kernel.Heads / kernel.KeyHeads}; head++, {moves})");

    private static string Place(AttentionStepKernel kernel, string step) => kernel.IsRing ? $"{step} % {kernel.Capacity}" : step;

    private static string Times(string index, int factor) => index.Contains(' ') ? $"({index}) * {factor}" : $"{index} * {factor}";
}
