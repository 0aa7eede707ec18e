using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// Writes what attention does for one head of one row, with positions in the lanes. Forward: for sixteen queries the scores of all keys that they see, their softmax, and the mixture of values.
/// Backward: block of queries by block of keys, with the keys in the lanes, so that only the gradient of the scores is transposed, for the queries' gradient.
/// </summary>
internal static class AttentionHeadWriter
{
    private const int Block = LaneBlock.Rows, Square = LaneBlock.Rows * LaneBlock.Rows;

    private static readonly IReadOnlyList<(string, string)> HeadParameters = [("T*", "q"), ("T*", "k"), ("T*", "v"), ("T*", "o"), ("T*", "l"), ("T*", "scores"), ("T", "scale")];

    private static readonly IReadOnlyList<(string, string)> BackwardParameters =
    [
        ("T*", "q"), ("T*", "k"), ("T*", "v"), ("T*", "o"), ("T*", "dy"), ("T*", "dq"), ("T*", "dk"), ("T*", "dv"), ("T*", "l"), ("T*", "pairs"), ("T", "scale"),
    ];

    public static void Write(CodeWriter writer, AttentionKernel kernel, bool forward, bool backward)
    {
        if (forward)
            Write(writer, "y = softmax(scale q kᵀ) v for one head of one row.", "Head", [.. HeadParameters, .. Mask(kernel), .. Rest(kernel, backward: false)], width => WriteHead(writer, kernel, width));
        if (backward)
            Write(writer, "The gradients of one head of one row; those of keys and values are added to what is there.", "HeadBackward", [.. BackwardParameters, .. Mask(kernel), .. Rest(kernel, backward: true)], width => WriteBackward(writer, kernel, width));
        foreach (var width in writer.Element.Widths)
        {
            // s[j] = Σ_c k[c, j] q[c], block of keys after block of keys: their weights are the keys, output by output side by side.
            WriteProduct(writer, width, "Scores", new LaneProduct("x", kernel.Width, "c", "y", Block, "j",
                [new WeightPart(0, 1, Block, 0, ByResult: 1, ByTerm: Block, ByGroup: kernel.BlockStride(true))], SumsOverGroups: false, Bias: false, new EpilogueText(null, "y")) { MovesWeight = true });
            // y[c] = Σ_j v[c, j] p[j] over blocks of keys.
            var mixture = new LaneProduct("x", Block, "j", "y", kernel.Width, "c",
                [new WeightPart(0, 0, Block, 0, ByResult: Block, ByTerm: 1, ByGroup: kernel.BlockStride(true))], SumsOverGroups: true, Bias: false, new EpilogueText(null, "y"));
            if (forward)
                WriteProduct(writer, width, "Mixture", mixture);
            if (backward)
            {
                var adds = new EpilogueText(new Epilogue("Accumulate", "added to what is there", Epilogue.Sum + Epilogue.Target, []), "y");
                WriteProduct(writer, width, "AddMixture", mixture with { Weight = [mixture.Weight[0] with { Count = 1 }], Then = adds });
            }
            if (kernel.HasMask && forward)
                WriteMask(writer, kernel, width, "HideKeys", keysInLanes: false);
            if (kernel.HasMask && backward)
                WriteMask(writer, kernel, width, "HideQueries", keysInLanes: true);
        }
    }

    private static void Write(CodeWriter writer, string summary, string name, IReadOnlyList<(string Type, string Name)> parameters, Action<Width> body)
    {
        Dispatch.Write(writer, summary, name, parameters, access: "private");
        foreach (var width in writer.Element.Widths)
        {
            using (Dispatch.Method(writer, name, width, parameters))
                body(width);
        }
    }

    /// <summary>What masks are drawn from; nothing is dropped where the rate is 0.</summary>
    private static (string Type, string Name)[] Mask(AttentionKernel kernel) => kernel.Drops ? [("ulong", "key"), ("long", "mask"), ("T", "rate")] : [];

    /// <summary>What is added to the scores, and how many keys there are.</summary>
    private static (string Type, string Name)[] Rest(AttentionKernel kernel, bool backward) =>
        [.. kernel.HasBias ? new[] { ("T*", "bias"), ("T*", "dbias") }.Take(backward ? 2 : 1) : [], .. kernel.HasLengths ? new[] { ("nint", "keys") } : []];

