using Adjoint;

namespace AdjointRegression;

/// <summary>The features of a car, and how far it goes.</summary>
[Network, Input(Features)]
[Dense(32), ReLU]
[Dense(16), ReLU]
[Dense(1)]
[MeanSquaredError]
public sealed partial class Distance
{
    /// <summary>What the columns of the table become: numbers are one each, and a category has one for each of its values.</summary>
    public const int Features = 47;
}
