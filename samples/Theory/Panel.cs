using System.Globalization;
using System.Text;

namespace Theory;

/// <summary>One coordinate system of a figure: curves, points, cells and polygons.</summary>
internal sealed class Panel(Axis x, Axis y, string heading)
{
    private readonly List<Action<StringBuilder, Box>> marks = [];
    private readonly List<(string Name, string Colour)> legend = [];

    /// <summary>Draws a curve.</summary>
    public Panel Line(string name, IEnumerable<(double X, double Y)> points, string? colour = null, bool isDashed = false)
    {
        var (stroke, all) = (Legend(name, colour), points.ToArray());
        marks.Add((svg, box) =>
        {
            svg.Append("<polyline points=\"");
            foreach (var (px, py) in all)
                svg.Append(CultureInfo.InvariantCulture, $"{X(box, px):0.0},{Y(box, py):0.0} ");
            svg.Length -= all.Length > 0 ? 1 : 0;
            svg.AppendLine($"\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"1.5\"{(isDashed ? " stroke-dasharray=\"5 4\"" : "")}/>");
        });
        return this;
    }

    /// <summary>Draws points.</summary>
    public Panel Dots(string name, IEnumerable<(double X, double Y)> points, string? colour = null, double radius = 3)
    {
        var (fill, all) = (Legend(name, colour), points.ToArray());
        marks.Add((svg, box) =>
        {
            foreach (var (px, py) in all)
                svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle cx="{X(box, px):0.0}" cy="{Y(box, py):0.0}" r="{radius}" fill="{fill}"/>""");
        });
        return this;
    }

    /// <summary>Fills a rectangle that reaches from one number to another on both axes.</summary>
    public Panel Cell(double fromX, double toX, double fromY, double toY, string colour)
    {
        marks.Add((svg, box) =>
        {
            var (left, top) = (X(box, fromX), Y(box, toY));
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<rect x="{left:0.0}" y="{top:0.0}" width="{X(box, toX) - left + 0.3:0.0}" height="{Y(box, fromY) - top + 0.3:0.0}" fill="{colour}"/>""");
        });
        return this;
    }

    /// <summary>Fills a polygon.</summary>
    public Panel Polygon(IEnumerable<(double X, double Y)> corners, string colour)
    {
        var all = corners.ToArray();
        marks.Add((svg, box) => svg.AppendLine(
            $"""<polygon points="{string.Join(' ', all.Select(p => FormattableString.Invariant($"{X(box, p.X):0.0},{Y(box, p.Y):0.0}")))}" fill="{colour}" stroke="#444" stroke-width="0.4"/>"""));
        return this;
    }

    /// <summary>Writes a text.</summary>
    public Panel Text(double atX, double atY, string text)
    {
        marks.Add((svg, box) => svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{X(box, atX):0.0}" y="{Y(box, atY):0.0}" text-anchor="middle">{Escape(text)}</text>"""));
        return this;
    }

    /// <summary>Writes the panel.</summary>
    public void Write(StringBuilder svg, Box box)
    {
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{box.X:0.0}" y="{box.Y - 8:0.0}" font-size="12">{Escape(heading)}</text>""");
        if (y.Label.Length > 0 || x.Label.Length > 0)
            WriteAxes(svg, box);
        foreach (var mark in marks)
            mark(svg, box);
        for (var i = 0; i < legend.Count; i++)
        {
            var (left, top) = (box.X + box.Width - 150, box.Y + 12 + 14 * i);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<rect x="{left:0.0}" y="{top - 8:0.0}" width="9" height="9" fill="{legend[i].Colour}"/><text x="{left + 14:0.0}" y="{top:0.0}">{Escape(legend[i].Name)}</text>""");
        }
    }

    /// <summary>Text as XML has it.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private void WriteAxes(StringBuilder svg, Box box)
    {
        var (right, bottom) = (box.X + box.Width, box.Y + box.Height);
        foreach (var tick in y.Ticks())
        {
            var at = Y(box, tick);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<path d="M{box.X:0.0} {at:0.0}H{right:0.0}" stroke="#e4e4e4"/><text x="{box.X - 4:0.0}" y="{at + 4:0.0}" text-anchor="end">{Number(y, tick)}</text>""");
        }
        foreach (var tick in x.Ticks())
        {
            var at = X(box, tick);
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<path d="M{at:0.0} {bottom:0.0}v4" stroke="#888"/><text x="{at:0.0}" y="{bottom + 16:0.0}" text-anchor="middle">{Number(x, tick)}</text>""");
        }
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<path d="M{box.X:0.0} {box.Y:0.0}V{bottom:0.0}H{right:0.0}" fill="none" stroke="#888"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{right:0.0}" y="{bottom + 32:0.0}" text-anchor="end">{Escape(x.Label)}</text>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{box.X - 40:0.0}" y="{box.Y - 24:0.0}">{Escape(y.Label)}</text>""");
    }

    private static string Number(Axis axis, double tick) => axis.IsLogarithmic ? $"1e{Math.Round(Math.Log10(tick))}" : (Math.Round(tick, 9) + 0.0).ToString(CultureInfo.InvariantCulture);

    private double X(Box box, double value) => box.X + x.Place(value) * box.Width;

    private double Y(Box box, double value) => box.Y + (1 - y.Place(value)) * box.Height;

    private string Legend(string name, string? colour)
    {
        var chosen = colour ?? Figure.Colours[legend.Count % Figure.Colours.Length];
        if (name.Length > 0)
            legend.Add((name, chosen));
        return chosen;
    }
}