    private static void WriteProduct(CodeWriter writer, Width width, string name, LaneProduct product)
    {
        var arm = writer.Element.Arm;
        if (width.Is128 && writer.Element.HasArm)
        {
            using (Dispatch.Method(writer, name, arm, product.Parameters))
                LaneProductWriter.Write(writer, product, arm);
        }
        using (Dispatch.Method(writer, name, width, product.Parameters))
        {
            // The rest of a head is the same there.
            if (width.Is128 && writer.Element.HasArm)
            {
                using (writer.Block($"if ({arm.Supported})"))
                {
                    writer.WriteLine($"{name}{arm.Name}({string.Join(", ", product.Parameters.Select(static p => p.Name))});");
                    writer.WriteLine("return;");
                }
            }
            LaneProductWriter.Write(writer, product, width);
        }
    }

    private static void WriteHead(CodeWriter writer, AttentionKernel kernel, Width width)
    {
        var size = kernel.Width * Block;
        writer.WriteLine($"var inverse = &scores[{kernel.KeyBlocks * Square}];");
        using (writer.Block($"for (nint block = 0; block < {kernel.QueryBlocks}; block++, q += {kernel.BlockStride(false)}, o += {kernel.OutputStride})"))
        {
            DeclareSeen(writer, kernel);
            writer.WriteLine($"Scores{width.Name}(q, {Pointer.At("k", FirstKey(kernel, kernel.BlockStride(true)))}, scores, blocks);");
            WriteBias(writer, kernel, width);
            WriteMasks(writer, kernel, width, "HideKeys", "scores", $"b * {Square}");
            writer.WriteLine("// exp(scale (s − max)), its sum, and what makes probabilities of it; 0 for a query that sees no key");
            using (LaneLoop(writer, width))
            {
                writer.WriteLine($"var power = {Power(writer, width, isScaled: kernel.HasBias)};");
                writer.WriteLine($"var max = {width.Create(Infinity(writer, "Negative"))};");
                writer.WriteLine($"for (nint j = 0; j < blocks * {Block}; j++)");
                using (writer.Indent())
                    writer.WriteLine($"max = VectorMath.Max({width.Load("scores", $"j * {Block} + lane")}, max);");
                writer.WriteLine($"var shift = VectorMath.SelectGreater(max, {width.Create(Infinity(writer, "Negative"))}, -max * power, {width.Zero});");
                writer.WriteLine($"var sum = {width.Zero};");
                using (writer.Block($"for (nint j = 0; j < blocks * {Block}; j++)"))
                {
                    var score = width.Load("scores", $"j * {Block} + lane");
                    writer.WriteLine($"var e = VectorMath.Exp2({width.MultiplyAdd(score, "power", "shift")});");
                    writer.WriteLine("sum += e;");
                    writer.WriteLine($"{width.Load("scores", $"j * {Block} + lane")} = e;");
                }
                writer.WriteLine($"{width.Load("inverse", "lane")} = VectorMath.SelectGreater(sum, {width.Zero}, {width.Create(writer.Element.Literal(1))} / sum, {width.Zero});");
                writer.WriteLine("if (l != null)");
                using (writer.Indent())
                {
                    var logarithm = width.Load("l", $"block * {Block} + lane");
                    writer.WriteLine($"{logarithm} = VectorMath.SelectGreater(sum, {width.Zero}, VectorMath.Log(sum) * {Power(writer, width, isScaled: true)} - shift, {width.Zero});");
                }
            }
            if (kernel.Drops)
            {
                writer.WriteLine("for (nint b = 0; b < blocks && rate > 0; b++)");
                using (writer.Indent())
                    writer.WriteLine($"Dropout.Apply(&scores[b * {Square}], &scores[b * {Square}], {Square}, key, mask + (block * {kernel.KeyBlocks} + {(kernel.Window == 0 ? "b" : "first + b")}) * {Square}, rate);");
            }
            writer.WriteLine($"Mixture{width.Name}(scores, {Pointer.At("v", FirstKey(kernel, kernel.BlockStride(true)))}, o, blocks);");
            using (LaneLoop(writer, width))
            {
                writer.WriteLine($"var share = {width.Load("inverse", "lane")};");
                writer.WriteLine($"for (nint c = 0; c < {size}; c += {Block})");
                using (writer.Indent())
                    writer.WriteLine($"{width.Load("o", "c + lane")} *= share;");
            }
        }
    }

