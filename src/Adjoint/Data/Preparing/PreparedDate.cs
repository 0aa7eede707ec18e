using System.Text.Json;

namespace Adjoint.Data;

/// <summary>
/// A column of dates: the days since 1970, and the place in the year, in the week and, where there are times of day, in the day, each as sine and cosine, so that December is next to January.
/// </summary>
internal sealed class PreparedDate(string name, bool fills, Scaling days, double meanDays, bool hasTimes) : PreparedColumn(name, fills)
{
    /// <summary>The mean length of a year of the Gregorian calendar, in days.</summary>
    private const double Year = 365.2425;

    public override ColumnKind Kind => ColumnKind.Date;

    public override int Size => hasTimes ? 7 : 5;

    /// <summary>Days since the beginning of 1970.</summary>
    public static double DaysOf(DateTime time) => (time - DateTime.UnixEpoch).TotalDays;

    public override bool Write(Cell cell, Span<float> x)
    {
        x.Clear();
        x[0] = Finite(days.Apply(meanDays), cell);
        if (cell.IsMissing)
            return true;
        var time = cell.ToTime() ?? throw new FormatException($"'{cell}' is not a date such as 2026-11-28 or 2026-11-28T17:30:00");
        x[0] = Finite(days.Apply(DaysOf(time)), cell);
        Turn(((time.DayOfYear - 1) + time.TimeOfDay.TotalDays) / Year, x[1..]);
        Turn(((int)time.DayOfWeek + time.TimeOfDay.TotalDays) / 7, x[3..]);
        if (hasTimes)
            Turn(time.TimeOfDay.TotalDays, x[5..]);
        return true;
    }

    public override void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("fill", meanDays);
        json.WriteBoolean("times", hasTimes);
        days.Write(json);
    }

    private static void Turn(double share, Span<float> x)
    {
        var (sine, cosine) = Math.SinCos(2 * Math.PI * share);
        (x[0], x[1]) = ((float)sine, (float)cosine);
    }
}
