using Adjoint.Generator.Declare;
using Adjoint.Generator.Operators;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>
/// Makes the network of one step: sequences have one step, the values of loops are ordinary values, and what a layer reads of earlier steps is a state, which comes in and goes out.
/// </summary>
internal sealed class StepBuilder
{
    /// <summary>What a float can count, 2²⁴: steps are numbered in the network's type.</summary>
    private const int Countable = 1 << 24;

    private readonly ShapedNetwork network;
    private readonly int written;
    private readonly List<Value> values = [];
    private readonly List<Node> nodes = [];
    private readonly HashSet<string> names = [];

    /// <summary>What has become of the declared network's values.</summary>
    private readonly Dictionary<int, Stepped> of = [];

    private readonly List<int> inputs = [];
    private readonly List<State> states = [];
    private int? number;

    /// <summary>The steps that there is room for; null where there is no end.</summary>
    private int? most;
    private int length = 1;

    /// <param name="network">The declared network.</param>
    /// <param name="axis">The axis of the steps in its inputs: 0, or −1 for the last.</param>
    public StepBuilder(ShapedNetwork network, int axis)
    {
        (this.network, written) = (network, axis);
        ReadInputs();
        foreach (var node in network.Nodes)
        {
            ReadNode(node);
            if (Refused is not null)
                return;
            Read++;
        }
    }

    /// <summary>The layers that have been read.</summary>
    public int Read { get; private set; }

    /// <summary>What stands in the way; null where nothing does.</summary>
    public Problem? Refused { get; private set; }

    /// <summary>The network, if nothing stands in the way.</summary>
    public StepNetwork Build()
    {
        var ordered = states.OrderBy(static s => (s.IsKept, s.Past.HasValue)).ToList();
        var outputs = network.Outputs.Select(id => IdOf(id)).Concat(ordered.Where(static s => !s.IsKept).Select(s => s.Past ?? IdOf(s.Next))).ToEquatableArray();
        var built = network with
        {
            Values = values.ToEquatableArray(),
            Nodes = nodes.ToEquatableArray(),
            Losses = [],
            Inputs = [.. inputs, .. number is { } n ? new[] { n } : [], .. ordered.Select(static s => s.Input)],
            Outputs = outputs,
        };
        var before = Given.Concat(network.Outputs).Select(BeforeSteps).ToEquatableArray();
        return new StepNetwork(
            built, length, ordered.Select(static s => s.Name).ToEquatableArray(), number.HasValue,
            ordered.Count(static s => s.IsKept), most ?? (number.HasValue ? Countable : null), before);
    }

    private int BeforeSteps(int value) => of[value] is { Axis: { } axis } ? network.Values[value].Shape.Sizes.Take(axis).Aggregate(1, static (product, size) => product * size) : 0;

    /// <summary>The inputs without those that say where rows end: a step is there.</summary>
    private IReadOnlyList<int> Given => [.. network.Inputs.Where(input => network.Values.All(value => value.Lengths != input))];

    private void ReadInputs()
    {
        for (var i = 0; i < Given.Count; i++)
        {
            var value = network.Values[Given[i]];
            var axis = written < 0 ? value.Shape.Rank - 1 : 0;
            // A vector of numbers beside sequences is the same at every step.
            int? steps = value.Shape.Rank > 1 || value.Tokens > 0 || i == 0 ? axis : null;
            if (inputs.Count == 0)
                length = value.Shape.Sizes[axis];
            else if (steps is { } other && value.Shape.Sizes[other] != length)
                steps = null;
            of[value.Id] = new Stepped(Copy(value, steps), steps, steps is null ? Place.EveryStep : Place.Step);
            inputs.Add(of[value.Id].Id);
        }
    }

    private void ReadNode(Node node)
    {
        var read = node.Inputs.Select(id => of.TryGetValue(id, out var stepped) ? stepped : null).ToList();
        var output = network.Values[node.Output];
        var places = read.OfType<Stepped>().Select(static r => r.Place).ToList();
        if (node.Operator is Delay)
            ReadState(node, output);
        else if (node.Operator is MaskSteps)
            of[node.Output] = of[node.Inputs[0]];
        else if (places.Contains(Place.AfterLast) && places.Exists(static p => p is Place.Step or Place.Cell))
            Refuse(node, "reads what is there after the last step", "read it behind Last only");
        else if (node.Operator is Expand && read[0]!.Axis is null)
            of[node.Output] = new Stepped(-1, null, read[0]!.Place) { Repeats = node };
        else if (node.Operator is StepsOf or Sequence or Last or LastOfSteps { IsBidirectional: false })
            ReadEdge(node, read[0]!, output);
        else if (read.Find(static r => r!.Axis is not null)?.Axis is { } axis)
            ReadSteps(node, output, axis);
        else
            of[node.Output] = new Stepped(Add(node.Operator, node, [.. node.Inputs.Select(id => IdOf(id))], Copy(output, null)), null, PlaceOf(output, places));
    }

