using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <content>Rows outermost, in panels, and the sums over rows that end a gradient.</content>
public static unsafe partial class LaneBlocks
{
    private const int PanelWidth = 64;

    /// <summary>Transposes several lane blocks into row panels: see the overload for one.</summary>
    /// <param name="lanes">The lane blocks, <c>[unit][feature][16]</c>.</param>
    /// <param name="features">The features of a unit.</param>
    /// <param name="panels">Receives the panels.</param>
    /// <param name="panelUnits">The units that the panels hold in all.</param>
    /// <param name="firstUnit">The place of the first unit among them.</param>
    /// <param name="units">The number of units.</param>
    public static void ToPanels(float* lanes, int features, float* panels, nuint panelUnits, nuint firstUnit, nuint units)
    {
        for (nuint unit = 0; unit < units; unit++)
            ToPanels(lanes + unit * (nuint)features * Rows, features, panels, checked((int)panelUnits * Rows), checked((int)(firstUnit + unit) * Rows));
    }

    /// <summary>Sums panels over their rows: <c>sums[f] (+)= Σ_rows panels[row][f]</c>, in the order of the rows.</summary>
    public static void AddPanelSums(float* panels, int features, nuint units, float* sums, bool accumulate)
    {
        var padded = (features + 15) / 16 * 16;
        for (var start = 0; start < features; start += 4)
        {
            var panel = start / PanelWidth * PanelWidth;
            var width = Math.Min(PanelWidth, padded - panel);
            var count = Math.Min(4, features - start);
            var sum = accumulate ? Lanes.LoadFirst128(sums + start, count) : Vector128<float>.Zero;
            var row = panels + (nuint)panel * units * Rows + (nuint)(start - panel);
            for (nuint r = 0; r < units * Rows; r++, row += width)
                sum += *(Vector128<float>*)row;
            Lanes.StoreFirst(sums + start, sum, count);
        }
    }

    /// <summary>Sums lane blocks over their rows: <c>sums[f] (+)= Σ_rows lanes[unit][f][row]</c>, in the order of the rows.</summary>
    public static void AddLaneSums(float* lanes, int features, nuint units, float* sums, bool accumulate)
    {
        for (var feature = 0; feature < features; feature++)
        {
            var sum = accumulate ? sums[feature] : 0;
            for (nuint unit = 0; unit < units; unit++)
            {
                var row = lanes + (unit * (nuint)features + (nuint)feature) * Rows;
                for (var lane = 0; lane < Rows; lane++)
                    sum += row[lane];
            }
            sums[feature] = sum;
        }
    }
}
