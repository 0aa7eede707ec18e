using System.Globalization;

namespace Forecast;

/// <summary>Days in order, with six numbers each of about the same size: highest and lowest temperature, rain, wind, and the season as a point on a circle.</summary>
internal sealed class Weather
{
    /// <summary>The days that a forecast looks back on, and the numbers of each.</summary>
    public const int Days = 28, Numbers = 6;

    /// <summary>How many °C are 1 to the networks: about the standard deviation of a day's change.</summary>
    public const float Degrees = 3;

    private readonly float[] numbers;

    private Weather(DateOnly[] dates, float[] highest, float[] numbers) => (Dates, Highest, this.numbers) = (dates, highest, numbers);

    /// <summary>The dates.</summary>
    public DateOnly[] Dates { get; }

    /// <summary>The highest temperature of each day, in °C.</summary>
    public float[] Highest { get; }

    /// <summary>Reads the table.</summary>
    public static Weather Read(string path)
    {
        string[][] rows = [.. File.ReadLines(path).Skip(1).Select(static line => line.Split(','))];
        DateOnly[] dates = [.. rows.Select(static row => DateOnly.Parse(row[0], CultureInfo.InvariantCulture))];
        float[] Column(int column) => [.. rows.Select(row => float.Parse(row[column], CultureInfo.InvariantCulture))];
        var (rain, highest, lowest, wind) = (Column(1), Column(2), Column(3), Column(4));
        var numbers = new float[rows.Length * Numbers];
        for (var day = 0; day < rows.Length; day++)
        {
            var (sin, cos) = MathF.SinCos(2 * MathF.PI * dates[day].DayOfYear / 365.25f);
            float[] today = [(highest[day] - 16) / 7, (lowest[day] - 8) / 5, MathF.Log(1 + rain[day]), (wind[day] - 3) / 1.5f, sin, cos];
            today.CopyTo(numbers, day * Numbers);
        }
        return new Weather(dates, highest, numbers);
    }

    /// <summary>The numbers of a day.</summary>
    public ReadOnlySpan<float> Of(int day) => numbers.AsSpan(day * Numbers, Numbers);

    /// <summary>The numbers of the days up to one.</summary>
    public ReadOnlySpan<float> UpTo(int day) => numbers.AsSpan((day - Days + 1) * Numbers, Days * Numbers);

    /// <summary>How much warmer the next day is.</summary>
    public float Change(int day) => (Highest[day + 1] - Highest[day]) / Degrees;
}
