namespace Inspect;

/// <summary>Three species of iris that never grew: drawn at random, with the means and deviations that Fisher's flowers have.</summary>
/// <remarks>
/// Source: the table of means and standard deviations that goes with R. A. Fisher, "The use of multiple measurements in taxonomic problems" (1936).
/// The four measurements of a flower are drawn independently here; in nature a long petal is a wide one.
/// </remarks>
internal static class Flowers
{
    private const int PerSpecies = 50;

    /// <summary>Sepal length, sepal width, petal length, petal width in cm, for Iris setosa, versicolor and virginica.</summary>
    private static readonly (double Mean, double Deviation)[][] Species =
    [
        [(5.006, 0.352), (3.428, 0.379), (1.462, 0.174), (0.246, 0.105)],
        [(5.936, 0.516), (2.770, 0.314), (4.260, 0.470), (1.326, 0.198)],
        [(6.588, 0.636), (2.974, 0.322), (5.552, 0.552), (2.026, 0.275)],
    ];

    /// <summary>150 flowers, 50 of each species.</summary>
    /// <param name="seed">Equal seeds give equal flowers.</param>
    public static Dataset Draw(int seed)
    {
        var random = new Random(seed);
        var x = new List<float>();
        var labels = new List<int>();
        for (var species = 0; species < Species.Length; species++)
        {
            for (var flower = 0; flower < PerSpecies; flower++)
            {
                foreach (var (mean, deviation) in Species[species])
                    x.Add((float)(mean + deviation * Normal(random)));
                labels.Add(species);
            }
        }
        return new Dataset([.. x], Species[0].Length, [.. labels]);
    }

    /// <summary>A number from the standard normal distribution: Box and Muller (1958).</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
