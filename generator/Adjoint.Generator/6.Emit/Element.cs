using Adjoint.Generator.Declare;
using Adjoint.Generator.Emit.Cpu;

namespace Adjoint.Generator.Emit;

/// <summary>
/// The type of a network's numbers, and how code for it is spelt. Everything before this stage is the same for all types: a lane block has sixteen rows
/// whatever their numbers are, and only the vectors that it falls into differ.
/// </summary>
internal sealed class Element
{
    private readonly Precision precision;

    private Element(Precision precision, Processors processors = Processors.All)
    {
        this.precision = precision;
        Widths = [.. new[] { 512, 256, 128 }.Select(bits => new Width(this, FormattableString.Invariant($"{bits}"), bits / 8 / precision.Bytes()))];
        Arm = new(this, "Arm", Widths[Widths.Count - 1].Lanes);
        ProductWidths = processors == Processors.X86 ? Widths : [Widths[0], Widths[1], Arm, Widths[2]];
        Row = new(this, "Row", 1);
    }

    /// <summary>32 bits.</summary>
    public static Element Float { get; } = new(Precision.Single);

    /// <summary>64 bits.</summary>
    public static Element Double { get; } = new(Precision.Double);

    /// <summary>The name in C#.</summary>
    public string Name => precision.Number();

    /// <summary>The widths of vectors, from the widest to the one that runs everywhere.</summary>
    public IReadOnlyList<Width> Widths { get; }

    /// <summary>Whether kernels are written for Arm too.</summary>
    public bool HasArm => ProductWidths.Contains(Arm);

    /// <summary>128 bits on 64-bit Arm, which has 32 registers of them, and multiplies by an element of one.</summary>
    public Width Arm { get; }

    /// <summary>The widths that products are written for, from the widest to the one that runs everywhere.</summary>
    public IReadOnlyList<Width> ProductWidths { get; }

    /// <summary>One row, number by number.</summary>
    public Width Row { get; }

    /// <summary>Vectors of four numbers, in which the run-time library sums lanes.</summary>
    public Width Four => Widths.First(static w => w.Lanes == 4);

    /// <summary>The distance from 1 to the next number of this type.</summary>
    public double Epsilon => precision == Precision.Single ? 1.0 / (1 << 23) : 1.0 / (1L << 52);

    /// <summary>Zero.</summary>
    public string Zero => Literal(0);

    /// <summary>The namespace of generated code: kernels of equal shape have equal names whatever they compute with.</summary>
    public string Namespace => precision == Precision.Single ? "Adjoint.Generated" : "Adjoint.Generated.Doubles";

    /// <summary>The file of the kernels that networks share.</summary>
    public string KernelFile => precision == Precision.Single ? "Adjoint.Kernels.g.cs" : "Adjoint.Kernels.Double.g.cs";

    public static Element Of(Precision precision) => precision == Precision.Double ? Double : Float;

    /// <summary>The element of kernels for some processors.</summary>
    public static Element Of(Precision precision, Processors processors) => processors == Processors.All ? Of(precision) : new(precision, processors);

    /// <summary>A number with the fewest digits that read back to it.</summary>
    public string Literal(double value) => precision == Precision.Single ? Emit.Literal.Of((float)value) : Emit.Literal.Of(value);

    /// <summary>The number of this type that is nearest to a value.</summary>
    public double Nearest(double value) => precision == Precision.Single ? (float)value : value;

    /// <summary>A parameter's type, in which T stands for that of the numbers.</summary>
    public string Spell(string type) => type switch { "T*" => Name + "*", "T" => Name, _ => type };
}
