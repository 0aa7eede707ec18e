namespace Adjoint.Generator.Operators;

/// <summary>Sines and cosines of positions, in doubles until they are known: in floats, angles of late positions would lose their digits.</summary>
internal static class OnnxAngles
{
    /// <summary>sin and cos of p·b^(−2i/d): [positions, count] each, in what the network computes in.</summary>
    /// <param name="node">Receives the operators.</param>
    /// <param name="first">The first position.</param>
    /// <param name="positions">The number of positions.</param>
    /// <param name="count">The number of angles for each.</param>
    /// <param name="turns">The base b.</param>
    /// <param name="size">The number d.</param>
    public static (string Sines, string Cosines) Add(OnnxContext node, int first, int positions, int count, double turns, int size)
    {
        var p = node.Unsqueeze(node.Add("Range", node.Double(first), node.Double(first + positions), node.Double(1)), 1);
        var i = node.Add("Range", node.Double(0), node.Double(count), node.Double(1));
        var frequencies = node.Add("Exp", node.Add("Mul", i, node.Double(-2 * Math.Log(turns) / size)));
        var angles = node.Add("Mul", p, frequencies);
        // cos x = sin(x + π/2): not every runtime has a cosine of doubles.
        var quarter = node.Add("Add", angles, node.Double(Math.PI / 2));
        return (Sine(angles), Sine(quarter));

        string Sine(string x) => node.Add("CastLike", node.Add("Sin", x), node.Number(0));
    }
}