    private static void WriteBackward(CodeWriter writer, AttentionKernel kernel, Width width)
    {
        var size = kernel.Width * Block;
        writer.WriteLine($"{writer.Element.Name}* p = pairs, ds = &p[{Square}], turned = &ds[{Square}], dots = &turned[{Square}]{(kernel.Drops ? $", kept = &dots[{Square}]" : "")};");
        using (writer.Block($"for (nint block = 0; block < {kernel.QueryBlocks}; block++, q += {kernel.BlockStride(false)}, o += {kernel.OutputStride}, dy += {kernel.OutputStride}, dq += {kernel.BlockStride(false)}, l += {Block})"))
        {
            DeclareSeen(writer, kernel);
            writer.WriteLine($"var power = {Power(writer, width, isScaled: kernel.HasBias)};");
            writer.WriteLine("// ⟨dy, y⟩");
            using (LaneLoop(writer, width))
            {
                writer.WriteLine($"var dot = {width.Zero};");
                using (writer.Block($"for (nint c = 0; c < {size}; c += {Block})"))
                {
                    writer.WriteLine($"dot = {width.MultiplyAdd(width.Load("o", "c + lane"), width.Load("dy", "c + lane"), "dot")};");
                    writer.WriteLine($"{width.Load("dq", "c + lane")} = {width.Zero};");
                }
                writer.WriteLine($"{width.Load("dots", "lane")} = dot;");
            }
            using (writer.Block("for (nint b = 0; b < blocks; b++)"))
            {
                writer.WriteLine($"var at = {(FirstKey(kernel, 1).Length == 0 ? "b" : "(first + b)")} * {kernel.BlockStride(true)};");
                writer.WriteLine($"Scores{width.Name}(&k[at], q, p, 1);");
                writer.WriteLine($"Scores{width.Name}(&v[at], dy, ds, 1);");
                WriteTurnedBias(writer, kernel, width);
                WriteMask(writer, kernel, width, "HideQueries", "p");
                if (kernel.Drops)
                {
                    writer.WriteLine($"new Span<{writer.Element.Name}>(turned, {Square}).Fill(1);");
                    writer.WriteLine($"Dropout.Apply(turned, turned, {Square}, key, mask + (block * {kernel.KeyBlocks} + {(kernel.Window == 0 ? "b" : "first + b")}) * {Square}, rate);");
                    writer.WriteLine("LaneBlocks.Transpose(turned, kept);");
                }
                writer.WriteLine("// P and dS, a query in each row, the keys in the lanes");
                using (writer.Block($"for (nint i = 0; i < {Block}; i++)"))
                {
                    writer.WriteLine($"{width.Type} logarithm = {width.Create("-l[i]")}, dot = {width.Create("dots[i]")};");
                    using (LaneLoop(writer, width))
                    {
                        var score = width.Load("p", $"i * {Block} + lane");
                        writer.WriteLine($"var e = VectorMath.Exp2({width.MultiplyAdd(score, "power", "logarithm")});");
                        var (dp, kept) = (width.Load("ds", $"i * {Block} + lane"), width.Load("kept", $"i * {Block} + lane"));
                        writer.WriteLine($"{width.Load("p", $"i * {Block} + lane")} = e{(kernel.Drops ? $" * {kept}" : "")};");
                        writer.WriteLine($"{dp} = e * ({dp}{(kernel.Drops ? $" * {kept}" : "")} - dot) * {width.Create("scale")};");
                    }
                }
                writer.WriteLine($"AddMixture{width.Name}(p, dy, &dv[at], 1);");
                writer.WriteLine($"AddMixture{width.Name}(ds, q, &dk[at], 1);");
                writer.WriteLine("LaneBlocks.Transpose(ds, turned);");
                WriteBiasGradient(writer, kernel, width);
                writer.WriteLine($"AddMixture{width.Name}(turned, &k[at], dq, 1);");
            }
        }
    }

