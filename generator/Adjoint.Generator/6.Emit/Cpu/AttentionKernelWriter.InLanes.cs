using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Attention where positions lie in the lanes already: heads are read and written where they are, row after row.</summary>
internal static partial class AttentionKernelWriter
{
    private static void WriteInLanes(CodeWriter writer, AttentionKernel kernel, ICollection<string> used)
    {
        if (used.Contains("Forward"))
            WriteInLanes(writer, kernel, "Forward", keepsLogarithms: true);
        if (used.Contains("Predict"))
            WriteInLanes(writer, kernel, "Predict", keepsLogarithms: false);
        if (used.Contains("Backward"))
            WriteBackwardInLanes(writer, kernel);
    }

    private static void WriteInLanes(CodeWriter writer, AttentionKernel kernel, string method, bool keepsLogarithms)
    {
        List<(string Type, string Name)> parameters =
        [
            .. Inputs(kernel), .. keepsLogarithms ? [("T*", "l")] : Array.Empty<(string, string)>(), ("T*", "y"), ("T*", "scores"), ("T", "scale"), ("nint", "rows"), .. Mask(kernel, keepsLogarithms),
        ];
        using (Method(writer, $"y = {(kernel.Drops && keepsLogarithms ? "mask ⊙ " : "")}softmax(scale q kᵀ) v{(keepsLogarithms ? ", l = log₂ Σ exp(scale q kᵀ)" : "")}, row after row, with positions in the lanes.", method, parameters))
        {
            DeclarePacked(writer, kernel, LaneBlock.Rows, "");
            using (EachRow(writer, kernel, keepsLogarithms, ["y"], []))
            using (writer.Block($"for (nint keyHead = 0; keyHead < {kernel.KeyHeads}; keyHead++)"))
            {
                EachHead(writer, kernel, head => writer.WriteLine(
                    $"Head({Of("q", head)}, {Of("k", "keyHead")}, {Of("v", "keyHead")}, {Of("y", head)}, {(keepsLogarithms ? LogarithmsOf(head) : "null")}, scores, scale{MaskInLanes(kernel, head, keepsLogarithms)});"));
            }
        }

        string Of(string buffer, string head) => $"&{buffer}[{head} * {kernel.Width * LaneBlock.Rows}]";

        string LogarithmsOf(string head) => $"&l[{head} * {kernel.Queries}]";
    }

    private static void WriteBackwardInLanes(CodeWriter writer, AttentionKernel kernel)
    {
        List<(string Type, string Name)> parameters =
        [
            .. Inputs(kernel), ("T*", "l"), ("T*", "y"), ("T*", "dy"), .. Inputs(kernel).Select(static p => (p.Type, "d" + p.Name)), ("T*", "pairs"), ("T", "scale"), ("nint", "rows"), .. Mask(kernel, training: true),
        ];
        using (Method(writer, "dv = Pᵀ dy, dq = scale dS k, dk = scale dSᵀ q with P = exp(scale q kᵀ) / 2ˡ, dS = P (dy vᵀ − ⟨dy, y⟩), row after row, with positions in the lanes.", "Backward", parameters))
        {
            DeclarePacked(writer, kernel, LaneBlock.Rows, "");
            DeclarePacked(writer, kernel, LaneBlock.Rows, "d");
            using (EachRow(writer, kernel, keepsLogarithms: true, ["y", "dy"], ["dq", "dk", "dv"]))
            {
                // Keys and values gather what the blocks of queries contribute; side by side with the queries, they lie apart.
                if (kernel.IsPacked)
                    writer.WriteLine($"for (nint block = 0; block < {kernel.KeyBlocks}; block++)");
                using (writer.Indent())
                {
                    if (kernel.IsPacked)
                        writer.WriteLine($"LaneBlocks.Clear(&dk[block * {kernel.BlockStride(true)}], {2 * kernel.KeyHeads * kernel.Width * LaneBlock.Rows});");
                }
                if (!kernel.IsPacked)
                {
                    foreach (var gradient in new[] { "dk", "dv" })
                        writer.WriteLine($"LaneBlocks.Clear({gradient}, {kernel.Keys * kernel.Stride(true)});");
                }
                using (writer.Block($"for (nint keyHead = 0; keyHead < {kernel.KeyHeads}; keyHead++)"))
                {
                    EachHead(writer, kernel, head => writer.WriteLine(
                        $"HeadBackward({Of("q", head)}, {Of("k", "keyHead")}, {Of("v", "keyHead")}, {Of("y", head)}, {Of("dy", head)}, {Of("dq", head)}, {Of("dk", "keyHead")}, {Of("dv", "keyHead")}, "
                        + $"&l[{head} * {kernel.Queries}], pairs, scale{MaskInLanes(kernel, head, training: true)});"));
                }
            }
        }

        string Of(string buffer, string head) => $"&{buffer}[{head} * {kernel.Width * LaneBlock.Rows}]";
    }

    /// <summary>The rows, whose blocks of positions lie one behind the other.</summary>
    private static CodeWriter.Scope EachRow(CodeWriter writer, AttentionKernel kernel, bool keepsLogarithms, IReadOnlyList<string> outputs, IReadOnlyList<string> gradients)
    {
        string Move(string buffer, int stride) => $"{buffer} += {kernel.Queries * stride}";
        List<string> moves = [Move("q", kernel.Stride(false)), Move("k", kernel.Stride(true)), Move("v", kernel.Stride(true)), .. outputs.Select(y => Move(y, kernel.Heads * kernel.Width))];
        moves.AddRange(gradients.Select(d => Move(d, kernel.Stride(d != "dq"))));
        if (keepsLogarithms)
            moves.Add(Move("l", kernel.Heads));
        if (keepsLogarithms && kernel.Drops)
            moves.Add(FormattableString.Invariant($"first += {kernel.Masks}"));
        return writer.Block($"for (; rows != 0; rows--, {string.Join(", ", moves)})");
    }

    private static string MaskInLanes(AttentionKernel kernel, string head, bool training) =>
        !kernel.Drops ? "" : training ? FormattableString.Invariant($", key, first + {head} * {kernel.Masks / kernel.Heads}, rate") : ", 0, 0, 0";
}
