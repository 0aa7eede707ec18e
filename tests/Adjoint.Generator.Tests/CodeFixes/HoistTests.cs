using Adjoint.CodeFixes;

namespace Adjoint.Generator.Tests.CodeFixes;

/// <summary>What a loop makes anew is made before it, on a line of its own.</summary>
public sealed class HoistTests
{
    private const string Head = """
        using Adjoint;
        [Network, Input(3), Dense(2), MeanSquaredError] public partial class Curve;
        class Program
        {

        """;

    [Fact]
    public async Task Optimizers_and_arrays_go_before_the_loop()
    {
        var offered = await CodeFixHarness.Offers<RemedyFix>(
            Head + """
                void Passed(Curve network, float[] x, float[] t)
                {
                    // Learn.
                    for (var i = 0; i < 10; i++)
                        network.TrainStep(x, t, new Adam(1e-3f));
                }

                void Declared(Curve network, float[] x, float[] t, int steps)
                {
                    while (steps-- > 0)
                    {
                        using var adam = new Adam(1e-3f);
                        for (var i = 0; i < 10; i++)
                            network.TrainStep(x, t, adam);
                    }
                }

                void Array(Curve network, float[][] rows)
                {
                    foreach (var row in rows)
                    {
                        var y = new float[Curve.OutputSize];
                        network.Predict(row, y);
                    }
                }

                void Taken(Curve network, float[] x, float[] t, object optimizer)
                {
                    for (var i = 0; i < 10; i++)
                        network.TrainStep(x, t, new Adam(1e-3f));
                }

                void Unbraced(Curve network, float[] x, float[] t, bool learns)
                {
                    if (learns)
                        for (var i = 0; i < 10; i++)
                            network.TrainStep(x, t, new Adam(1e-3f));
                }
            }
            """,
            isGenerated: true);
        Assert.Equal(["Create 'optimizer' before the loop", "Create 'adam' before the loop", "Create 'y' before the loop"], offered.Select(fix => fix.Title));
        Contains(offered[0].Text, "        // Learn.", "        using var optimizer = new Adam(1e-3f);", "        for (var i = 0; i < 10; i++)", "            network.TrainStep(x, t, optimizer);");
        Contains(offered[1].Text, "        using var adam = new Adam(1e-3f);", "        while (steps-- > 0)", "        {", "            for (var i = 0; i < 10; i++)");
        Contains(offered[2].Text, "        var y = new float[Curve.OutputSize];", "        foreach (var row in rows)", "        {", "            network.Predict(row, y);");
    }

    private static void Contains(string text, params string[] lines) => Assert.Contains("\n" + string.Join('\n', lines) + "\n", text, StringComparison.Ordinal);
}
