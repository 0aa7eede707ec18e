using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Adjoint.Generator.Diagnostics.Calls;

/// <summary>A member that a network does not have: because its declaration has no loss, because another library calls it so, or by a slip of the finger.</summary>
internal static class MissingMembers
{
    /// <summary>What only a network with a loss has.</summary>
    private static readonly IReadOnlyList<string> OfLosses = ["TrainStep", "Loss", "Gradient", "Apply", "Evaluate"];

    /// <summary>What PyTorch and Keras call it, without case and underscores, and what to do here.</summary>
    private static readonly Dictionary<string, string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Forward"] = "Predict(x, y) computes the outputs of the rows in x and writes them into y",
        ["Call"] = "Predict(x, y) computes the outputs of the rows in x and writes them into y",
        ["Invoke"] = "Predict(x, y) computes the outputs of the rows in x and writes them into y",
        ["Infer"] = "Predict(x, y) computes the outputs of the rows in x and writes them into y",
        ["PredictOnBatch"] = "Predict(x, y) takes any number of rows",
        ["PredictProba"] = "Probabilities(x, y) writes probabilities",
        ["Train"] = "TrainStep takes one step with a batch, and Trainer.FitAsync runs over all epochs",
        ["Fit"] = "Trainer.FitAsync(network, …) of Adjoint.Training runs over all epochs, and TrainStep takes one step with a batch",
        ["TrainOnBatch"] = "TrainStep takes one step with a batch",
        ["TrainingStep"] = "TrainStep takes one step with a batch",
        ["Backward"] = "TrainStep computes the gradient and steps, and Gradient computes it alone",
        ["ZeroGrad"] = "nothing takes its place: every TrainStep begins with a new gradient",
        ["Compile"] = "nothing takes its place: the loss is an attribute, and TrainStep takes the optimizer",
        ["Eval"] = "nothing takes its place: TrainStep trains, and Predict predicts, without dropout",
        ["To"] = "nothing takes its place: a network runs on the processor that the program runs on",
        ["Cuda"] = "nothing takes its place: a network runs on the processor that the program runs on",
        ["Cpu"] = "nothing takes its place: a network runs on the processor that the program runs on",
        ["StateDict"] = "Save writes the parameters to a file, and Parameters holds them",
        ["LoadStateDict"] = "Load reads a network from a file",
        ["LoadWeights"] = "Load reads a network from a file",
        ["SaveWeights"] = "Save writes the parameters to a file",
        ["GetWeights"] = "Parameters holds all trainable values",
        ["NamedParameters"] = "Layout lists the tensors, and Parameters holds their values",
        ["CountParams"] = "ParameterCount is a constant of the class",
        ["Dispose"] = "nothing takes its place: the garbage collector frees a network's memory",
        ["ToOnnx"] = "SaveOnnx writes an ONNX file",
        ["Export"] = "SaveOnnx writes an ONNX file",
    };

    /// <summary>Judges the use of a member; whether there was something to say.</summary>
    public static bool Check(UnboundCall call, CallScope scope)
    {
        if (IsOfClass(call))
        {
            var network = call.Network.Name;
            scope.Report(
                Rules.MissingMember, call.Member.GetLocation(), network, $"static {call.Name}", $"create one once, as with var network = new {network}(seed: 1), and write network.{call.Name}");
            return true;
        }
        if (!IsMissing(call))
            return false;
        var name = call.Name;
        var declaration = call.Network.Network.Declaration;
        var place = call.Member.GetLocation();
        List<string> known = [.. MemberTable.Of(declaration).Select(static member => member.Name), .. Layers(call.Network)];
        // What is generated is not there yet, as in editors that run generators later: the name is right.
        if (known.Contains(name))
            return false;
        if (OfLosses.Contains(name) && !declaration.Losses.Any())
            NoLoss(call, scope);
        else if (Foreign.TryGetValue(name.Replace("_", ""), out var advice))
            scope.Report(Rules.MissingMember, place, declaration.Name, name, advice);
        else if (Spelling.Nearest(name, known) is { } near)
            scope.ReportWith([Fix.Of($"Write {near}", place, near)], Rules.MissingMember, place, declaration.Name, name, $"did you mean {near}?");
        else
            return false;
        return true;
    }

    /// <summary>Whether the class is asked for what each of its networks has.</summary>
    private static bool IsOfClass(UnboundCall call) =>
        call.Member.Parent is MemberAccessExpressionSyntax access && access.Name == call.Member && call.Model.GetSymbolInfo(access.Expression).Symbol is INamedTypeSymbol
        && call.Network.Type.GetMembers(call.Name) is { IsEmpty: false } members && members.All(static member => !member.IsStatic);

    private static bool IsMissing(UnboundCall call) =>
        call.Model.GetSymbolInfo(call.Member) is { Symbol: null, CandidateSymbols.IsEmpty: true } && call.Network.Type.GetMembers(call.Name).IsEmpty;

    /// <summary>The views of the layers that have tensors.</summary>
    private static IEnumerable<string> Layers(NetworkFacts network) => network.Network.Parameters.Select(static p => Naming.Identifiers.Member(p.Layer.Split('.')[0])).Distinct();

    /// <summary>A loss that is missing, or one objective of several that is meant: which one the targets of the call tell.</summary>
    private static void NoLoss(UnboundCall call, CallScope scope)
    {
        var trainings = call.Network.Trainings.ToList();
        var place = call.Member.GetLocation();
        if (trainings.Count > 0)
        {
            scope.Report(
                Rules.MissingMember, place, call.Network.Name, $"{call.Name} of its own, because its losses belong to objectives", $"call {string.Join(" or ", trainings)}");
            return;
        }
        var loss = LossFor(call);
        IReadOnlyList<Fix> fixes = loss is not null && AfterLastLayer(call) is { } end ? [Fix.Of($"Add {loss}", end, $", {loss}")] : [];
        var advice = loss is not null ? $"add {loss} after its last layer" : "add one after its last layer, such as MeanSquaredError for numbers or CrossEntropy for classes";
        scope.ReportWith(fixes, Rules.MissingMember, place, call.Network.Name, $"{call.Name}, because it has no loss", advice);
    }

    /// <summary>The loss that takes the targets that the call brings; null where they do not tell.</summary>
    private static string? LossFor(UnboundCall call)
    {
        if (call.Network.Inputs.Count != 1 || call.Network.Network.Outputs.Count != 1 || call.Arguments.Count < 2 || call.TypeOf(call.Arguments[1]) is not { } targets)
            return null;
        var shape = call.Network.Network.Values[call.Network.Network.Outputs[0]].Shape;
        return Element(targets) switch
        {
            SpecialType.System_Int32 => shape.Rank != 1 ? null : shape.Last > 1 ? "CrossEntropy" : "BinaryCrossEntropy(Targets = Targets.Classes)",
            SpecialType.System_Single => "MeanSquaredError",
            _ => null,
        };
    }

    /// <summary>The type of the elements of an array or a span.</summary>
    private static SpecialType Element(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.SpecialType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments.Length: 1 } span => span.TypeArguments[0].SpecialType,
        _ => SpecialType.None,
    };

    /// <summary>The end of the last attribute of the declaration; null where it is in another file, which a fix here does not reach.</summary>
    private static Location? AfterLastLayer(UnboundCall call)
    {
        var last = NetworkReader.LayerAttributes(call.Network.Type).LastOrDefault()?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        return last?.SyntaxTree == call.Member.SyntaxTree ? Location.Create(last.SyntaxTree, new TextSpan(last.Span.End, 0)) : null;
    }
}
