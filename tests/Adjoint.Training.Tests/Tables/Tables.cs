using System.Globalization;
using System.Text;

namespace Adjoint.Training.Tests.Tables;

/// <summary>Tables for tests, drawn from a generator of their own.</summary>
internal static class Tables
{
    /// <summary>Rows sorted by a class, a tenth of them rare, with numbers, categories, dates, groups and gaps.</summary>
    public static string Animals(int rows = 203)
    {
        var (text, state) = (new StringBuilder("Name,Mass,Length,Sex,Colour,Seen,Herd,Kind\n"), 1u);
        for (var row = 0; row < rows; row++)
        {
            var kind = row < rows / 2 ? "goat" : row < rows - rows / 10 ? "sheep" : "yak";
            var mass = 20 + 10 * kind.Length + 15 * Uniform(ref state);
            var length = 1e6 + Uniform(ref state);
            var sex = row % 50 == 7 ? "" : Uniform(ref state) < 0.5 ? "f" : "m";
            var colour = new[] { "black", "brown", "white" }[(int)(3 * Uniform(ref state))];
            var seen = new DateTime(2024, 1, 1).AddDays(row * 3 % 700).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"a{row},{(row % 70 == 3 ? "NA" : mass.ToString("R", CultureInfo.InvariantCulture))},{length:R},{sex},{colour},{seen},h{row / 9},{kind}\n");
        }
        return text.ToString();
    }

    public static Table Read(int rows = 203) => Table.ParseCsv(Animals(rows)).Label("Kind").Ignore("Name", "Herd");

    public static double Uniform(ref uint state)
    {
        state = unchecked(1664525 * state + 1013904223);
        return (state >> 8) / 16777216.0;
    }

    /// <summary>What an action says when it refuses.</summary>
    public static string Refusal<T>(Action act)
        where T : Exception => Assert.ThrowsAny<T>(act).Message;
}
