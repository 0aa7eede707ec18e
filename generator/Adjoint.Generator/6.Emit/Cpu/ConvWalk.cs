using Adjoint.Generator.Kernels;
using Adjoint.Generator.Operators;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>
/// One axis of a convolution as code: which taps of one position count, and where the first of them reads. Forward, output o reads input
/// <c>o s − p + k d</c> for taps k; transposed, input i reads output <c>(i + p − k d) / s</c> for those taps k for which that is a whole number.
/// </summary>
/// <param name="Axis">The axis.</param>
/// <param name="Letter">Its letter: z, y or x.</param>
/// <param name="Transposed">Whether outputs are read and inputs written.</param>
/// <param name="Whole">Whether all taps of the positions that it comes to are known to lie in the image.</param>
internal sealed record ConvWalk(ConvAxis Axis, char Letter, bool Transposed, bool Whole)
{
    /// <summary>The letter of an axis: the last is x.</summary>
    public static char LetterOf(ConvKernel kernel, int axis) => "zyx"[3 - kernel.Axes.Count + axis];

    /// <summary>The positions written.</summary>
    public int Targets => Transposed ? Axis.In : Axis.Out;

    /// <summary>The positions read.</summary>
    public int Sources => Transposed ? Axis.Out : Axis.In;

    /// <summary>The variable that counts the positions written.</summary>
    public string Position => (Transposed ? "i" : "o") + Letter;

    /// <summary>The variable that counts the taps.</summary>
    public string Tap => $"k{Letter}";

    /// <summary>From one tap that counts to the next.</summary>
    public int TapStep => Transposed ? Axis.Stride / Common : 1;

    /// <summary>How far the next tap's source is from that of a tap.</summary>
    public int SourceStep => Transposed ? -Axis.Dilation / Common : Axis.Dilation;

    /// <summary>Whether there is one tap, which always counts.</summary>
    public bool IsSingle => Axis.Kernel == 1 && !Clips;

    /// <summary>The first tap that counts.</summary>
    public string From => ClipsFrom ? $"{Tap}From" : "0";

    /// <summary>The first tap after those that count.</summary>
    public string To => ClipsTo ? $"{Tap}To" : $"{Axis.Kernel}";

    private int Common => Greatest(Axis.Stride, Axis.Dilation);

    private bool Clips => ClipsFrom || ClipsTo;

    // Transposed, the one case without a question is that of a single tap at every position.
    private bool IsIdentity => Axis is { Kernel: 1, Stride: 1, Padding: 0 } && Axis.In == Axis.Out;

    private bool ClipsFrom => !Whole && (Transposed ? !IsIdentity : Axis.ClipsStart);

    private bool ClipsTo => !Whole && (Transposed ? !IsIdentity : Axis.ClipsEnd);

    /// <summary>Declares the range of taps for the position that the loop is at.</summary>
    public void WriteRange(CodeWriter writer)
    {
        if (Transposed && Clips)
        {
            WriteTransposedRange(writer);
            return;
        }
        var at = Times(Position, Axis.Stride);
        var from = $"nint {From} = Math.Max(0, {Over($"{Axis.Padding + Axis.Dilation - 1} - {at}", Axis.Dilation)})";
        var to = $"{To} = Math.Min({Axis.Kernel}, {Over($"{Axis.In + Axis.Padding + Axis.Dilation - 1} - {at}", Axis.Dilation)})";
        if (Clips)
            writer.WriteLine(ClipsFrom && ClipsTo ? $"{from}, {to};" : ClipsFrom ? $"{from};" : $"nint {to};");
    }

    /// <summary>Where the first tap that counts reads, in positions along the axis.</summary>
    public string Source
    {
        get
        {
            if (Transposed)
                return IsIdentity ? Position : Over(Minus(Reach, ClipsFrom ? Times(From, Axis.Dilation) : "0"), Axis.Stride);
            var at = Times(Position, Axis.Stride) + (Axis.Padding > 0 ? $" - {Axis.Padding}" : "");
            return ClipsFrom ? $"{at} + {Times(From, Axis.Dilation)}" : at;
        }
    }

    private string Reach => Axis.Padding > 0 ? $"{Position} + {Axis.Padding}" : Position;

    private void WriteTransposedRange(CodeWriter writer)
    {
        var (stride, dilation) = (Axis.Stride, Axis.Dilation);
        var last = (Axis.Out - 1) * stride - Axis.Padding - (dilation - 1);
        var from = Math.Sign(last) switch { 1 => $"{Position} - {last}", -1 => $"{Position} + {-last}", _ => Position };
        var to = $"Math.Min({Axis.Kernel}, {Over(Reach, dilation)} + 1)";
        if (Common > 1)
            to = $"({Reach}) % {Common} == 0 ? {to} : 0";
        writer.WriteLine($"nint {From} = Math.Max(0, {Over(from, dilation)}), {To} = {to};");
        if (TapStep == 1)
            return;
        // The taps that count leave one remainder by the step: that for which k d ≡ i + p (mod s).
        var first = Times(Over(Reach, Common), Inverse(dilation / Common, TapStep));
        writer.WriteLine($"{From} += ({first} + {Times(From, TapStep - 1)}) % {TapStep};");
    }

    internal static string Times(string value, int factor) => factor == 1 ? value : $"{Parenthesised(value)} * {factor}";

    internal static string Over(string value, int divisor) => divisor == 1 ? value : $"({value}) / {divisor}";

    private static string Minus(string value, string subtracted) => subtracted == "0" ? value : $"{value} - {subtracted}";

    internal static string Parenthesised(string value) => value.Contains(' ') ? $"({value})" : value;

    private static int Greatest(int a, int b) => b == 0 ? a : Greatest(b, a % b);

    /// <summary>The number that multiplied by <paramref name="value"/> leaves the remainder 1.</summary>
    private static int Inverse(int value, int modulus) => Enumerable.Range(1, modulus).First(i => (long)value * i % modulus == 1 % modulus);
}
