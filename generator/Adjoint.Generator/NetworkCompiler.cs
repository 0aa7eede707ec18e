using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Emit;
using Adjoint.Generator.Kernels;
using Adjoint.Generator.Lower;
using Adjoint.Generator.Plan;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator;

/// <summary>The compiler: Declare → Shape → Differentiate → Lower → Plan → Emit. Pure, and without a type of Roslyn's in it.</summary>
internal static class NetworkCompiler
{
    /// <summary>Compiles a declaration: to a network if it is right, else to stubs of the same API.</summary>
    public static CompiledNetwork Compile(NetworkDeclaration declaration, CancellationToken cancellation)
    {
        var shaped = ShapeBuilder.Build(declaration, cancellation);
        if (!shaped.Problems.IsEmpty)
            return new CompiledNetwork(declaration.HintName, NetworkWriter.WriteStub(shaped), [], declaration.Precision);
        var plan = PlanOf(shaped, cancellation);
        // Over sequences whose positions fill the lanes, the passes are those of a network of positions.
        var byPosition = PositionNetwork.Of(shaped) is { } positions ? PlanOf(positions, cancellation) : null;
        // The derivatives that are asked for are networks too, and go the same way.
        var derivatives = DerivedNetwork.Of(shaped)
            .Select(derived => Planner.Plan(LoweredDerivative.Of(derived, cancellation), cancellation)).ToEquatableArray();
        // What makes probabilities of logits is a network as well.
        var probabilities = ProbabilityNetwork.Of(shaped) is { } network ? PlanOf(network, cancellation) : null;
        // So is one step of a sequence.
        var steps = declaration.HasSteps && StepNetwork.Of(shaped).Found is { } found ? StepsOf(found, cancellation) : null;
        // And so is each part that is trained or computed by itself.
        var facets = shaped.Facets.Select(facet => FacetOf(facet, shaped, cancellation)).ToEquatableArray();
        var kernels = new[] { byPosition ?? plan, probabilities }.Concat(steps?.Plans ?? []).Concat(facets.Select(static facet => facet.Runs)).OfType<PlannedNetwork>()
            .Concat(derivatives.Select(static d => d.Plan)).SelectMany(static p => p.KernelUses).Distinct();
        return new CompiledNetwork(declaration.HintName, NetworkWriter.Write(plan, byPosition, derivatives, probabilities, steps, facets), kernels.ToEquatableArray(), declaration.Precision);
    }

    private static PlannedSteps StepsOf(StepNetwork steps, CancellationToken cancellation)
    {
        var fill = FillNetwork.Of(steps) is { } network ? new PlannedFill(network, PlanOf(network.Network, cancellation).Only(PassKind.Prediction)) : null;
        return new PlannedSteps(steps, PlanOf(steps.Network, cancellation), fill);
    }

    private static PlannedFacet FacetOf(ShapedFacet facet, ShapedNetwork whole, CancellationToken cancellation)
    {
        var network = facet.Within(whole);
        return new PlannedFacet(facet, PlanOf(network, cancellation), PositionNetwork.Of(network) is { } positions ? PlanOf(positions, cancellation) : null);
    }

    private static PlannedNetwork PlanOf(ShapedNetwork network, CancellationToken cancellation) =>
        Planner.Plan(Lowerer.Lower(Differentiator.Differentiate(network, wanted: new HashSet<int>(), cancellation), cancellation), cancellation);
}

/// <summary>A compiled network.</summary>
/// <param name="HintName">The name of its file.</param>
/// <param name="Source">Its file.</param>
/// <param name="Kernels">The methods of kernels that it calls.</param>
/// <param name="Precision">What it computes in.</param>
internal sealed record CompiledNetwork(string HintName, string Source, EquatableArray<KernelUse> Kernels, Precision Precision);
