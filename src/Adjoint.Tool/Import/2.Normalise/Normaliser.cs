using Adjoint.Tool.Import.Read;

namespace Adjoint.Tool.Import.Normalise;

/// <summary>
/// The second stage: every value has a shape, what can be computed without the input is computed, and nodes that do nothing are gone. What is wrong with a node is noted, and what depends
/// on it is not judged.
/// </summary>
/// <param name="tensors">Reads the constants of nodes.</param>
/// <param name="exportedRows">See <see cref="Arguments.ReshapedTo"/>.</param>
/// <param name="problems">What is wrong.</param>
internal sealed class Normaliser(TensorReader tensors, long exportedRows, List<Problem> problems)
{
    /// <summary>What stands for a value that a node passes on as it is.</summary>
    private readonly Dictionary<Value, Value> same = [];

    private readonly Dictionary<Value, Operation> makers = [];
    private Dictionary<Value, List<Operation>> readers = [];
    private Lengths? lengths;

    private readonly Room room = new(tensors.Numbers);

    /// <summary>The number of nodes that were computed.</summary>
    public int Folded { get; private set; }

    public Model Run(Model model)
    {
        readers = model.Readers();
        lengths = new Lengths(value => makers.GetValueOrDefault(value), value => readers.GetValueOrDefault(value) ?? []);
        lengths.Enter(model);
        return Left(model) with { Lengths = [.. lengths.Inputs] };
    }

    private Model Left(Model model)
    {
        List<Operation> left = [];
        foreach (var node in model.Operations)
        {
            node.Inputs = [.. node.Inputs.Select(input => input is null ? null : Of(input))];
            try
            {
                if (node.Inputs.Any(static input => input is { IsBroken: true }))
                    Break(ShapeRules.Knows(node.Type) || Evaluator.Knows(node.Type) ? node : throw new ImportException(Unknown(node.Type)));
                else
                    left.AddRange(OfLengths(node) ?? Normalised(node));
                if (left is [.., var last])
                    Array.ForEach(last.Outputs, output => makers[output] = last);
            }
            catch (Exception problem) when (problem is ImportException or OverflowException)
            {
                problems.Add(new Problem(node.Name, node.Type, problem is ImportException ? problem.Message : "its sizes overflow"));
                Break(node);
            }
        }
        return new Model(model.Inputs, left, [.. model.Outputs.Select(output => (output.Name, Of(output.Value)))]);
    }

    /// <summary>What is left of a node that has to do with the lengths of rows; null of others.</summary>
    private IEnumerable<Operation>? OfLengths(Operation node)
    {
        if (node.Type == "Scan")
            lengths!.Remove(node);
        if (lengths!.Replaced(node) is not (var other, var value))
            return null;
        if (value is not null)
            same[node.Output] = value;
        return other is null ? [] : Normalised(other);
    }

    private IEnumerable<Operation> Normalised(Operation node)
    {
        if (Evaluator.Evaluate(node, tensors) is { } constants)
        {
            if (node.Outputs.Skip(constants.Length).Any(static output => output.Name.Length > 0))
                throw new ImportException($"it has {node.Outputs.Length} outputs, and {constants.Length} can be computed");
            Folded++;
            room.Take(constants.Sum(static constant => (long)constant.Count));
            foreach (var (output, constant) in node.Outputs.Zip(constants))
            {
                (output.Constant, output.Shape, output.Type, output.Origin, output.Formula) = (constant, constant.Dims, constant.Type, OriginOf(node, constant), FormulaOf(node, constant));
                output.Depth = output.Formula is null ? 0 : 1 + DepthOf(node);
            }
            return [];
        }
        if (!ShapeRules.Knows(node.Type))
            throw new ImportException(Unknown(node.Type));
        if (HandsOn(node))
        {
            same[node.Output] = node.Input(0);
            return [];
        }
        if (node.Type == "Scan")
        {
            var steps = Steps.Of(node);
            steps.Enter(node);
            node.Body = Left(node.Body!);
            if (node.Body.Outputs.Any(static o => o.Value.IsBroken))
            {
                Break(node);
                return [node];
            }
            foreach (var (output, shape) in node.Outputs.Zip(steps.Leave(node)))
                (output.Shape, output.Type) = (shape, node.Input(0).Type);
            return [node];
        }
        Operation[] before = OldBroadcast(node) is { } view ? [view] : [];
        var shapes = ShapeRules.Of(node, exportedRows);
        for (var i = 0; i < node.Outputs.Length; i++)
            (node.Outputs[i].Shape, node.Outputs[i].Type) = (shapes[Math.Min(i, shapes.Length - 1)], TypeOf(node));
        return [.. before, node];
    }

