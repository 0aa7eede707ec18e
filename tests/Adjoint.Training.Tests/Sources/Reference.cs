using System.Text.Json;

namespace Adjoint.Training.Tests.Sources;

/// <summary>The files and numbers of tests/Golden/images.py.</summary>
internal static class Reference
{
    private static readonly JsonElement Root = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "images.json"))).RootElement;

    public static byte[] Bytes(string kind, string name) => Root.GetProperty(kind).GetProperty(name).GetBytesFromBase64();

    public static int[] Numbers(string kind, string name) => [.. Root.GetProperty(kind).GetProperty(name).EnumerateArray().Select(static v => v.GetInt32())];

    public static IEnumerable<string> Names(string kind) => Root.GetProperty(kind).EnumerateObject().Select(static p => p.Name);
}
