using System.Text.Json;

namespace Adjoint.Data;

/// <summary>(x − mean) / deviation, and back; where all numbers were equal, the deviation is 0 and everything becomes 0. Without a deviation numbers stay what they are.</summary>
internal readonly record struct Scaling(double Mean, double? Deviation)
{
    public static Scaling None => default;

    /// <summary>The scaling of numbers, from their mean and the divisor n, as scikit-learn's StandardScaler.</summary>
    public static Scaling Of(NumberStatistics numbers) => new(numbers.Mean, numbers.Deviation);

    public double Apply(double number) => Deviation switch
    {
        null => number,
        0 => 0,
        { } deviation => (number - Mean) / deviation,
    };

    public double Restore(double number) => Deviation is { } deviation ? Mean + number * deviation : number;

    public void Write(Utf8JsonWriter json)
    {
        if (Deviation is not { } deviation)
            return;
        json.WriteNumber("mean", Mean);
        json.WriteNumber("deviation", deviation);
    }
}

/// <summary>Mean and deviation of numbers that come one by one: Welford, "Note on a method for calculating corrected sums of squares and products" (Technometrics, 1962).</summary>
internal sealed class NumberStatistics
{
    private double squares;

    public int Count { get; private set; }

    public double Mean { get; private set; }

    /// <summary>0 where all numbers are equal: the first is the mean to the last bit, and the others are at no distance from it.</summary>
    public double Deviation => Math.Sqrt(squares / Count);

    public void Add(double number)
    {
        Count++;
        var distance = number - Mean;
        Mean += distance / Count;
        squares += distance * (number - Mean);
    }
}