    /// <summary>The most formulas within one another; what is computed of more is a constant.</summary>
    private const int MostDepth = 64;

    private static int DepthOf(Operation node) => node.Inputs.Select(static input => input?.Depth ?? 0).DefaultIfEmpty().Max();

    private Value Of(Value value) => same.GetValueOrDefault(value, value);

    /// <summary>The tensor of the file that a result still is.</summary>
    private static Origin? OriginOf(Operation node, Tensor result) =>
        node.Type is "Transpose" or "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten" or "Cast" or "Expand" && node.Input(0).Constant!.Count == result.Count ? node.Input(0).Origin : null;

    /// <summary>The node, if it does more with what is trained than give it another shape.</summary>
    private static Operation? FormulaOf(Operation node, Tensor result)
    {
        if (!result.IsFloating || DepthOf(node) == MostDepth || !node.Inputs.Any(static input => input is { IsTrained: true, Constant.IsFloating: true }))
            return null;
        return node.Input(0) is { Formula: null, Constant: { } x } && node.Type is not "Transpose" && x.Count == result.Count && OriginOf(node, result) is not null ? null : node;
    }

    /// <summary>Whether a node does nothing: dropout is for training alone, and the mask that it may give has no reader then.</summary>
    private static bool HandsOn(Operation node) => node.Type switch
    {
        "Identity" => true,
        "Dropout" => !(node.InputOrNull(2)?.Constant is { } training && training[0] != 0),
        "Cast" => TensorReader.TypeOf((int)node.Attributes.Int("to")) == node.Input(0).Type,
        "CastLike" => node.Input(1).Type == node.Input(0).Type,
        "Sum" or "Mean" or "Min" or "Max" or "Concat" => node.Inputs.Length == 1,
        _ => false,
    };

    /// <summary>Before version 7 a node said at which axis the second value begins; since then shapes are compared from the last axis on.</summary>
    private static Operation? OldBroadcast(Operation node)
    {
        if (node.Version >= 7 || node.Type is not ("Add" or "Sub" or "Mul" or "Div" or "Pow" or "PRelu") || node.Inputs.Length < 2)
            return null;
        var (a, b) = (node.Input(0), node.Input(1));
        // A slope for each channel stood without its axes.
        var axis = node.Attributes.Has("axis") ? Sizes.Axis(node.Attributes.Int("axis"), a.Rank) : node.Type == "PRelu" && b.Rank == 1 && b.Dims[0] > 1 && a.Rank > 1 ? 1 : a.Rank - b.Rank;
        var missing = a.Rank - b.Rank - axis;
        if (missing <= 0)
            return null;
        long[] dims = [.. b.Dims, .. Enumerable.Repeat(1L, missing)];
        var reshaped = new Value(b.Name) { Shape = dims, Type = b.Type, Constant = b.Constant?.As(dims), Origin = b.Origin, Formula = b.Formula };
        node.Inputs = [a, reshaped];
        return reshaped.Constant is not null ? null
            : new Operation("Unsqueeze", node.Name, node.Version, Attributes.Of(("axes", Enumerable.Range(b.Rank, missing).Select(static i => (long)i).ToArray())), [b], [reshaped]);
    }

    private static NumberType TypeOf(Operation node) => node.Type switch
    {
        "Cast" => TensorReader.TypeOf((int)node.Attributes.Int("to")),
        "CastLike" => node.Input(1).Type,
        "Where" => node.Input(1).Type,
        "Greater" or "Less" or "GreaterOrEqual" or "LessOrEqual" or "Equal" or "And" or "Or" or "Xor" or "Not" => NumberType.Truth,
        _ => node.InputOrNull(0)?.Type ?? NumberType.Float,
    };

    private static void Break(Operation node)
    {
        foreach (var output in node.Outputs)
            output.IsBroken = true;
    }

    private static string Unknown(string type) => type switch
    {
        "If" or "Loop" => "the language has no branches and loops that depend on data",
        "ArgMax" or "ArgMin" or "TopK" or "NonZero" or "Hardmax" => "the language has no layer for it; take the largest of the outputs in the program",
        _ when type.Contains('.', StringComparison.Ordinal) => "operators of other domains are not known",
        _ => "the language has no layer for it",
    };
}
