using System.Globalization;
using System.Text;

namespace Forecast;

/// <summary>Two curves over the days of a year, as text and as SVG.</summary>
internal static class Plot
{
    /// <summary>Lines of text, warmest first: <c>·</c> is what was forecast, <c>o</c> what came, <c>@</c> both.</summary>
    public static string Text(ReadOnlySpan<float> came, ReadOnlySpan<float> forecast, int lines)
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in (float[])[.. came, .. forecast])
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var empty = new string(' ', forecast.Length);
        var canvas = Enumerable.Range(0, lines).Select(_ => new StringBuilder(empty)).ToArray();
        for (var day = 0; day < forecast.Length; day++)
        {
            canvas[Line(forecast[day])][day] = '·';
            canvas[Line(came[day])][day] = canvas[Line(came[day])][day] == '·' ? '@' : 'o';
        }
        return string.Join('\n', canvas.Select((line, i) => $"{most - i * (most - least) / (lines - 1),5:0} °C |{line}"));

        int Line(float value) => (int)MathF.Round((most - value) / (most - least) * (lines - 1));
    }

    /// <summary>A picture of both curves.</summary>
    public static string Svg(ReadOnlySpan<float> came, ReadOnlySpan<float> forecast, string title)
    {
        const int width = 1100, height = 320, left = 40, top = 30;
        var (least, most) = (-5f, 40f);
        var svg = new StringBuilder($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">""").AppendLine();
        svg.AppendLine($"""<text x="{left}" y="18" font-size="14">{title}</text>""");
        for (var degrees = 0; degrees <= 40; degrees += 10)
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<path d="M{left} {Y(degrees):0.0}H{width - 10}" stroke="#ddd"/><text x="4" y="{Y(degrees) + 4:0.0}">{degrees} °C</text>""");
        Curve(came, "#1f77b4", "what came");
        Curve(forecast, "#d62728", "forecast on the day before");
        return svg.AppendLine("</svg>").ToString();

        float Y(float degrees) => height - 20 - (degrees - least) / (most - least) * (height - 20 - top);

        void Curve(ReadOnlySpan<float> values, string colour, string name)
        {
            var points = new StringBuilder();
            for (var day = 0; day < values.Length; day++)
                points.Append(CultureInfo.InvariantCulture, $"{left + day * (float)(width - left - 10) / values.Length:0.0},{Y(values[day]):0.0} ");
            svg.AppendLine($"""<polyline points="{points.ToString().TrimEnd()}" fill="none" stroke="{colour}"><title>{name}</title></polyline>""");
        }
    }
}
