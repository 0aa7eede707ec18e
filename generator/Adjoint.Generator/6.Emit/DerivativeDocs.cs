using Adjoint.Generator.Declare;
using Adjoint.Generator.Differentiate;
using Adjoint.Generator.Shape;

namespace Adjoint.Generator.Emit;

/// <summary>The documentation of derivatives.</summary>
internal static class DerivativeDocs
{
    /// <summary>What stands over the class that holds a derivative's pass.</summary>
    public static string PassOf(DerivedNetwork derived) => derived.Kind switch
    {
        Derivation.Vjp => "The vector–Jacobian product x̄ = Jᵀȳ, θ̄ = J_θᵀȳ: the backward pass, from a given ȳ in place of a loss. A name with d before it is the gradient of ⟨ȳ, y⟩.",
        Derivation.JacobianRows => "The rows of the Jacobian: ȳ runs through the unit vectors, and the backward pass multiplies each by the layers' own Jacobians from the left. "
            + "Of a multi-layer perceptron that is the product W⁽ᴸ⁾ D⁽ᴸ⁻¹⁾ … D⁽¹⁾ W⁽¹⁾, D⁽ˡ⁾ the diagonal of φ′(z⁽ˡ⁾), a row for each ȳ.",
        Derivation.Jvp => "The Jacobian–vector product ẏ = J ẋ + J_θ θ̇: each value with a dot over it is how the value below it changes along the direction (ẋ, θ̇).",
        Derivation.Pushforward => "The Jacobian–vector product ẏ = J ẋ: each value with a dot over it is how the value below it changes along the direction ẋ. "
            + "Of a multi-layer perceptron that is W⁽ᴸ⁾ D⁽ᴸ⁻¹⁾ … D⁽¹⁾ W⁽¹⁾ ẋ, D⁽ˡ⁾ the diagonal of φ′(z⁽ˡ⁾).",
        Derivation.JacobianColumns => "The columns of the Jacobian: ẋ runs through the unit vectors, and each value with a dot over it is how the value below it changes along ẋ. "
            + "Of a multi-layer perceptron that is the product W⁽ᴸ⁾ D⁽ᴸ⁻¹⁾ … D⁽¹⁾ W⁽¹⁾, D⁽ˡ⁾ the diagonal of φ′(z⁽ˡ⁾), a column for each ẋ.",
        Derivation.RowGradients => "The gradient of each row's own loss: the backward pass without the sums over the rows. A name with d before it is the gradient of that row's loss with respect to what is named.",
        Derivation.RowGradientNorms => "The norm of the gradient of each row's own loss: the backward pass, in which the squares of what each layer contributes are added up.",
        _ => "The Hessian's product H v: the gradient of L̇ = ⟨∇L, v⟩, in which each value with a dot over it is how the value below it changes along the direction v of the parameters.",
    };

    /// <summary>The documentation of a method.</summary>
    public static void Write(CodeWriter writer, ShapedNetwork network, Api api, DerivativeMethod method)
    {
        writer.WriteLine($"/// <summary>{SummaryOf(method)} Dropout is off, as in Predict; results do not depend on the number of threads.</summary>");
        for (var i = 0; i < api.Inputs.Count; i++)
            Parameter(writer, api.Inputs[i], $"The inputs, row after row, {Size(network, network.Inputs[i])} numbers each.");
        switch (method)
        {
            case DerivativeMethod.Vjp:
                for (var i = 0; i < api.Outputs.Count; i++)
                    Parameter(writer, DerivativeNames.Gradient(api.Outputs[i]), $"The vector: a gradient with respect to {api.Outputs[i]}, row after row, {Size(network, network.Outputs[i])} numbers each.");
                for (var i = 0; i < api.Inputs.Count; i++)
                    Parameter(writer, DerivativeNames.Gradient(api.Inputs[i]), $"Receives the gradient with respect to {api.Inputs[i]}; empty where it is not wanted.");
                Parameter(writer, "gradient", "Receives the gradient with respect to the parameters, summed over the rows, in their order; empty where it is not wanted.");
                break;
            case DerivativeMethod.Jvp or DerivativeMethod.JvpOfParameters:
                for (var i = 0; i < api.Inputs.Count; i++)
                    Parameter(writer, DerivativeNames.Tangent(api.Inputs[i]), $"The direction in which {api.Inputs[i]} changes, row after row; empty where it does not.");
                if (method == DerivativeMethod.JvpOfParameters)
                    Parameter(writer, "parameterTangent", "The direction in which the parameters change, in their order.");
                for (var i = 0; i < api.Outputs.Count; i++)
                {
                    Parameter(writer, api.Outputs[i], "Receives the outputs; empty where they are not wanted.");
                    Parameter(writer, DerivativeNames.Tangent(api.Outputs[i]), $"Receives how {api.Outputs[i]} changes along the direction.");
                }
                break;
            case DerivativeMethod.Jacobian:
                Parameter(writer, "jacobian", $"Receives ∂yᵢ/∂xⱼ of each row, a {Size(network, network.Outputs[0])}×{Size(network, network.Inputs[0])} matrix in row-major order after the other.");
                break;
            case DerivativeMethod.RowGradients or DerivativeMethod.RowGradientNorms:
                WriteTargets(writer, api);
                if (method == DerivativeMethod.RowGradients)
                    Parameter(writer, "gradients", "Receives a gradient for each row, ParameterCount numbers each, in the order of the parameters: what Gradient says of that row alone.");
                else
                    Parameter(writer, "norms", "Receives the Euclidean norm of each row's gradient, a number for each row.");
                break;
            default:
                WriteTargets(writer, api);
                Parameter(writer, "direction", "A direction of the parameters, in their order.");
                Parameter(writer, "product", "Receives the product of the mean loss's Hessian with the direction.");
                writer.WriteLine("/// <returns>The derivative of the mean loss along the direction.</returns>");
                break;
        }
        writer.WriteLine("/// <exception cref=\"global::System.ArgumentException\">A length does not fit, or memory that is written overlaps memory that is read; nothing was written.</exception>");
    }

    private static string SummaryOf(DerivativeMethod method) => method switch
    {
        DerivativeMethod.Vjp => "The vector–Jacobian product: how a scalar changes with the inputs and the parameters, given how it changes with the outputs.",
        DerivativeMethod.Jvp => "The Jacobian–vector product: how the outputs change as the inputs change along a direction.",
        DerivativeMethod.JvpOfParameters => "The Jacobian–vector product: how the outputs change as inputs and parameters change along a direction.",
        DerivativeMethod.Jacobian => "The Jacobian of the outputs with respect to the inputs, for each row.",
        DerivativeMethod.RowGradients => "The gradient of each row's own loss with respect to the parameters.",
        DerivativeMethod.RowGradientNorms => "The norm of the gradient of each row's own loss, without the gradients.",
        _ => "The product of the loss's Hessian with a direction of the parameters: how the gradient of the mean loss changes along it.",
    };

    private static void WriteTargets(CodeWriter writer, Api api)
    {
        foreach (var target in api.Targets)
            Parameter(writer, target.Name, "The targets, as for Loss.");
    }

    private static int Size(ShapedNetwork network, int value) => network.Values[value].Size;

    private static void Parameter(CodeWriter writer, string name, string text) => writer.WriteLine($"/// <param name=\"{name}\">{text}</param>");
}
