namespace Adjoint.Generator.Operators;

/// <summary>Steps that are not there, as ONNX leaves them out: chosen, never multiplied.</summary>
internal static class OnnxLengths
{
    /// <summary>A value with a number in the place of each step behind its row's length.</summary>
    /// <param name="node">Receives the operators.</param>
    /// <param name="x">A value of the output's shape, steps first.</param>
    /// <param name="lengths">The input that says how many steps there are.</param>
    /// <param name="fill">The number.</param>
    public static string Masked(OnnxContext node, string x, int lengths, string fill)
    {
        var steps = node.Out.Sizes[0];
        var exists = node.Reshape(node.Exists(lengths, steps), [steps, .. Enumerable.Repeat(1, node.Out.Rank - 1)]);
        return node.Add("Where", exists, x, fill);
    }

    /// <summary>A value of the output's shape, and 0 for rows without steps.</summary>
    public static string WhereThereAreSteps(OnnxContext node, string x, int lengths) =>
        node.Add("Where", node.Reshape(node.Add("Greater", node.x(lengths), node.Integer(0)), Enumerable.Repeat(1, node.Out.Rank)), x, node.Number(0));
}