    private static Place PlaceOf(Value output, List<Place> read) => output.Scan is not null ? Place.Cell : read.Contains(Place.AfterLast) ? Place.AfterLast : Place.EveryStep;

    private void ReadState(Node node, Value output)
    {
        if (node.Operator is Delay { HasInitial: true })
        {
            Refuse(node, "begins with a value, which a step has no place for", "let it begin with 0");
            return;
        }
        var state = Copy(output, null);
        of[node.Output] = new Stepped(state, null, Place.Cell);
        states.Add(new State(node.Name, state, node.Inputs[0], null));
    }

    /// <summary>The way into a loop and out of it, and the last step: of one step they make no more than another shape.</summary>
    private void ReadEdge(Node node, Stepped from, Value output)
    {
        if (from is { Repeats: not null } && from.Place == Place.AfterLast)
        {
            Refuse(node, "reads what is there after the last step", "read it behind Last only");
            return;
        }
        if (node.Operator is not Sequence && from is { Axis: not 0, Repeats: null })
        {
            Refuse(node, "needs a sequence with its steps first", "write Transpose before it");
            return;
        }
        int? axis = node.Operator is Sequence ? 0 : null;
        Operator view = node.Operator is Sequence ? new Sequence(1) : new StepsOf();
        var id = Add(view, node, [IdOf(node.Inputs[0], 0)], Copy(output, axis));
        of[node.Output] = new Stepped(id, axis, node.Operator is Last or LastOfSteps ? Place.AfterLast : node.Operator is StepsOf ? Place.Cell : Place.Step);
    }

    private void ReadSteps(Node node, Value output, int axis)
    {
        if (axis == 0 && output.Shape.Rank == 2 && OfStep(node, output) is { } added)
        {
            of[node.Output] = new Stepped(added, 0, Place.Step);
            return;
        }
        if (node.Operator is Attention || node.Operator.StepAxis(network.Values[node.Inputs[0]].Shape, output.Shape, axis) is not { } to)
        {
            var (what, advice) = ReasonOf(node.Operator);
            Refuse(node, what, advice);
            return;
        }
        List<int> read = [];
        foreach (var input in node.Inputs)
        {
            if (of[input] is { Axis: null, Repeats: null } || (of[input].Axis is { } other && other != axis))
            {
                Refuse(node, "reads a value that differs from step to step and is no sequence", "leave Step out");
                return;
            }
            read.Add(IdOf(input, axis));
        }
        if (node.Operator.StepsBefore > 0)
            read[0] = AddWindow(node, read[0], axis);
        of[node.Output] = new Stepped(Add(node.Operator is Convolution c ? c.OfWindow : node.Operator, node, read, Copy(output, to)), to, Place.Step);
    }

    /// <summary>Why a layer cannot be computed step by step, and what can be done.</summary>
    private static (string What, string Advice) ReasonOf(Operator @operator) => @operator switch
    {
        Flip or FlipSteps => ("runs from the last step to the first", "let it run forward, or leave Step out"),
        Convolution { Options.Causal: false } => ("reads steps behind its own", "write Causal = true in it"),
        Reduction => ("brings all steps together", "write Last in its place, or leave Step out"),
        Attention { HasBias: true } => ("adds a bias, whose rows a step does not know", "leave Bias out, or Step"),
        Attention { Options.Causal: false } => ("reads steps behind its own", "write Causal = true in it"),
        _ => ("brings all steps together", "leave Step out"),
    };

    /// <summary>The earlier steps that a layer reads, and the step itself; they are kept for the next.</summary>
    private int AddWindow(Node node, int input, int axis)
    {
        var (step, before) = (values[input], node.Operator.StepsBefore);
        TensorShape Long(int steps) => new([.. step.Shape.Sizes.Select((size, i) => i == axis ? steps : size)]);
        var past = AddValue(step.Name + "Past", Long(before));
        var window = Add(new Concat(new ConcatOptions(axis)), node with { Name = node.Name + ".window", Parameters = [] }, [past, input], AddValue(step.Name + "Window", Long(before + 1)));
        var next = Add(new Slice(new SliceOptions(axis, 1, before, 1)), node with { Name = node.Name + ".next", Parameters = [] }, [window], AddValue(step.Name + "Next", Long(before)));
        states.Add(new State(node.Name, past, -1, next));
        return window;
    }

    /// <summary>The layer that takes the place of one that knows positions, or asks them, in a step; null for other layers.</summary>
    private int? OfStep(Node node, Value output) => node.Operator switch
    {
        PositionEmbedding => AddOfNumber(node, output),
        SinusoidalPositions layer => Add(new SinusoidalStep(layer.Options.Base), node, [IdOf(node.Inputs[0], 0), Number], Copy(output, 0)),
        Rotation { First: 0 } layer => Add(new RotationStep(layer), node, [IdOf(node.Inputs[0], 0), Number], Copy(output, 0)),
        Attention { Options.Causal: true, HasBias: false, HasLengths: false } layer when node.Inputs.All(id => of[id] is { Axis: 0 } or { Repeats: not null }) => AddAttention(node, layer, output),
        // A query may ask what is the same at every step.
        Attention { Options.Causal: false, HasBias: false, HasLengths: false } layer
            when node.Inputs.Skip(1).Any() && node.Inputs.Skip(1).All(id => of[id] is { Axis: null, Repeats: null, Place: Place.EveryStep }) =>
            Add(layer, node, [IdOf(node.Inputs[0], 0), of[node.Inputs[1]].Id, of[node.Inputs[2]].Id], Copy(output, 0)),
        _ => null,
    };

