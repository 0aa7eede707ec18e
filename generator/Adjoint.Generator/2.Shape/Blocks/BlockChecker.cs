using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Checks a block by itself: names, the reading of values, expressions, and whatever else is right or wrong at any size. It reads the block as the shape
/// stage reads a network, with values whose shapes are not known.
/// </summary>
internal sealed class BlockChecker : ShapeBuilder
{
    private static readonly TensorShape Unknown = new([1]);

    /// <summary>Images, sequences and vectors, small and large, odd and even, and with axes that many numbers divide; those first that most layers read, for one that fits is enough.</summary>
    private static readonly IReadOnlyList<EquatableArray<int>> Probes =
    [
        .. new[] { (7, 7, 7), (40, 40, 40), (55440, 3, 3), (3, 3, 55440) }.SelectMany(static sizes =>
            new[] { 3, 1, 2, 4 }.Select(rank => Sizes(rank, sizes.Item1, sizes.Item2, sizes.Item3))),
    ];

    /// <summary>What a parameter may be: one, few, many.</summary>
    private static readonly IReadOnlyList<int> Tried = [1, 2, 3, 8, 60];

    private readonly BlockDeclaration block;
    private readonly EquatableArray<BlockDeclaration> blocks;
    private readonly HashSet<string> parameters;

    private BlockChecker(BlockDeclaration block, EquatableArray<BlockDeclaration> blocks, CancellationToken cancellation)
        : base(Alone(block.Name, block.Words, blocks), new Frame(block.Words, block), cancellation)
    {
        this.block = block;
        this.blocks = blocks;
        parameters = [.. BlockParameters.Read(block, out _).Select(static p => p.Name)];
    }

    /// <summary>What is wrong with the block, wherever it is used.</summary>
    public static EquatableArray<Problem> Check(BlockDeclaration block, EquatableArray<BlockDeclaration> blocks, CancellationToken cancellation)
    {
        BlockParameters.Read(block, out var problem);
        if (problem is not null || !block.Problems.IsEmpty)
            return [.. block.Problems, .. problem is null ? [] : new[] { problem }];
        return new BlockChecker(block, blocks, cancellation).CheckFrame(Unknown).Problems;
    }

    /// <summary>What is wrong with the block, or else what there is to remark on it.</summary>
    public static EquatableArray<Problem> Judge(BlockDeclaration block, EquatableArray<BlockDeclaration> blocks, CancellationToken cancellation)
    {
        var problems = Check(block, blocks, cancellation);
        return problems.IsEmpty ? Remarks.On(new BlockChecker(block, blocks, cancellation).CheckFrame(Unknown), isBlock: true) : problems;
    }

    private protected override bool KnowsShapes => false;

    /// <summary>What an attribute says in numbers alone can be judged, if it is wrong for every shape that comes in.</summary>
    private protected override TensorShape? Infer(Operator @operator, ShapeContext context, int attribute)
    {
        var word = block.Words[attribute];
        if (@operator is not MergeOperator && (word is ExpressionWord expressions ? FailureAtAnySize(expressions, context) : FailureAtAnyShape(context.Word!, context.NodeName)) is { } problem)
        {
            var remedies = problem.Remedies.Where(static remedy => remedy.Edits.All(static edit => edit.Place.Attribute == 1))
                .Select(remedy => remedy with { Edits = remedy.Edits.Select(edit => edit with { Place = edit.Place with { Attribute = attribute } }).ToEquatableArray() });
            ReportWith(remedies.ToEquatableArray(), problem.Rule, problem.Place with { Attribute = attribute }, [.. problem.Words]);
        }
        return Unknown;
    }

    /// <summary>A problem that no value of the block's parameters mends, with an argument that names none of them.</summary>
    private static Problem? FailureAtAnySize(ExpressionWord expressions, ShapeContext context)
    {
        HashSet<string> sized = [];
        Problem? first = null;
        foreach (var size in Tried)
        {
            var word = expressions.With((_, argument, _) =>
            {
                sized.Add(argument);
                return size;
            });
            if (word is not LayerWord layer || FailureAtAnyShape(layer, context.NodeName) is not { } problem || (first ??= problem).Rule != problem.Rule || first.Place != problem.Place)
                return null;
        }
        return first is { Place.Argument: { } failing } && !sized.Contains(failing) ? first : null;
    }

    /// <summary>An expression over names that there may be has a value somewhere.</summary>
    private protected override double ValueOf(SizeExpression expression, string text, NumberKind kind, SourcePlace place)
    {
        if (SizeNames.Unknown(expression, parameters) is { } unknown)
        {
            IReadOnlyList<string> known = [.. parameters, .. SizeNames.All];
            ReportWith(NearestSize(text, unknown, known, place), Rules.UnknownSize, place, unknown, Spelling.Advice(unknown, known));
        }
        return 1;
    }

    /// <summary>What stands inside of another block is no matter of this one's.</summary>
    private protected override void ReadBlock(BlockDeclaration inner, string name, BlockWord use, IReadOnlyList<NamedValue> given, int repetition)
    {
        if (PathTo(inner, []) is { } path)
            Report(Rules.BlockInItself, ReadingPlace, block.Name, string.Join(" → ", path));
        else
            AddOpaque(use, name, given, Unknown);
    }

    /// <summary>The tensors of an inner block are not known here, but the name of its use is.</summary>
    private protected override bool IsUsed(string owner) => IsNamed(owner);

    /// <summary>The names of the blocks through which <paramref name="from"/> uses the block that is checked; null if it does not.</summary>
    private IReadOnlyList<string>? PathTo(BlockDeclaration from, HashSet<string> seen)
    {
        if (from.Key == block.Key)
            return [block.Name, block.Name];
        if (!seen.Add(from.Key))
            return null;
        var used = from.Words.Select(static word => word is ExpressionWord expressions ? expressions.Unsized : word).OfType<BlockWord>().Select(static use => use.Block);
        var path = blocks.Where(b => used.Contains(b.Key)).Select(b => PathTo(b, seen)).FirstOrDefault(static p => p is not null);
        return path is null ? null : [block.Name, from.Name, .. path.Skip(1)];
    }

    /// <summary>A problem with the attribute's own values that is the same, to the word, whatever comes in.</summary>
    private static Problem? FailureAtAnyShape(LayerWord word, string name)
    {
        var layer = word with { LayerName = name, SharedWith = null };
        var @operator = OperatorTable.Find(layer.Name, layer.Options);
        // Edges have no shape that is probed, and whether it is edges that come in, only a use says.
        if (@operator is SelfLoops)
            return null;
        int? tokens = @operator is { Tokens: TokenUse.Read } ? 10 : null;
        var found = new List<Problem>();
        foreach (var shape in Probes)
        {
            var problem = Build(Alone("", [new InputWord(null, shape, tokens), layer], []), CancellationToken.None).Problems.FirstOrDefault(static p => p.Place.Attribute == 1);
            if (problem is null)
                return null;
            if (Rules.IsAboutValues(problem.Rule))
                found.Add(problem);
        }
        return found.Count > 1 && found.All(p => p == found[0]) ? found[0] : null;
    }

    private static EquatableArray<int> Sizes(int rank, int first, int middle, int last) =>
        Enumerable.Range(0, rank).Select(axis => axis == rank - 1 ? last : axis == 0 ? first : middle).ToEquatableArray();

    private static NetworkDeclaration Alone(string name, EquatableArray<Word> words, EquatableArray<BlockDeclaration> blocks) =>
        new("", name, [], "class", "internal", name, words, blocks, []);
}
