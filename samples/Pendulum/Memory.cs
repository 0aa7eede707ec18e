namespace Pendulum;

/// <summary>How the angle changes in the next step, from all angles and commands so far. What is not measured, the velocity and the motor's own state, has to be remembered.</summary>
[Network(Step = true), Input(100, 2)]
[GRU(16), Dense(1)]
[MeanSquaredError]
public sealed partial class WithMemory;

/// <summary>The same from the angle and the command of this step alone.</summary>
[Network, Input(2)]
[Dense(32), Tanh, Dense(32), Tanh, Dense(1)]
[MeanSquaredError]
public sealed partial class WithoutMemory;
