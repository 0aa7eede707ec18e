using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// The second stage: gives every value a name and a shape, or says what does not fit and where. After the first problem the rest is not judged, for
/// what follows from a mistake is not another mistake.
/// </summary>
internal partial class ShapeBuilder : IShapes
{
    private readonly NetworkDeclaration declaration;
    private readonly CancellationToken cancellation;
    private readonly List<Value> values = [];
    private readonly List<Node> nodes = [];
    private readonly List<Node> losses = [];
    private readonly List<Problem> problems;
    private readonly Names names;
    private readonly LayerNames layerNames;
    private readonly ParameterList parameters;

    /// <summary>The attributes that are being read.</summary>
    private Frame frame;

    /// <summary>The value that the next layer reads, and what made it.</summary>
    private NamedValue? current;

    /// <summary>What the network computes in.</summary>
    public Precision Precision => declaration.Precision;

    /// <summary>What weights are drawn from where their layer does not say.</summary>
    public InitOptions Init => declaration.Init ?? InitOptions.None;

    private protected ShapeBuilder(NetworkDeclaration declaration, Frame frame, CancellationToken cancellation)
    {
        this.declaration = declaration;
        this.cancellation = cancellation;
        this.frame = frame;
        problems = [.. declaration.Problems];
        judging = losses;
        names = frame.Block is null ? new Names(GeneratedMembers.Reserved, declaration.Name) : new Names([]);
        layerNames = new LayerNames(names);
        parameters = new ParameterList(declaration.Name, names, problems);
    }

    /// <summary>Shapes a network.</summary>
    public static ShapedNetwork Build(NetworkDeclaration declaration, CancellationToken cancellation)
    {
        var builder = new ShapeBuilder(declaration, new Frame(declaration.Words), cancellation);
        builder.ReadFrame();
        return builder.Finish();
    }

    /// <summary>The network's tensors.</summary>
    public ParameterList Parameters => parameters;

    /// <summary>What the names of the layers begin with that are read now.</summary>
    public string Prefix => frame.Prefix;

    /// <summary>The layer of the library's that the layers are parts of which are read now; null outside of one.</summary>
    public string? WholeLayer => frame.WholeLayer;

    /// <summary>Whether anything is wrong so far.</summary>
    public bool HasProblems => problems.Count > 0;

