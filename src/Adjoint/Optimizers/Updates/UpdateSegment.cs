namespace Adjoint;

/// <summary>A run of neighbouring tensors that weight decay and penalties treat alike.</summary>
/// <param name="End">The index in the parameter block after the last value; the run starts where the one before ends.</param>
/// <param name="Decays">Whether weight decay and penalties reach it.</param>
internal readonly record struct UpdateSegment(int End, bool Decays)
{
    /// <summary>Divides a parameter block into as few runs as possible.</summary>
    /// <param name="layout">What is where.</param>
    /// <param name="decayBiases">Whether tensors of role <see cref="ParameterRole.Bias"/> and <see cref="ParameterRole.Scale"/> decay like weights.</param>
    public static UpdateSegment[] Divide(ParameterLayout layout, bool decayBiases)
    {
        var segments = new List<UpdateSegment>();
        foreach (var parameter in layout.Parameters.Where(static p => p.IsTrained))
        {
            var segment = new UpdateSegment(parameter.Offset + parameter.Length, decayBiases || parameter.Role == ParameterRole.Weight);
            if (segments.Count > 0 && segments[^1].Decays == segment.Decays)
                segments[^1] = segment;
            else
                segments.Add(segment);
        }
        return [.. segments];
    }
}
