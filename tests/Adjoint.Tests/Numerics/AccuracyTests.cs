using System.Runtime.Intrinsics;

namespace Adjoint.Tests.Numerics;

public class AccuracyTests
{
    [Theory, Trait("Set", "Slow")]
    [MemberData(nameof(VectorFunction.Names), MemberType = typeof(VectorFunction))]
    public void Error_stays_within_what_the_documentation_states(string name)
    {
        var function = VectorFunction.Named(name);
        var (worst, where) = WorstError(function);
        Assert.True(worst <= function.Limit, $"{name}({where:G9}) is {worst:F3} ULP from {function.Reference(where):G17}; {function.Limit} are stated.");
    }

    private static (double Error, float Where) WorstError(VectorFunction function)
    {
        var worst = 0d;
        var where = 0f;
        foreach (var x in FloatSamples.Dense.SelectMany(samples => samples.Vectors()))
        {
            var y = function.X16(x);
            for (var lane = 0; lane < Vector512<float>.Count; lane++)
            {
                var error = Ulp.Distance(y[lane], function.Reference(x[lane]));
                if (error > worst)
                    (worst, where) = (error, x[lane]);
            }
        }
        return (worst, where);
    }
}
