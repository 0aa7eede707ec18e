using System.Globalization;
using System.Text;

namespace Theory;

/// <summary>A figure of panels side by side, written as SVG.</summary>
internal sealed class Figure(string title, int width = 760, int height = 340)
{
    private readonly List<Panel> panels = [];

    /// <summary>The colours of curves, in the order in which they are drawn.</summary>
    public static readonly string[] Colours = ["#1f77b4", "#d62728", "#2ca02c", "#9467bd", "#ff7f0e", "#17becf", "#8c564b", "#7f7f7f"];

    /// <summary>Adds a panel to the right of those there are.</summary>
    public Panel Add(Axis x, Axis y, string heading = "")
    {
        var panel = new Panel(x, y, heading);
        panels.Add(panel);
        return panel;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect width="{width}" height="{height}" fill="white"/><text x="12" y="18" font-size="14">{Panel.Escape(title)}</text>""");
        var each = (width - 10.0) / panels.Count;
        for (var i = 0; i < panels.Count; i++)
            panels[i].Write(svg, new Box(10 + i * each + 46, 60, each - 62, height - 106));
        return svg.AppendLine("</svg>").ToString();
    }

    /// <summary>A colour between white and a strong one: blue below zero, red above.</summary>
    /// <param name="value">From −1 to 1; more is taken for that.</param>
    public static string Shade(double value)
    {
        var strength = Math.Min(1, Math.Abs(value));
        var (other, own) = ((int)(255 * (1 - strength)), (int)(255 - 60 * strength));
        return value < 0 ? $"rgb({other},{other},{own})" : $"rgb({own},{other},{other})";
    }
}

/// <summary>A range of numbers along a side of a panel.</summary>
/// <param name="Label">What is measured.</param>
/// <param name="From">The least number.</param>
/// <param name="To">The largest.</param>
/// <param name="IsLogarithmic">Whether equal steps are equal factors.</param>
internal sealed record Axis(string Label, double From, double To, bool IsLogarithmic = false)
{
    /// <summary>Where a number lies, from 0 to 1; numbers outside lie on the edge.</summary>
    public double Place(double value)
    {
        var (from, to) = IsLogarithmic ? (Math.Log10(From), Math.Log10(To)) : (From, To);
        var place = ((IsLogarithmic ? Math.Log10(Math.Max(value, From)) : value) - from) / (to - from);
        return double.IsNaN(place) ? 0 : Math.Clamp(place, -0.02, 1.02);
    }

    /// <summary>The numbers that are written at the axis.</summary>
    public IEnumerable<double> Ticks()
    {
        if (IsLogarithmic)
        {
            var (first, last) = ((int)Math.Ceiling(Math.Log10(From) - 1e-9), (int)Math.Floor(Math.Log10(To) + 1e-9));
            var step = Math.Max(1, (last - first + 5) / 6);
            for (var power = first; power <= last; power += step)
                yield return Math.Pow(10, power);
            yield break;
        }
        var rough = (To - From) / 5;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var distance = rough / unit < 1.5 ? unit : rough / unit < 3.5 ? 2 * unit : rough / unit < 7.5 ? 5 * unit : 10 * unit;
        for (var tick = Math.Ceiling(From / distance - 1e-9); tick * distance <= To + 1e-9 * distance; tick++)
            yield return tick * distance;
    }
}

/// <summary>A rectangle of the figure.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height);