    /// <summary>A name that no value has yet: this one, or it with a number.</summary>
    public string FreeName(string name) =>
        Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : FormattableString.Invariant($"{name}{i}")).First(n => !frame.Named.ContainsKey(n));

    /// <summary>The node that computes a value; null for an input.</summary>
    public Node? MakerOf(Value value) => nodes.FirstOrDefault(n => n.Output == value.Id);

    /// <summary>The numbers of the values that a node reads, as values.</summary>
    public Value ValueAt(int id) => values[id];

    /// <summary>Adds a value that only one node knows; returns its number.</summary>
    public int AddIntermediate(string symbol, TensorShape shape) => AddValue(names.Next(symbol), shape).Id;

    /// <summary>Notes a problem with what is being read. Inside of a block it is one of the use of the block, for the block is right at other sizes.</summary>
    public void Report(string rule, SourcePlace place, params object[] words) => ReportWith([], rule, place, words);

    /// <summary>Notes a problem, and what mends it.</summary>
    public void ReportWith(EquatableArray<Remedy> remedies, string rule, SourcePlace place, params object[] words) => Report(Problem.Of(rule, place, words).MendedBy(remedies));

    /// <summary>Notes a problem.</summary>
    public void Report(Problem problem) => problems.Add(frame.Outer is null ? problem : Misfit(problem));

    /// <summary>Reads the attributes of the frame.</summary>
    private protected void ReadFrame()
    {
        for (var i = 0; i < frame.Words.Count && problems.Count == 0; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            frame.Current = i;
            Read(frame.IsFrozen ? frame.Words[i].AsFrozen() : frame.Words[i], i);
        }
    }

    private void Read(Word written, int attribute)
    {
        if (frame.Block is not null && written is OutputWord or TangentWord or LossWord or ObjectiveWord or EntryWord)
            Report(Rules.NotInABlock, SourcePlace.Of(attribute), written.Name, frame.Block.Name);
        else if (written is InputWord input && frame.Block is not null)
            ReadBlockInput(input, attribute);
        else if (written is InputWord first)
            ReadInput(first, attribute);
        else if (current is null)
            Report(Rules.NoInput, SourcePlace.Class, declaration.Name);
        else if (written is LossWord loss)
            ReadLoss(loss, attribute);
        else if (written is ObjectiveWord objective)
            ReadObjective(objective, attribute);
        else if (written is EntryWord entry)
            ReadEntry(entry, attribute);
        else if (FirstLoss is { } above)
        {
            var end = frame.Words.ToList().FindIndex(static word => word is LossWord);
            ReportWith(
                [Remedy.Move(attribute, end, $"Move {written.Name} before {above.Name}"), Remedy.Remove(attribute, written.Name)],
                Rules.LayerAfterLoss, SourcePlace.Of(attribute), written.Name, above.Name);
        }
        else if (WithNumbers(written, attribute) is { } word)
            ReadWithNumbers(word, attribute);
    }

    private void ReadWithNumbers(Word word, int attribute)
    {
        switch (word)
        {
            case AsWord name:
                ReadAs(name, attribute);
                break;
            case FromWord from:
                current = Find(from.Value ?? "", new SourcePlace(attribute, "value")) ?? current;
                break;
            case OutputWord output:
                ReadOutput(output, attribute);
                break;
            case TangentWord tangent:
                ReadTangent(tangent, attribute);
                break;
            case RecurrentWord recurrent:
                ReadRecurrent(recurrent, attribute);
                break;
            case TransformerWord transformer:
                ReadTransformer(transformer, attribute);
                break;
            case GraphWord graph:
                ReadGraphLayer(graph, attribute);
                break;
            case MultiHeadWord attention:
                ReadMultiHead(attention, attribute);
                break;
            case StateWord state:
                ReadState(state, attribute);
                break;
            case NextWord next:
                ReadNext(next, attribute);
                break;
            case BlockWord use:
                ReadBlockUse(use, attribute);
                break;
            case ProjectWord project:
                ReadProjection(project, attribute);
                break;
            case LayerWord layer when OperatorTable.Find(layer.Name, layer.Options) is { } @operator:
                ReadLayer(@operator, layer, attribute);
                break;
            default:
                Report(Rules.UnknownLayer, SourcePlace.Of(attribute), word.Name);
                break;
        }
    }

    private void ReadLayer(Operator @operator, LayerWord layer, int attribute)
    {
        if (Claim(layerNames.Of(layer, frame.Prefix), attribute) is not { } name || OthersOf(layer, attribute) is not { } others)
            return;
        NamedValue[] inputs = layer.Facts.OnlyOthers.Count > 0 ? [.. others] : [current!, .. others];
        var fullName = frame.Prefix + name;
        var context = new ShapeContext(this, layer, attribute, fullName, inputs);
        if (Infer(@operator, context, attribute) is not { } shape || problems.Count > 0)
            return;
        if (shape.Size > Limits.SequenceSize)
            Report(Rules.TooLarge, SourcePlace.Of(attribute), $"'{fullName}'", shape.Size, "values", Limits.ValueSize);
        else if (scan is not null && @operator.MixesRows)
            Report(Rules.NotInACell, SourcePlace.Of(attribute), @operator.Name, "normalise over features, with LayerNorm, or before or behind the loop");
        else if (nodes.Count == Limits.Layers)
            Report(Rules.TooLarge, SourcePlace.Of(attribute), $"'{declaration.Name}'", nodes.Count + 1, "layers", Limits.Layers);
        else if (@operator is Attention attention)
            AddAttention(attention, name, inputs, shape, context, attribute);
        else if (@operator is EdgeOperator)
            AddOfEdges(@operator, name, inputs, shape);
        else if (inputs.Any(static i => i.Value.Lengths is not null) && scan is null)
            AddOfLengths(@operator, name, [.. inputs.Select(input => Expanded(@operator, input, shape, fullName))], shape, context, attribute);
        else if (@operator is MaskSteps)
            Report(Rules.NoLengths, SourcePlace.Of(attribute), $"'{fullName}'", $"reads {inputs[0].Source}, whose rows have no lengths", "write Lengths = true in the input, or remove Mask");
        else
            AddNode(
                @operator, name, [.. inputs.Select(input => Expanded(@operator, input, shape, fullName))], names.Next(@operator.IsView ? "v" : @operator.Symbol),
                shape, context.Parameters, context.Intermediates);
    }

    /// <summary>A value as an elementwise merge reads it: where it has another shape, a layer of the compiler's own repeats it.</summary>
    private NamedValue Expanded(Operator @operator, NamedValue input, TensorShape shape, string name)
    {
        if (@operator is not ElementwiseMerge || input.Value.Shape == shape)
            return input;
        var expand = new Expand(shape);
        var output = AddValue(names.Next(input.Value.Name + "All"), shape);
        if (input.Value.Lengths is not null && expand.StepAxis(input.Value.Shape, shape, 0) == 0)
            output = values[output.Id] = output with { Lengths = input.Value.Lengths, IsMasked = input.Value.IsMasked };
        nodes.Add(new Node(expand, frame.Path[0].Current, $"{name}.expand", [input.Value.Id], output.Id, []));
        return input with { Value = output };
    }

    /// <summary>The output's shape, or null after a problem was reported.</summary>
    private protected virtual TensorShape? Infer(Operator @operator, ShapeContext context, int attribute) =>
        ReadsRightKinds(@operator, context.Inputs, attribute) ? @operator.Infer(context) : null;

    /// <summary>Whether a value above has this name.</summary>
    private protected bool IsNamed(string value) => frame.Named.ContainsKey(value);

    /// <summary>The place of the attribute that is being read.</summary>
    private protected SourcePlace ReadingPlace => SourcePlace.Of(frame.Current);

    /// <summary>Adds what stands for the layers of a block, where those are not looked at.</summary>
    private protected void AddOpaque(BlockWord use, string name, IReadOnlyList<NamedValue> given, TensorShape shape) => AddNode(new OpaqueBlock(use.Name), name, given, "h", shape, [], []);

    /// <summary>Adds a layer, and makes its output the current value.</summary>
    private void AddNode(
        Operator @operator, string name, IReadOnlyList<NamedValue> inputs, string symbol, TensorShape shape, IReadOnlyList<int> tensors,
        IReadOnlyList<int> intermediates)
    {
        var output = AddValue(symbol, shape, @operator.Tokens == TokenUse.Moved ? inputs[0].Value.Tokens : 0);
        if (@operator is SelfLoops)
            output = values[output.Id] = output with { AreEdges = true };
        if (@operator.KeepsPlaces && inputs[0].Value.IsBidirectional)
            output = MarkBidirectional(output);
        var fullName = frame.Prefix + name;
        var attribute = frame.Path[0].Current;
        nodes.Add(new Node(
            @operator, attribute, fullName, @operator.ReadsNothing ? [] : inputs.Select(static i => i.Value.Id).ToEquatableArray(), output.Id, tensors.ToEquatableArray(),
            intermediates.ToEquatableArray()));
        current = new NamedValue(output, $"'{fullName}'", attribute);
        frame.Named[name] = current;
    }

    /// <summary>A name, taken for a layer or the use of a block; null after a problem was reported.</summary>
    private string? Claim(string name, int attribute)
    {
        if (!Names.IsLayerName(name, frame.Block is not null))
            ReportWith(Sound(name, new SourcePlace(attribute, "Name")), Rules.NameNotAnIdentifier, new SourcePlace(attribute, "Name"), name);
        else if (frame.Named.ContainsKey(name) || !names.Take(frame.Prefix + name))
            ReportWith(Free(name, new SourcePlace(attribute, "Name")), Rules.NameTakenTwice, new SourcePlace(attribute, "Name"), name, OwnerOf(name));
        else
            return name;
        return null;
    }

    private string OwnerOf(string name) =>
        frame.Block is null && string.Equals(name, declaration.Name, StringComparison.OrdinalIgnoreCase) ? "the class itself"
        : frame.Block is null && GeneratedMembers.Reserved.Contains(name) ? "a member of the generated class"
        : nodes.Any(n => n.Name == frame.Prefix + name) || !frame.Named.ContainsKey(name) ? "another layer"
        : "another value";

    private Value AddValue(string name, TensorShape shape, int tokens = 0)
    {
        values.Add(new Value(values.Count, name, shape) { Tokens = tokens, Scan = scan });
        return values[values.Count - 1];
    }

    /// <summary>Reads the frame with one value coming in, the last value going out, and all between them read.</summary>
    private protected ShapedNetwork CheckFrame(TensorShape incoming)
    {
        current = new NamedValue(AddValue("x", incoming), "the incoming value", -1);
        ReadFrame();
        CheckStates();
        return Finish();
    }

    private ShapedNetwork Finish()
    {
        if (current is null && problems.Count == 0)
            Report(Rules.NoInput, SourcePlace.Class, declaration.Name);
        if (outputs.Count == 0 && current is not null && frame.Block is null && problems.Count == 0)
            current = Masked(current, "output");
        if (outputs.Count == 0 && current is not null && (frame.Block is not null || problems.Count > 0 || AreNumbers(current, "An output", frame.Current)))
            outputs.Add(current.Value.Id);
        if (problems.Count == 0 && frame.Block is null)
            CheckTargets(losses, [.. parameters.Where(static p => p.IsTrained).Select(static p => p.Id)]);
        var parts = ShapeFacets();
        if (problems.Count == 0)
            CheckThatAllIsRead(parts);
        if (problems.Count == 0 && frame.Block is null)
            CheckPortNames();
        if (problems.Count == 0 && frame.Block is null)
            CheckDerivatives();
        if (problems.Count == 0 && frame.Block is null && declaration.Carries)
            CheckCarry();
        var network = new ShapedNetwork(
            declaration, values.ToEquatableArray(), nodes.ToEquatableArray(), losses.ToEquatableArray(), parameters.Place(),
            inputs.ToEquatableArray(), outputs.ToEquatableArray(), problems.ToEquatableArray()) { Facets = parts };
        if (problems.Count == 0 && frame.Block is null && nodes.Find(node => values[node.Output].Shape.Size > Limits.ValueSize) is { } large && PositionNetwork.Of(network) is null)
            return network with { Problems = [Problem.Of(Rules.TooLarge, SourcePlace.Of(large.Attribute), $"'{large.Name}'", values[large.Output].Shape.Size, "values", Limits.ValueSize)] };
        return problems.Count == 0 && frame.Block is null && declaration.HasSteps && StepNetwork.Of(network).Problem is { } refused ? network with { Problems = [refused] } : network;
    }
}
