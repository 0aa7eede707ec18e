using System.Globalization;
using System.Text.RegularExpressions;

namespace Adjoint.Training;

/// <summary>What an array's header says: a dictionary of Python's with three entries, of which no other form is read.</summary>
internal sealed partial record NpyHeader(NpyType Type, bool IsBigEndian, int[] Shape)
{
    /// <summary>More axes than NumPy allows.</summary>
    private const int MostAxes = 64;

    /// <exception cref="InvalidDataException">It says something else.</exception>
    public static NpyHeader Parse(string text)
    {
        if (Dictionary().Match(text) is not { Success: true } found)
            throw new InvalidDataException($"its header is '{TableFields.Shortened(text)}'; a dictionary of 'descr', 'fortran_order' and 'shape' is needed.");
        var (keys, values) = (found.Groups["key"].Captures, found.Groups["value"].Captures);
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!entries.TryAdd(keys[i].Value, values[i].Value))
                throw new InvalidDataException($"its header has '{TableFields.Shortened(keys[i].Value)}' twice.");
        }
        if (entries.Count != 3 || !entries.TryGetValue("descr", out var type) || !entries.TryGetValue("fortran_order", out var order) || !entries.TryGetValue("shape", out var shape))
            throw new InvalidDataException($"its header has {string.Join(", ", entries.Keys.Select(static k => $"'{TableFields.Shortened(k)}'"))}; 'descr', 'fortran_order' and 'shape' are needed.");
        if (type[0] == '[')
            throw new InvalidDataException("its values are records of several fields; save each field as an array of its own.");
        if (order is not ("True" or "False") || type[0] != '\'' || shape[0] != '(')
            throw new InvalidDataException("an entry of its header is of the wrong kind.");
        var sizes = ShapeOf(shape);
        var (number, isBigEndian) = NpyTypes.Parse(type[1..^1]);
        // With one axis, or none, both orders are the same.
        if (order == "True" && sizes.Count(static s => s != 1) > 1)
            throw new InvalidDataException("its values are in Fortran's order; save numpy.ascontiguousarray(array).");
        return new NpyHeader(number, isBigEndian, sizes);
    }

    private static int[] ShapeOf(string tuple)
    {
        var parts = tuple[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MostAxes)
            throw new InvalidDataException($"it announces {parts.Length} axes; at most {MostAxes} are read.");
        return Array.ConvertAll(parts, static part => int.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new InvalidDataException($"it announces {TableFields.Shortened(part)} entries on an axis; at most {int.MaxValue} are read."));
    }

    /// <summary>Each entry a text, a list, True, False, or numbers in brackets. An entry that was read is not read again in another way, so that no text takes long.</summary>
    [GeneratedRegex(@"^\{(?>\s*'(?<key>[a-z_]+)'\s*:\s*(?<value>'[^']*'|\[[^\]]*\]|True|False|\([0-9L, ]*\))\s*,?)*\s*\}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary();
}
