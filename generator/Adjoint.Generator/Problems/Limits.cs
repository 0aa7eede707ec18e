namespace Adjoint.Generator.Problems;

/// <summary>What the addresses of the generated code can reach, and what a compiler can be asked to write.</summary>
internal static class Limits
{
    /// <summary>The most parameters of a network: their block is one array of floats.</summary>
    public const int Parameters = 1_000_000_000;

    /// <summary>The most tokens that an input tells apart: the whole numbers that a float holds exactly.</summary>
    public const int Tokens = 1 << 24;

    /// <summary>The most values of one layer's output for one row.</summary>
    public const int ValueSize = 10_000_000;

    /// <summary>Numbers of a row's value over sequences of tokens, of which only some positions are in memory at a time.</summary>
    public const int SequenceSize = 60_000_000;

    /// <summary>The most layers of a network: few attributes can repeat blocks within blocks without end.</summary>
    public const int Layers = 10_000;

    /// <summary>The most blocks within one another.</summary>
    public const int Levels = 32;

    /// <summary>Steps of a plain function's derivative: a method with more is optimised badly.</summary>
    public const int FunctionSteps = 4_000;

    /// <summary>Steps of a function in a kernel, each of which is a vector of its own.</summary>
    public const int KernelSteps = 300;
}
