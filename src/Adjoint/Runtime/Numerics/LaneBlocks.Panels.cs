using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Adjoint.Runtime;

/// <content>Rows outermost, in panels, and the sums over rows that end a gradient.</content>
public static unsafe partial class LaneBlocks
{
    internal const int PanelWidth = 64;

    /// <summary>Transposes several lane blocks into row panels: see the overload for one.</summary>
    /// <param name="lanes">The lane blocks, <c>[unit][feature][16]</c>.</param>
    /// <param name="features">The features of a unit.</param>
    /// <param name="panels">Receives the panels.</param>
    /// <param name="panelUnits">The units that the panels hold in all.</param>
    /// <param name="firstUnit">The place of the first unit among them.</param>
    /// <param name="units">The number of units.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToPanels<T>(T* lanes, int features, T* panels, nint panelUnits, nint firstUnit, nint units)
        where T : unmanaged
    {
        for (nint unit = 0; unit < units; unit++)
            ToPanels(lanes + unit * features * Rows, features, panels, checked((int)panelUnits * Rows), checked((int)(firstUnit + unit) * Rows));
    }

    /// <summary>Sets the gradient of a parameter that no loss depends on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear<T>(T* values, int count)
        where T : unmanaged => new Span<T>(values, count).Clear();

    /// <summary>Sums panels over their rows: <c>sums[f] (+)= Σ_rows panels[row][f]</c>, in the order of the rows, for one slice of the features.</summary>
    /// <param name="panels">The panels, as <see cref="ToPanels{T}(T*, int, T*, nint, nint, nint)"/> writes them.</param>
    /// <param name="features">The features of a unit.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="sums">Receives the sums.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    /// <param name="slice">Which part of the features.</param>
    /// <param name="slices">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddPanelSums(float* panels, int features, nint units, float* sums, bool accumulate, nint slice, nint slices)
    {
        var padded = Padded(features);
        var end = FirstOf(features, slice + 1, slices);
        for (var start = FirstOf(features, slice, slices); start < end; start += 16)
        {
            var panel = start / PanelWidth * PanelWidth;
            var width = Math.Min(PanelWidth, padded - panel);
            var rows = panels + (nint)panel * units * Rows + (nint)(start - panel);
            var count = Math.Min(16, features - start);
            // Four short vectors beside each other: their additions do not wait for one another, and every element's order stays that of the rows.
            var a = Vector128<float>.Zero;
            var b = Vector128<float>.Zero;
            var c = Vector128<float>.Zero;
            var d = Vector128<float>.Zero;
            for (nint r = 0; r < units * Rows; r++, rows += width)
            {
                a += *(Vector128<float>*)rows;
                b += *(Vector128<float>*)(rows + 4);
                c += *(Vector128<float>*)(rows + 8);
                d += *(Vector128<float>*)(rows + 12);
            }
            Add(a, sums + start, Math.Min(count, 4), accumulate);
            Add(b, sums + start + 4, Math.Clamp(count - 4, 0, 4), accumulate);
            Add(c, sums + start + 8, Math.Clamp(count - 8, 0, 4), accumulate);
            Add(d, sums + start + 12, Math.Clamp(count - 12, 0, 4), accumulate);
        }
    }

    /// <summary>Where a slice of the features begins: slices take them by sixteen, a cache line of sums, so that no two threads write to one.</summary>
    internal static int FirstOf(int features, nint slice, nint slices) => Math.Min(features, (int)(Padded(features) / Rows * slice / slices) * Rows);

    /// <summary>The features of all panels together: whole vectors of the widest kind.</summary>
    internal static int Padded(int features) => (features + Rows - 1) / Rows * Rows;

    private static void Add(Vector128<float> sum, float* destination, int count, bool accumulate) =>
        Lanes.StoreFirst(destination, accumulate ? sum + Lanes.LoadFirst128(destination, count) : sum, count);

    /// <summary>
    /// Sums lane blocks over their rows: <c>sums[f] (+)= Σ_rows lanes[unit][f][row]</c>, each lane over the units first and then the sixteen lanes, in one
    /// order on every machine, for one slice of the features.
    /// </summary>
    /// <param name="lanes">The lane blocks, <c>[unit][feature][16]</c>.</param>
    /// <param name="features">The features of a unit.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="sums">Receives the sums.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    /// <param name="slice">Which part of the features.</param>
    /// <param name="slices">The number of parts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void AddLaneSums(float* lanes, int features, nint units, float* sums, bool accumulate, nint slice, nint slices)
    {
        var stride = (nint)features * Rows;
        var end = FirstOf(features, slice + 1, slices);
        for (var feature = FirstOf(features, slice, slices); feature < end; feature++)
        {
            var row = lanes + (nint)feature * Rows;
            var a = Vector128<float>.Zero;
            var b = Vector128<float>.Zero;
            var c = Vector128<float>.Zero;
            var d = Vector128<float>.Zero;
            for (nint unit = 0; unit < units; unit++, row += stride)
            {
                a += *(Vector128<float>*)row;
                b += *(Vector128<float>*)(row + 4);
                c += *(Vector128<float>*)(row + 8);
                d += *(Vector128<float>*)(row + 12);
            }
            a = a + b + (c + d);
            var sum = a[0] + a[1] + (a[2] + a[3]);
            sums[feature] = accumulate ? sums[feature] + sum : sum;
        }
    }
}
