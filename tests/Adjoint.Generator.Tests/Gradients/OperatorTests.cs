using System.Collections.Concurrent;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>
/// What the tests of every operator share, on however many threads they run: the declarations of <see cref="OperatorSamples"/>, compiled once, and the data
/// of each, drawn once, for to draw them away from kinks takes as long as to compare them.
/// </summary>
internal static class OperatorSubjects
{
    private static readonly Lazy<SubjectAssembly> Assembly = new(() => new(OperatorSamples.All, OperatorSamples.Functions));

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<(Batch Batch, long Step)>>> Known = new(StringComparer.Ordinal);

    /// <summary>A fresh instance of a network.</summary>
    public static Subject Create(string declaration) => Assembly.Value.Create(declaration);

    /// <summary>A batch for each number of rows, and the training step that its rows stay away from kinks in: the first has step 0, and each the next.</summary>
    public static IReadOnlyList<(Batch Batch, long Step)> Batches(string declaration) => Known.GetOrAdd(declaration, static key => new(() => Draw(key))).Value;

    private static List<(Batch Batch, long Step)> Draw(string declaration)
    {
        var subject = Create(declaration);
        var source = new BatchSource(subject, seed: 2);
        List<(Batch Batch, long Step)> batches = [];
        foreach (var rows in OperatorSamples.RowsFor(subject))
        {
            subject.TrainingStep = batches.Count;
            batches.Add((source.Next(rows), subject.TrainingStep));
        }
        return batches;
    }
}

/// <summary>A test that holds for every operator of the table; none of them is quick, for all share an assembly of 800 networks.</summary>
[Trait("Set", "Slow")]
public abstract class OperatorTests
{
    /// <summary>Operator and declaration, for all operators; one without a declaration gets a case that fails.</summary>
    public static TheoryData<string, string> All => Cases(_ => true);

    /// <summary>The same without the losses.</summary>
    public static TheoryData<string, string> Layers => Cases(o => o is not LossOperator);

    private protected static Subject Create(string @operator, string declaration)
    {
        if (declaration.Length == 0)
            Assert.Fail($"Nothing tests the gradient of '{@operator}': give it a line in {nameof(OperatorSamples)}.");
        return OperatorSubjects.Create(declaration);
    }

    /// <summary>Calls a check with a network and each of its batches, of which messages say <c>what</c>.</summary>
    private protected static void ForEach(string @operator, string declaration, Action<Subject, Batch, string> check)
    {
        var subject = Create(@operator, declaration);
        foreach (var (batch, step) in OperatorSubjects.Batches(declaration))
        {
            subject.TrainingStep = step;
            check(subject, batch, $"'{declaration}', {batch.Rows} rows");
        }
    }

    private static TheoryData<string, string> Cases(Func<Operator, bool> include)
    {
        var cases = new TheoryData<string, string>();
        // Mask reads lengths beside its input: see LengthDerivativeTests.
        foreach (var @operator in DeclaredOperators.All.Where(o => o is not MaskSteps && include(o)))
        {
            foreach (var declaration in OperatorSamples.Of(@operator).DefaultIfEmpty(""))
                cases.Add(@operator.Name, declaration);
        }
        return cases;
    }
}
