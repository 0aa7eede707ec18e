using System.Globalization;

namespace Theory;

/// <summary>What a page of theory says: sentences, numbers that can be checked, and one figure.</summary>
internal sealed class Page(string name, string? folder, bool isFull)
{
    /// <summary>Whether the settings are those of the figures in the readmes; else they are small and quick.</summary>
    public bool IsFull => isFull;

    /// <summary>The first of two values with full settings, else the second.</summary>
    public T Choose<T>(T full, T small) => isFull ? full : small;

    /// <summary>Prints a sentence.</summary>
    public void Say(string text) => Console.WriteLine(text);

    /// <summary>Prints a number and what it measures.</summary>
    public void Number(string label, double value) => Console.WriteLine($"  {label}: {value.ToString("G4", CultureInfo.InvariantCulture)}");

    /// <summary>Writes the figure, where a folder was named.</summary>
    public void Draw(Figure figure)
    {
        if (folder is null)
            return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{name}.svg"), figure.ToString());
    }
}
