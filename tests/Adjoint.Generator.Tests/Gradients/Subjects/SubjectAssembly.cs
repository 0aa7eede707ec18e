using System.Text;
using Adjoint.Generator.Declare;
using Adjoint.Generator.Shape;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Gradients;

/// <summary>Many declarations compiled into one assembly: the compiler and its checks run once for all.</summary>
internal sealed class SubjectAssembly : IDisposable
{
    private const long Seed = 7;

    private readonly EmittedAssembly project;
    private readonly Dictionary<string, (Type Type, ShapedNetwork Shaped)> networks = new(StringComparer.Ordinal);

    /// <param name="declarations">Layer attributes as they stand between brackets, such as <c>Input(4), Dense(3), MeanSquaredError</c>.</param>
    /// <param name="blocks">The blocks that they use, in C#.</param>
    /// <param name="derivatives">Members of <c>Derivatives</c>, with a comma between them.</param>
    /// <param name="isDouble">Whether the networks compute in doubles.</param>
    public SubjectAssembly(IEnumerable<string> declarations, string blocks = "", string derivatives = "None", bool isDouble = false)
    {
        var texts = declarations.Distinct(StringComparer.Ordinal).ToList();
        var source = new StringBuilder($"using Adjoint;\n\nnamespace Subjects;\n{blocks}");
        var asked = string.Join(" | ", derivatives.Split(", ").Select(d => $"Derivatives.{d}"));
        var settings = (derivatives, isDouble) switch
        {
            ("None", false) => "",
            (_, false) => $"(Derivatives = {asked})",
            _ => $"(Derivatives = {asked}, Precision = Precision.Double)",
        };
        for (var i = 0; i < texts.Count; i++)
            source.Append($"\n[Network{settings}, {texts[i]}]\npublic sealed partial class Network{i};\n");
        (var input, project) = SubjectImage.Of(source.ToString());
        for (var i = 0; i < texts.Count; i++)
        {
            var symbol = input.GetTypeByMetadataName($"Subjects.Network{i}")!;
            var shaped = ShapeBuilder.Build(NetworkReader.Read(symbol, CancellationToken.None, input), CancellationToken.None);
            Assert.True(shaped.Problems.IsEmpty, $"'{texts[i]}': {string.Join("; ", shaped.Problems.Select(static p => $"{p.Rule} {string.Join(", ", p.Words)}"))}");
            networks.Add(texts[i], (project.Type($"Subjects.Network{i}"), shaped));
        }
    }

    /// <summary>A fresh instance of a network, with parameters of a size at which its activations are bent but not flat.</summary>
    public Subject Create(string declaration)
    {
        var subject = CreateAsDrawn(declaration);
        var random = new Random(declaration.Length);
        foreach (var tensor in subject.Shaped.Parameters)
        {
            if (!tensor.IsTrained)
            {
                // Variances are positive.
                subject.Set(tensor, [.. Enumerable.Range(0, tensor.Length).Select(_ => 0.5 + random.NextDouble())]);
                continue;
            }
            foreach (var place in AnySubject.InputMajor(tensor))
                subject.Parameters[place] = (float)(2 / Math.Sqrt(tensor.FanIn) * (2 * random.NextDouble() - 1));
        }
        return subject;
    }

    /// <summary>A fresh instance of a network, with the parameters that its constructor draws.</summary>
    public Subject CreateAsDrawn(string declaration)
    {
        var (type, shaped) = networks[declaration];
        return new Subject((INetwork<float>)Activator.CreateInstance(type, Seed)!, shaped, declaration, Seed);
    }

    /// <summary>A fresh instance of a network of doubles, with parameters of a size at which its activations are bent but not flat.</summary>
    public DoubleSubject CreateDouble(string declaration)
    {
        var (type, shaped) = networks[declaration];
        var subject = new DoubleSubject((INetwork<double>)Activator.CreateInstance(type, Seed)!, shaped, declaration, Seed);
        subject.Draw(new Random(declaration.Length));
        return subject;
    }

    public void Dispose() => project.Dispose();
}