    /// <summary>The number of the step, as an input.</summary>
    private int Number => number ??= AddValue("n", new([1]), length);

    /// <summary>Attention to the step and those before, whose keys and values stay where they are.</summary>
    private int AddAttention(Node node, Attention layer, Value output)
    {
        var (width, window) = (layer.WidthOf(network.Values[node.Inputs[0]].Shape.Last, layer.IsPacked(node.Inputs.Count)), layer.Options.Window);
        var isRing = window > 0 && window < length;
        if (!isRing)
            most = length;
        var step = new AttentionStep(layer.Options.Heads, layer.KeyHeads, width, isRing ? window : length, isRing, layer.Options.Scale ?? 1 / Math.Sqrt(width), layer.IsPacked(node.Inputs.Count));
        var keys = AddValue(output.Name + "Keys", new([step.KeySize]));
        var values = AddValue(output.Name + "Values", new([step.ValueSize]));
        states.Add(new State(node.Name + ".keys", keys, -1, null) { IsKept = true });
        states.Add(new State(node.Name + ".values", values, -1, null) { IsKept = true });
        return Add(step, node, [.. node.Inputs.Select(id => IdOf(id, 0)), Number, keys, values], Copy(output, 0));
    }

    /// <summary>The vector of the step's number, added.</summary>
    private int AddOfNumber(Node node, Value output)
    {
        most = length;
        var table = network.Parameters[node.Parameters[0]];
        var vector = AddValue(network.Values[node.Inputs[0]].Name + "Position", output.Shape with { Sizes = [1, output.Shape.Last] });
        nodes.Add(new Node(new Embedding(new EmbeddingOptions(table.Shape.Last, -1, InitOptions.None)), node.Attribute, node.Name + ".vector", [Number], vector, node.Parameters));
        var sum = Copy(output, 0);
        nodes.Add(new Node(new Add(), node.Attribute, node.Name, [IdOf(node.Inputs[0], 0), vector], sum, []));
        return sum;
    }

    /// <summary>The number of a value of one step; what is repeated is repeated as far as its reader needs.</summary>
    private int IdOf(int declared, int? axis = null)
    {
        if (of[declared] is not { Repeats: { } repeats })
            return of[declared].Id;
        var copy = Copy(network.Values[declared], axis);
        return Add(new Expand(values[copy].Shape), repeats, [IdOf(repeats.Inputs[0])], copy);
    }

    private int Add(Operator @operator, Node node, List<int> read, int output)
    {
        var between = node.Intermediates.Select(id => Copy(network.Values[id], null)).ToEquatableArray();
        nodes.Add(new Node(@operator, node.Attribute, node.Name, read.ToEquatableArray(), output, node.Parameters, between));
        return output;
    }

    /// <summary>A declared value as one step has it.</summary>
    private int Copy(Value value, int? axis) =>
        AddValue(value.Name, new([.. value.Shape.Sizes.Select((size, i) => i == axis ? 1 : size)]), value.Tokens);

    private int AddValue(string name, TensorShape shape, int tokens = 0)
    {
        var free = Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : FormattableString.Invariant($"{name}_{i}")).First(names.Add);
        values.Add(new Value(values.Count, free, shape) { Tokens = tokens });
        return values.Count - 1;
    }

    /// <summary>What the compiler has added to a loop is named after it.</summary>
    private void Refuse(Node node, string what, string advice) =>
        Refused = Problem.Of(Rules.NoStep, SourcePlace.Of(node.Attribute), $"'{(node.Operator is Flip or FlipSteps or StepsOf ? node.Name.Split('.')[0] : node.Name)}'", what, advice);

    /// <summary>Where a value is there.</summary>
    private enum Place
    {
        /// <summary>The same at every step.</summary>
        EveryStep,

        /// <summary>A sequence.</summary>
        Step,

        /// <summary>Inside of a loop.</summary>
        Cell,

        /// <summary>Behind <see cref="Last"/>.</summary>
        AfterLast,
    }

    /// <summary>What has become of a value: its number, and the axis of its steps if it is a sequence.</summary>
    private sealed record Stepped(int Id, int? Axis, Place Place)
    {
        /// <summary>The layer that repeats it along axes, where that is left to the reader.</summary>
        public Node? Repeats { get; init; }
    }

    /// <summary>A state: the value that comes in, and what it becomes, a declared value or one of the step's own.</summary>
    private sealed record State(string Name, int Input, int Next, int? Past)
    {
        /// <summary>Whether it is written where it lies, and does not go out.</summary>
        public bool IsKept { get; init; }
    }
}
