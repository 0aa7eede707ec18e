using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes attention. The methods that passes call bring the positions of a few rows into the lanes, head by head, and back; what they call for each head and row is written by
/// <see cref="AttentionHeadWriter"/>.
/// </summary>
internal static partial class AttentionKernelWriter
{
    private const int Rows = AttentionKernel.RowsTogether;

    public static void Write(CodeWriter writer, AttentionKernel kernel, ICollection<string> used)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{Summary(kernel)}</summary>");
        using (writer.Block($"internal static unsafe class {kernel.Name}"))
        {
            if (kernel.InLanes)
                WriteInLanes(writer, kernel, used);
            else
                WriteThroughLanes(writer, kernel, used);
            AttentionHeadWriter.Write(writer, kernel, used.Any(static m => m != "Backward"), used.Contains("Backward"));
        }
    }

    private static void WriteThroughLanes(CodeWriter writer, AttentionKernel kernel, ICollection<string> used)
    {
        if (used.Contains("Forward"))
            WriteForward(writer, kernel, "Forward", keepsLogarithms: true, isRow: false);
        if (used.Contains("Predict"))
            WriteForward(writer, kernel, "Predict", keepsLogarithms: false, isRow: false);
        if (used.Contains("PredictRow"))
            WriteForward(writer, kernel, "PredictRow", keepsLogarithms: false, isRow: true);
        if (used.Contains("Backward"))
            WriteBackward(writer, kernel);
    }

    private static string Summary(AttentionKernel kernel)
    {
        var keys = kernel.Keys == kernel.Queries ? "" : $" to {kernel.Keys} keys";
        var grouped = kernel.KeyHeads == kernel.Heads ? "" : $", {kernel.KeyHeads} of keys and values";
        var seen = (kernel.Causal ? "; a position sees none behind its own" : "") + (kernel.Window == 0 ? "" : $"; it sees {kernel.Window} positions back, its own among them");
        return $"Attention of {kernel.Queries} positions{keys}, {kernel.Heads} heads of {kernel.Width}{grouped}{seen}.";
    }

    private static void WriteForward(CodeWriter writer, AttentionKernel kernel, string method, bool keepsLogarithms, bool isRow)
    {
        var rows = isRow ? 1 : Rows;
        List<(string Type, string Name)> parameters = [.. Inputs(kernel), .. keepsLogarithms ? [("T*", "l")] : Array.Empty<(string, string)>(), ("T*", "y"), ("T*", "work"), ("T", "scale"), ("nint", "units"), .. Mask(kernel, keepsLogarithms)];
        var drops = kernel.Drops && keepsLogarithms;
        using (Method(writer, $"y = {(kernel.Drops && keepsLogarithms ? "mask ⊙ " : "")}softmax(scale q kᵀ) v{(keepsLogarithms ? ", l = log₂ Σ exp(scale q kᵀ)" : "")}{(isRow ? ", for one row." : ", for sixteen rows a unit.")}", method, parameters))
        {
            DeclarePacked(writer, kernel, isRow ? 1 : LaneBlock.Rows, "");
            writer.WriteLine($"{writer.Element.Name}* qs = work, os = &qs[{rows * kernel.Size(false)}], ks = &os[{rows * kernel.Size(false)}], vs = &ks[{rows * kernel.Size(true)}], {Bias(kernel, rows, "bs", $"&vs[{rows * kernel.Size(true)}]", "scores")};");
            using (Units(writer, kernel, isRow, ["y"], keepsLogarithms))
            {
                if (isRow)
                    WriteHeads();
                else
                {
                    using (RowLoop(writer))
                        WriteHeads();
                }
            }
        }

        void WriteHeads()
        {
            ToBias(writer, kernel, isRow, null);
            using (writer.Block($"for (nint keyHead = 0; keyHead < {kernel.KeyHeads}; keyHead++)"))
            {
                To(writer, kernel, isRow, "k", "keyHead", ofKeys: true);
                To(writer, kernel, isRow, "v", "keyHead", ofKeys: true);
                EachHead(writer, kernel, head =>
                {
                    To(writer, kernel, isRow, "q", head, ofKeys: false);
                    ToBias(writer, kernel, isRow, head);
                    var logarithms = keepsLogarithms ? $"&l[((row + r) * {kernel.Heads} + {head}) * {kernel.QueryBlocks * LaneBlock.Rows}]" : "null";
                    var call = $"Head({At("qs", kernel, false, isRow)}, {At("ks", kernel, true, isRow)}, {At("vs", kernel, true, isRow)}, {At("os", kernel, false, isRow)}, {logarithms}, scores, scale{(kernel.Drops ? drops ? MaskOf(kernel) : ", 0, 0, 0" : "")}{Rest(kernel, isRow, backward: false)});";
                    if (isRow)
                        writer.WriteLine(call);
                    else
                        EachRow(writer, call);
                    From(writer, kernel, isRow, "os", "y", head, kernel.Heads * kernel.Width, ofKeys: false);
                });
            }
        }
    }

    private static void WriteBackward(CodeWriter writer, AttentionKernel kernel)
    {
        List<(string Type, string Name)> parameters =
        [
            .. Inputs(kernel), ("T*", "l"), ("T*", "y"), ("T*", "dy"), .. Differentiable(kernel).Select(static p => (p.Type, "d" + p.Name)), ("T*", "work"), ("T", "scale"), ("nint", "units"), .. Mask(kernel, training: true),
        ];
        using (Method(writer, "dv = Pᵀ dy, dq = scale dS k, dk = scale dSᵀ q with P = exp(scale q kᵀ) / 2ˡ, dS = P (dy vᵀ − ⟨dy, y⟩), for sixteen rows a unit; what is null is not wanted.", "Backward", parameters))
        {
            DeclarePacked(writer, kernel, LaneBlock.Rows, "");
            DeclarePacked(writer, kernel, LaneBlock.Rows, "d");
            if (!kernel.IsPacked || kernel.HasBias)
                writer.WriteLine($"bool {string.Join(", ", Differentiable(kernel).Select(static p => $"{Wanted("d" + p.Name)} = d{p.Name} != null"))};");
            var (q, k) = (Rows * kernel.Size(false), Rows * kernel.Size(true));
            writer.WriteLine($"{writer.Element.Name}* qs = work, os = &qs[{q}], dos = &os[{q}], dqs = &dos[{q}], ks = &dqs[{q}], vs = &ks[{k}], dks = &vs[{k}], dvs = &dks[{k}], {Bias(kernel, Rows, "bs", $"&dvs[{k}]", kernel.HasBias ? "dbs" : "pairs")}{(kernel.HasBias ? $", {Bias(kernel, Rows, null, "dbs", "pairs")}" : "")};");
            using (Units(writer, kernel, isRow: false, ["y", "dy"], keepsLogarithms: true, gradients: true))
            using (RowLoop(writer))
            {
                ToBias(writer, kernel, isRow: false, null, gradient: true);
                WriteBackwardHeads(writer, kernel, k);
                FromBias(writer, kernel, null);
            }
        }
    }

    private static void WriteBackwardHeads(CodeWriter writer, AttentionKernel kernel, int k)
    {
        using (writer.Block($"for (nint keyHead = 0; keyHead < {kernel.KeyHeads}; keyHead++)"))
        {
            To(writer, kernel, isRow: false, "k", "keyHead", ofKeys: true);
            To(writer, kernel, isRow: false, "v", "keyHead", ofKeys: true);
            writer.WriteLine($"LaneBlocks.Clear(dks, {2 * k});");
            EachHead(writer, kernel, head =>
            {
                To(writer, kernel, isRow: false, "q", head, ofKeys: false);
                ToBias(writer, kernel, isRow: false, head, gradient: true);
                foreach (var (from, to) in new[] { ("y", "os"), ("dy", "dos") })
                    writer.WriteLine($"LaneBlocks.ToPositions(&{from}[{head} * {kernel.Width * LaneBlock.Rows} + row], {kernel.Queries}, {kernel.Heads * kernel.Width}, {kernel.Width}, {to});");
                EachRow(writer, $"HeadBackward({At("qs", kernel, false)}, {At("ks", kernel, true)}, {At("vs", kernel, true)}, {At("os", kernel, false)}, {At("dos", kernel, false)}, "
                    + $"{At("dqs", kernel, false)}, {At("dks", kernel, true)}, {At("dvs", kernel, true)}, &l[((row + r) * {kernel.Heads} + {head}) * {kernel.QueryBlocks * LaneBlock.Rows}], pairs, scale{(kernel.Drops ? MaskOf(kernel) : "")}{Rest(kernel, isRow: false, backward: true)});");
                FromBias(writer, kernel, head);
                From(writer, kernel, isRow: false, "dqs", "dq", head, kernel.Stride(false), ofKeys: false);
            });
            From(writer, kernel, isRow: false, "dks", "dk", "keyHead", kernel.Stride(true), ofKeys: true);
            From(writer, kernel, isRow: false, "dvs", "dv", "keyHead", kernel.Stride(true), ofKeys: true);
        }
    }

    /// <summary>What training draws masks from: the key, the number of the first, the rate.</summary>
    private static (string Type, string Name)[] Mask(AttentionKernel kernel, bool training) => kernel.Drops && training ? [("ulong", "key"), ("long", "first"), ("T", "rate")] : [];

    /// <summary>The same for one head of one row.</summary>
    private static string MaskOf(AttentionKernel kernel) => FormattableString.Invariant(
        $", key, first + ((row + r) * {kernel.Heads} + {(kernel.Heads == kernel.KeyHeads ? "keyHead" : "head")}) * {kernel.Masks / kernel.Heads}, rate");

    private static IReadOnlyList<(string Type, string Name)> Inputs(AttentionKernel kernel) => [.. Differentiable(kernel), .. kernel.HasLengths ? [("T*", "n")] : Array.Empty<(string, string)>()];

    /// <summary>The inputs without the lengths.</summary>
    private static IReadOnlyList<(string Type, string Name)> Differentiable(AttentionKernel kernel) =>
        [.. kernel.IsPacked ? [("T*", "x")] : new[] { ("T*", "q"), ("T*", "k"), ("T*", "v") }, .. kernel.HasBias ? [("T*", "b")] : Array.Empty<(string, string)>()];

    /// <summary>The place of what is added to the scores, where something is, and of what lies behind it.</summary>
    private static string Bias(AttentionKernel kernel, int rows, string? name, string start, string next) =>
        !kernel.HasBias ? $"{next} = {start}" : $"{(name is null ? "" : $"{name} = {start}, ")}{next} = &{name ?? start}[{rows * kernel.BiasSize + kernel.BiasRoom}]";

    /// <summary>Brings what is added to the scores into the lanes: where all heads have the same, before the first.</summary>
    private static void ToBias(CodeWriter writer, AttentionKernel kernel, bool isRow, string? head, bool gradient = false)
    {
        if (!kernel.HasBias || (kernel.BiasHeads == 1) != (head is null))
            return;
        var (q, k, pairs) = (kernel.Queries, kernel.Keys, kernel.Queries * kernel.Keys);
        writer.WriteLine(isRow
            ? $"LaneBlocks.ToPositionsOfRow({Pointer.At("b", head is null ? "" : $"{head} * {pairs}")}, {q}, {k}, {k}, bs);"
            : $"LaneBlocks.ToPositions(&b[{(head is null ? "" : $"{head} * {pairs * LaneBlock.Rows} + ")}row], {q}, {k}, {k}, bs);");
        if (!gradient)
            return;
        // What all attentions add gets a gradient from each: the sum goes on from where the one before has left it.
        var clear = $"LaneBlocks.Clear(dbs, {Rows * kernel.BiasSize});";
        writer.WriteLine(!kernel.SharesBias ? clear
            : $"if (unit == 0 || !{Wanted("db")}) {clear} else LaneBlocks.ToPositions(&db[{(head is null ? "" : $"{head} * {pairs * LaneBlock.Rows} + ")}row], {q}, {k}, {k}, dbs);");
    }

    /// <summary>Brings the gradient of what is added back: where all heads have the same, behind the last.</summary>
    private static void FromBias(CodeWriter writer, AttentionKernel kernel, string? head)
    {
        if (!kernel.HasBias || (kernel.BiasHeads == 1) != (head is null))
            return;
        var (q, k, pairs) = (kernel.Queries, kernel.Keys, kernel.Queries * kernel.Keys);
        writer.WriteLine($"if ({Wanted("db")}) LaneBlocks.FromPositions(dbs, {q}, {k}, {k}, &db[{(head is null ? "" : $"{head} * {pairs * LaneBlock.Rows} + ")}row]);");
    }

    /// <summary>The further arguments of a head.</summary>
    private static string Rest(AttentionKernel kernel, bool isRow, bool backward)
    {
        string Of(string buffer) => isRow ? buffer : $"&{buffer}[r * {kernel.BiasSize}]";
        return (kernel.HasBias ? $", {Of("bs")}{(backward ? $", {Of("dbs")}" : "")}" : "") + (kernel.HasLengths ? isRow ? ", (nint)(*n)" : ", (nint)n[row + r]" : "");
    }

    /// <summary>Where queries, keys and values begin in the one value that has all of them.</summary>
    private static void DeclarePacked(CodeWriter writer, AttentionKernel kernel, int lanes, string before)
    {
        if (kernel.IsPacked)
            writer.WriteLine($"{writer.Element.Name}* {before}q = {before}x, {before}k = &{before}x[{kernel.Heads * kernel.Width * lanes}], {before}v = &{before}x[{(kernel.Heads + kernel.KeyHeads) * kernel.Width * lanes}];");
    }

    private static CodeWriter.Scope Method(CodeWriter writer, string summary, string name, IReadOnlyList<(string Type, string Name)> parameters)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>{Xml.Text(summary)}</summary>");
        writer.WriteLine("[MethodImpl(MethodImplOptions.AggressiveOptimization), SkipLocalsInit]");
        return writer.Block($"public static void {name}({Dispatch.Declare(writer, parameters)})");
    }

    /// <summary>The attentions of a row, one behind the other.</summary>
    private static CodeWriter.Scope Units(CodeWriter writer, AttentionKernel kernel, bool isRow, IReadOnlyList<string> outputs, bool keepsLogarithms, bool gradients = false)
    {
        var lanes = isRow ? 1 : LaneBlock.Rows;
        var (q, k) = (kernel.Queries * kernel.Stride(false) * lanes, kernel.Keys * kernel.Stride(true) * lanes);
        List<string> moves = [$"q += {q}", $"k += {k}", $"v += {k}", .. outputs.Select(y => $"{y} += {kernel.Queries * kernel.Heads * kernel.Width * lanes}")];
        // Where several attentions add the same numbers, those of the next row come behind the last of them.
        if (kernel.SharesBias)
            moves.Add($"unit = unit == {kernel.BiasUnits - 1} ? 0 : unit + 1");
        if (kernel.HasBias)
            moves.AddRange([.. new[] { "b", "db" }.Take(gradients ? 2 : 1).Select(b => Move(b, kernel.BiasHeads * kernel.Queries * kernel.Keys * lanes))]);
        if (kernel.HasLengths)
            moves.Add($"n += {lanes}");
        if (keepsLogarithms)
            moves.Add($"l += {kernel.Logarithms * lanes}");
        if (keepsLogarithms && kernel.Drops)
            moves.Add(FormattableString.Invariant($"first += {(long)kernel.Masks * LaneBlock.Rows}"));
        if (gradients)
            moves.AddRange([$"dq += {q}", $"dk += {k}", $"dv += {k}"]);
        return writer.Block($"for ({(kernel.SharesBias ? "nint unit = 0" : "")}; units != 0; units--, {string.Join(", ", moves)})");

        string Move(string b, int numbers) => kernel.SharesBias ? $"{b} += unit == 0 ? {numbers} : 0" : $"{b} += {numbers}";
    }

    private static CodeWriter.Scope RowLoop(CodeWriter writer) => writer.Block($"for (nint row = 0; row < {LaneBlock.Rows}; row += {Rows})");

    /// <summary>A call for each of the rows whose positions are in the lanes.</summary>
    private static void EachRow(CodeWriter writer, string call)
    {
        writer.WriteLine($"for (nint r = 0; r < {Rows}; r++)");
        using (writer.Indent())
            writer.WriteLine(call);
    }

    /// <summary>The heads of queries that share a head of keys.</summary>
    private static void EachHead(CodeWriter writer, AttentionKernel kernel, Action<string> write)
    {
        var each = kernel.Heads / kernel.KeyHeads;
        if (each == 1)
        {
            write("keyHead");
            return;
        }
        using (writer.Block($"for (var head = keyHead * {each}; head < (keyHead + 1) * {each}; head++)"))
            write("head");
    }

    /// <summary>Brings the positions of one head into the lanes.</summary>
    private static void To(CodeWriter writer, AttentionKernel kernel, bool isRow, string of, string head, bool ofKeys)
    {
        var (positions, stride) = (ofKeys ? kernel.Keys : kernel.Queries, kernel.Stride(ofKeys));
        writer.WriteLine(isRow
            ? $"LaneBlocks.ToPositionsOfRow(&{of}[{head} * {kernel.Width}], {positions}, {stride}, {kernel.Width}, {of}s);"
            : $"LaneBlocks.ToPositions(&{of}[{head} * {kernel.Width * LaneBlock.Rows} + row], {positions}, {stride}, {kernel.Width}, {of}s);");
    }

    /// <summary>Brings the positions of one head back.</summary>
    private static void From(CodeWriter writer, AttentionKernel kernel, bool isRow, string from, string to, string head, int stride, bool ofKeys)
    {
        var positions = ofKeys ? kernel.Keys : kernel.Queries;
        var wanted = to[0] == 'd' && (!kernel.IsPacked || kernel.HasBias) ? $"if ({(kernel.IsPacked ? Wanted("dx") : Wanted(to))}) " : "";
        writer.WriteLine(isRow
            ? $"LaneBlocks.FromPositionsOfRow({from}, {positions}, {stride}, {kernel.Width}, &{to}[{head} * {kernel.Width}]);"
            : $"{wanted}LaneBlocks.FromPositions({from}, {positions}, {stride}, {kernel.Width}, &{to}[{head} * {kernel.Width * LaneBlock.Rows} + row]);");
    }

    /// <summary>The name of what says whether a gradient is wanted.</summary>
    private static string Wanted(string gradient) => "wants" + char.ToUpperInvariant(gradient[1]);

    private static string At(string buffer, AttentionKernel kernel, bool ofKeys, bool isRow = false) => isRow ? buffer : $"&{buffer}[r * {kernel.Size(ofKeys)}]";
}
