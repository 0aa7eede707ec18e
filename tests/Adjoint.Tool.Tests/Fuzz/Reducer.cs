namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Makes a file shorter as long as something stays true of it.</summary>
internal static class Reducer
{
    /// <summary>So often it is tried.</summary>
    private const int Attempts = 3000;

    /// <summary>The content without whatever parts can go, the largest first, and without the structure's own parts where the kind knows them.</summary>
    public static byte[] Reduce(Target target, byte[] content, Func<byte[], bool> holds)
    {
        var left = Attempts;
        bool Holds(byte[] smaller) => left-- > 0 && smaller.Length < content.Length && holds(smaller);
        while (target.Smaller is { } smaller && smaller(content).FirstOrDefault(Holds) is { } found)
            content = found;
        for (var size = content.Length / 2; size > 0 && left > 0; size /= 2)
        {
            for (var place = content.Length - size; place >= 0 && left > 0; place -= size)
            {
                if (place + size <= content.Length && Mutator.Replaced(content, place, size, []) is var without && Holds(without))
                    content = without;
            }
        }
        return content;
    }
}
