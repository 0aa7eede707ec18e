using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Generator;

/// <summary>Wherever C# lets a class stand and whatever it lets it be called, a network may stand and be called so.</summary>
[Trait("Set", "Slow")]
public sealed class PlacesTests
{
    private const string Layers =
        "[global::Adjoint.Network, global::Adjoint.Input(4), global::Adjoint.Dense(3), global::Adjoint.ReLU, "
        + "global::Adjoint.Dense(2), global::Adjoint.MeanSquaredError]";

    [Theory]
    [InlineData("LAYERS partial class Net;", "Net")]
    [InlineData("LAYERS public partial class Net;", "Net")]
    [InlineData("namespace A.B { LAYERS internal sealed partial class Net; }", "A.B.Net")]
    [InlineData("namespace Adjoint.Generated { LAYERS internal sealed partial class Net; }", "Adjoint.Generated.Net")]
    [InlineData("namespace System.Adjoint { LAYERS internal sealed partial class Net; }", "System.Adjoint.Net")]
    [InlineData("namespace @namespace.@if { LAYERS public partial class @class; }", "namespace.if.class")]
    [InlineData("public partial class @class { LAYERS public partial class @event; }", "class+event")]
    [InlineData("LAYERS public sealed partial class Net;", "Net")]
    [InlineData("namespace A { public static partial class Outer { LAYERS public sealed partial class Net; } }", "A.Outer+Net")]
    [InlineData("public partial struct Outer { public partial record Middle { LAYERS private sealed partial class Net; } }", "Outer+Middle+Net")]
    [InlineData("public partial interface IOuter { LAYERS sealed partial class Net; }", "IOuter+Net")]
    [InlineData("public partial record struct Outer { LAYERS internal partial class Net; }", "Outer+Net")]
    [InlineData("public partial class Outer<T> { LAYERS protected partial class Net; }", "Outer`1+Net")]
    [InlineData("public partial class Outer { LAYERS protected internal partial class Net; LAYERS private protected partial class Other; }", "Outer+Other")]
    [InlineData("LAYERS public partial class Größe;", "Größe")]
    [InlineData("LAYERS public partial class Pass; LAYERS public partial class VectorMath; LAYERS public partial class LaneBlocks;", "VectorMath")]
    [InlineData("LAYERS public partial class Net { public int Depth => 2; public Net With(float bias) { Dense1.Bias[0] = bias; return this; } }", "Net")]
    [InlineData("LAYERS public partial class Net { } public partial class Net { private int size = 3; public int Size => size; }", "Net")]
    [InlineData("public class Model { } LAYERS public partial class Net : Model, System.IDisposable { public void Dispose() { } }", "Net")]
    public void A_network_compiles_and_exists(string template, string name)
    {
        using var project = GeneratorHarness.Run(template.Replace("LAYERS", Layers, StringComparison.Ordinal)).Emit();
        var type = project.Type(name);
        if (!type.ContainsGenericParameters)
            Assert.Equal(4, ((INetwork<float>)Activator.CreateInstance(type, 1L)!).InputSize);
    }

    [Fact]
    public void Networks_of_one_name_in_several_places_do_not_meet()
    {
        var source = $$"""
            {{Layers}} public partial class Net;
            namespace A { {{Layers}} public partial class Net; }
            namespace B { {{Layers}} public partial class Net; public partial class A { {{Layers}} public partial class Net; } }
            namespace A_Net { {{Layers}} public partial class Net; }
            namespace A.Net_ { {{Layers}} public partial class Net; }
            """;
        var result = GeneratorHarness.Run(source);
        Assert.Equal(7, result.Files.Length);
        using var project = result.Emit();
        foreach (var name in new[] { "Net", "A.Net", "B.Net", "B.A+Net", "A_Net.Net", "A.Net_.Net" })
            Assert.IsAssignableFrom<INetwork<float>>(Activator.CreateInstance(project.Type(name), 1L));
    }

    [Theory]
    [InlineData("class")]
    [InlineData("value")]
    [InlineData("network")]
    [InlineData("runner")]
    [InlineData("program")]
    [InlineData("dense2")]
    [InlineData("system")]
    [InlineData("adjoint")]
    [InlineData("weight")]
    [InlineData("x")]
    [InlineData("deconstruct")]
    [InlineData("op_Equality")]
    public void A_layer_may_be_called(string name)
    {
        foreach (var keyword in new[] { "class", "record" })
        {
            GeneratorHarness.Run($$"""
                [Adjoint.Network, Adjoint.Input(4), Adjoint.Dense(3, Name = "{{name}}"), Adjoint.ReLU, Adjoint.Dense(2), Adjoint.MeanSquaredError]
                public partial {{keyword}} Net;
                """);
        }
    }

    [Fact]
    public void A_network_compiles_in_every_kind_of_project() => GeneratorHarness.CompilesInEveryProject($$"""
        using Adjoint;

        namespace Models
        {
            [Network, Input(4), Dense(8), ReLU, Dense(3), CrossEntropy(ClassWeights = new[] { 0.5f, 1, 2 }, LabelSmoothing = 0.1f, IgnoreIndex = -1)]
            public sealed partial class Classifier;

            [Network, Input(2, 3), Dense(17), PReLU, Dropout(0.25f), Softmax, Flatten, Reshape(2, -1), LogSoftmax, Flatten, Dense(1), Hinge]
            public sealed partial class Mixed;

            [Network, Input(5), Dense(2, Bias = false, Init = Initializer.Orthogonal), GELU, Mish]
            public sealed partial class WithoutLoss;

            [Network, Input(5), ELU(1e-3f), LeakyReLU(-0.5f), Huber(1.5f)]
            public sealed partial class WithoutParameters;

            [Network(Derivatives = Derivatives.Vjp | Derivatives.Jvp), VerifyGradients, Input("left", 3), Input("right", 3), Add("left"), Dense(2), Output("a"), ReLU, Output("b")]
            [Hinge(On = "a"), CrossEntropy(On = "b")]
            public sealed partial class Verified;

            public partial class Outer
            {
                {{Layers}} private sealed partial class Inner;
            }
        }
        """);

    /// <summary>The harness runs under a culture with another minus and another decimal sign; here is every kind of number that a declaration holds.</summary>
    [Fact]
    public void Numbers_are_written_the_same_under_every_culture()
    {
        var result = GeneratorHarness.Run("""
            using Adjoint;
            [Network, Input(1234), Dense(3), LeakyReLU(-1.5e-7f), ELU(1e9f), Dropout(0.125f), Reshape(-1)]
            [CrossEntropy(IgnoreIndex = -1000, ClassWeights = new[] { 0.5f, 1.5f, 2.5f })]
            public partial class Net;
            """);
        Assert.Contains("ignored: -1000, weights: new[] { 0.5f, 1.5f, 2.5f }", result.Text("Net"), StringComparison.Ordinal);
        Assert.Contains("-1.5E-07f", result.Text("Kernels"), StringComparison.Ordinal);
    }
}
