namespace Adjoint;

/// <summary>The parameters that an objective trains.</summary>
/// <param name="Objective">The objective's name.</param>
/// <param name="Ranges">Where they are: pairs of a first place and the place after the last.</param>
internal sealed record TrainedPart(string Objective, int[] Ranges)
{
    /// <summary>Whether a tensor is trained; tensors are as a whole or not at all.</summary>
    public bool Has(ParameterInfo tensor)
    {
        for (var i = 0; i < Ranges.Length; i += 2)
        {
            if (tensor.Offset >= Ranges[i] && tensor.Offset < Ranges[i + 1])
                return true;
        }
        return false;
    }
}