    /// <summary>The factor with which exponentials are powers of two: exp(scale s) = 2^(power s), or exp(s) where scores are scaled already.</summary>
    public static string Power(CodeWriter writer, Width width, bool isScaled = false) =>
        width.Create($"{(isScaled ? "" : "scale * ")}{writer.Element.Literal(1.4426950408889634)}");

    /// <summary>The number of the first key in a block of sixteen.</summary>
    private static string KeyAt(AttentionKernel kernel) => $"{(kernel.Window == 0 ? "b" : "(first + b)")} * {Block}";

    /// <summary>scale s + bias, of which there is a number for each key, and no more.</summary>
    private static void WriteBias(CodeWriter writer, AttentionKernel kernel, Width width)
    {
        if (!kernel.HasBias)
            return;
        var (first, end) = (kernel.Window == 0 ? "" : $" + first * {Block}", kernel.Window == 0 ? $"{kernel.Keys}" : $"{kernel.Keys} - first * {Block}");
        using (writer.Block($"for (nint j = 0; j < Math.Min(blocks * {Block}, {end}); j++)"))
        using (LaneLoop(writer, width))
        {
            writer.WriteLine($"{width.Load("scores", $"j * {Block} + lane")} = "
                + $"{width.MultiplyAdd(width.Load("scores", $"j * {Block} + lane"), width.Create("scale"), width.Load("bias", $"block * {kernel.Keys * Block} + (j{first}) * {Block} + lane".Replace("(j)", "j")))};");
        }
    }

    /// <summary>The same for sixteen keys in the lanes.</summary>
    private static void WriteTurnedBias(CodeWriter writer, AttentionKernel kernel, Width width)
    {
        if (!kernel.HasBias)
            return;
        writer.WriteLine($"LaneBlocks.Transpose(&bias[block * {kernel.Keys * Block} + {KeyAt(kernel)} * {Block}], turned);");
        using (writer.Block($"for (nint i = 0; i < {Square}; i += {width.Lanes})"))
            writer.WriteLine($"{width.Load("p", "i")} = {width.MultiplyAdd(width.Load("p", "i"), width.Create("scale"), width.Load("turned", "i"))};");
    }

    /// <summary>dB += dS; what was turned is dS times the scale.</summary>
    private static void WriteBiasGradient(CodeWriter writer, AttentionKernel kernel, Width width)
    {
        if (!kernel.HasBias)
            return;
        writer.WriteLine($"var db = &dbias[block * {kernel.Keys * Block} + {KeyAt(kernel)} * {Block}];");
        using (writer.Block($"for (nint i = 0; i < Math.Min({Square}, ({kernel.Keys} - {KeyAt(kernel)}) * {Block}); i += {width.Lanes})"))
            writer.WriteLine($"{width.Load("db", "i")} += {width.Load("turned", "i")} * {width.Create($"{writer.Element.Literal(1)} / scale")};");
    }

    /// <summary>The blocks of keys of which the block of queries sees some.</summary>
    private static void DeclareSeen(CodeWriter writer, AttentionKernel kernel)
    {
        var ahead = kernel.Keys - kernel.Queries;
        if (!kernel.Causal && kernel.Window == 0)
        {
            writer.WriteLine(kernel.HasLengths ? $"var blocks = (keys + {Block - 1}) >> 4;" : $"const nint blocks = {kernel.KeyBlocks};");
            return;
        }
        var end = kernel.HasLengths ? $"((keys + {Block - 1}) >> 4) - 1" : $"{kernel.KeyBlocks - 1}";
        var last = kernel.Causal ? $"Math.Min({end}, (block * {Block}{Signed(Block - 1 + ahead)}) >> 4)" : end;
        if (kernel.Window > 0)
            writer.WriteLine($"var first = Math.Max(0, (block * {Block}{Signed(1 + ahead - kernel.Window)}) >> 4);");
        writer.WriteLine($"var blocks = Math.Max(0, {last}{(kernel.Window > 0 ? " - first" : "")} + 1);");
    }

    /// <summary>How far the first key that is seen is; nothing where it is the first of all.</summary>
    private static string FirstKey(AttentionKernel kernel, int size) => kernel.Window == 0 ? "" : $"first * {size}";

