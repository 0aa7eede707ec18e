namespace Adjoint.Tests.Numerics.Layers;

/// <summary>Numbers far from zero, which floats and doubles differ by few of their digits.</summary>
internal static class FarNumbers
{
    /// <summary>What is tried: by how much the numbers differ, around what, and whether the first of each group lies apart.</summary>
    public static TheoryData<double, double, bool> Kinds => new()
    {
        { 0, 1, false }, { 1e4, 0.02, false }, { -1e4, 1, false }, { 1e6, 1, false }, { 1e3, 1, true }, { 0, 1, true }, { 1e6, 0, false }, { 1e-3, 1e-3, false },
    };

    /// <summary>Floats around a mean; in doubles the mean is a thousand times as far away.</summary>
    public static double[] Draw(int count, int group, double mean, double spread, bool apart, bool isDouble)
    {
        var random = new Random(3);
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            var x = (isDouble ? 1000 : 1) * mean + spread * (2 * random.NextDouble() - 1);
            if (apart && i % group == 0)
                x += 300 * spread;
            numbers[i] = isDouble ? x : (float)x;
        }
        return numbers;
    }

    /// <summary>Numbers from −1 to 1 that floats hold exactly.</summary>
    public static double[] Directions(int count)
    {
        var random = new Random(4);
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)(2 * random.NextDouble() - 1))];
    }
}
