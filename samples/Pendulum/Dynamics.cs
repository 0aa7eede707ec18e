namespace Pendulum;

/// <summary>The angular acceleration of a pendulum from its angle (0 is upright), its angular velocity and the torque at its pivot.</summary>
[Network(Derivatives = Derivatives.Jacobian), Input(3)]
[Dense(32), Tanh, Dense(32), Tanh, Dense(1)]
[MeanSquaredError]
public sealed partial class Dynamics;