    /// <summary>Hides, in the blocks of scores, what a query does not see.</summary>
    private static void WriteMasks(CodeWriter writer, AttentionKernel kernel, Width width, string method, string scores, string place)
    {
        if (!kernel.HasMask)
            return;
        using (writer.Block("for (nint b = 0; b < blocks; b++)"))
            WriteMask(writer, kernel, width, method, $"&{scores}[{place}]");
    }

    private static void WriteMask(CodeWriter writer, AttentionKernel kernel, Width width, string method, string scores)
    {
        if (!kernel.HasMask)
            return;
        var block = kernel.Window == 0 ? "b" : "first + b";
        List<string> partly = [];
        if (kernel.Causal)
            partly.Add($"ahead > {Literal.Of(1 - Block)}");
        if (kernel.Window > 0)
            partly.Add($"ahead <= {Literal.Of(Block - 1 - kernel.Window)}");
        var keys = kernel.HasLengths ? "keys" : $"{kernel.Keys}";
        if (kernel.HasLengths)
            partly.Add($"({block} + 1) * {Block} > keys");
        else if (kernel.Keys % Block > 0)
            partly.Add($"{block} == {kernel.KeyBlocks - 1}");
        writer.WriteLine($"var ahead = ({block} - block) * {Block}{Signed(kernel.Queries - kernel.Keys)};");
        writer.WriteLine($"if ({string.Join(" || ", partly)})");
        using (writer.Indent())
            writer.WriteLine($"{method}{width.Name}({scores}, ahead, {keys} - {ConvWalk.Parenthesised(block)} * {Block});");
    }

    /// <summary>Sets scores of sixteen queries and sixteen keys to −∞ where the query does not see the key.</summary>
    private static void WriteMask(CodeWriter writer, AttentionKernel kernel, Width width, string method, bool keysInLanes)
    {
        writer.Blank();
        writer.WriteLine($"/// <summary>The scores of what is not seen are −∞; the first key is so many positions ahead of the first query, and so many keys are there. {(keysInLanes ? "Keys" : "Queries")} lie in the lanes.</summary>");
        using (Dispatch.Method(writer, method, width, [("T*", "scores"), ("nint", "ahead"), ("nint", "keys")], documented: true))
        {
            writer.WriteLine($"var hidden = {width.Create(Infinity(writer, "Negative"))};");
            using (LaneLoop(writer, width))
            {
                writer.WriteLine($"var place = {width.Type}.Indices + {width.Create($"({writer.Element.Name})lane")};");
                using (writer.Block($"for (nint i = 0; i < {Block}; i++)"))
                {
                    writer.WriteLine($"var score = {width.Load("scores", $"i * {Block} + lane")};");
                    // How far the key is ahead of the query: above 0 it is later, and a window back it is too early.
                    writer.WriteLine(keysInLanes
                        ? $"var far = place + {width.Create($"({writer.Element.Name})(ahead - i)")};"
                        : $"var far = {width.Create($"({writer.Element.Name})(ahead + i)")} - place;");
                    if (kernel.Causal)
                        writer.WriteLine($"score = VectorMath.SelectGreater(far, {width.Zero}, hidden, score);");
                    if (kernel.Window > 0)
                        writer.WriteLine($"score = VectorMath.SelectGreater(far, {width.Create(writer.Element.Literal(-kernel.Window))}, score, hidden);");
                    if (kernel.HasLengths || kernel.Keys % Block > 0)
                        writer.WriteLine(keysInLanes ? $"score = VectorMath.SelectGreater({width.Create($"({writer.Element.Name})keys")}, place, score, hidden);" : "score = i < keys ? score : hidden;");
                    writer.WriteLine($"{width.Load("scores", $"i * {Block} + lane")} = score;");
                }
            }
        }
    }

    private static CodeWriter.Scope LaneLoop(CodeWriter writer, Width width) => writer.Block($"for (nint lane = 0; lane < {Block}; lane += {width.Lanes})");

    private static string Signed(int offset) => offset < 0 ? $" - {-offset}" : Pointer.Plus(offset);

    private static string Infinity(CodeWriter writer, string sign) => $"{writer.Element.Name}.{sign}Infinity";
}
