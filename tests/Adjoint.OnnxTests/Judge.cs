using System.Collections.Concurrent;
using System.Reflection;
using Adjoint.Tool.Import;

namespace Adjoint.OnnxTests;

/// <summary>Imports the tests' models, compiles what was written, and runs it.</summary>
internal sealed class Judge(IReadOnlyList<Case> cases)
{
    /// <summary>The classes of one compilation: many of them share what a compilation costs.</summary>
    private const int Together = 40;

    public IReadOnlyList<Outcome> Run()
    {
        var outcomes = new ConcurrentBag<Outcome>();
        List<(Case Case, ImportedModel Model, int Number)> imported = [];
        for (var i = 0; i < cases.Count; i++)
        {
            var (outcome, model) = Import(cases[i], i);
            if (outcome is not null)
                outcomes.Add(outcome);
            else
                imported.Add((cases[i], model!, i));
        }
        Parallel.ForEach(imported.Chunk(Together), new ParallelOptions { MaxDegreeOfParallelism = 2 }, chunk =>
        {
            var (assembly, errors) = Compiler.Compile(chunk.ToDictionary(static c => $"/Case{c.Number}x.cs", static c => c.Model.Source));
            foreach (var (test, model, number) in chunk)
                outcomes.Add(errors.TryGetValue($"/Case{number}x.cs", out var error)
                    ? new Outcome(test, Kind.DoesNotCompile, error, model)
                    : Executed(test, model, assembly.GetType($"Case{number}x.Model")!));
        });
        return [.. outcomes.OrderBy(static o => o.Case.Name, StringComparer.Ordinal)];
    }

    private static (Outcome? Outcome, ImportedModel? Model) Import(Case test, int number)
    {
        try
        {
            var model = test.Import("Model", $"Case{number}x");
            if (model.Problems.Count == 0)
                return (null, model);
            return (new Outcome(test, test.IsInVocabulary ? Kind.Refused : Kind.Outside, string.Join("; ", model.Problems)), model);
        }
        catch (ImportException problem)
        {
            return (new Outcome(test, test.IsInVocabulary ? Kind.Refused : Kind.Outside, problem.Message), null);
        }
        catch (Exception problem)
        {
            return (new Outcome(test, Kind.Refused, $"CRASH {problem}"), null);
        }
    }

    private static Outcome Executed(Case test, ImportedModel model, Type type)
    {
        try
        {
            return Runner.Run(test, model, type) is { } difference ? new Outcome(test, Kind.Differs, difference, model) : new Outcome(test, Kind.Passed, "", model);
        }
        catch (TargetInvocationException problem)
        {
            return new Outcome(test, Kind.Differs, problem.InnerException!.Message, model);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return new Outcome(test, Kind.Differs, problem.Message, model);
        }
    }
}
