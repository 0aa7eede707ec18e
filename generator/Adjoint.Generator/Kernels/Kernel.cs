using Adjoint.Generator.Lanes;

namespace Adjoint.Generator.Kernels;

/// <summary>
/// A class of generated code that computes one thing for one static shape, in a method for each direction and vector width. Layers of equal shape, in
/// one network or in several, share it: kernels with equal names are equal.
/// </summary>
/// <param name="Name">The class's name in generated code.</param>
internal abstract record Kernel(string Name)
{
    /// <summary>Whether its code is generated; the others' stands in the run-time library.</summary>
    public virtual bool IsGenerated => true;

    /// <summary>Whether what computes one row reads its input number by number, so that nothing need lie behind it.</summary>
    public virtual bool RowReadsScalars => false;

    /// <summary>By what slices divide a gradient. Kernels that write one gradient while all rows meet may do so side by side only if they divide it alike.</summary>
    public virtual string Division => Name;

    /// <summary>The method that adds to what is there where <paramref name="method"/> writes; null if there is none.</summary>
    public virtual string? AddingMethod(string method) => null;

    /// <summary>The method that does for one row what <paramref name="method"/> does for lane blocks; the same where no feature meets another.</summary>
    public virtual string RowMethod(string method) => method;
}

/// <summary>A kernel that sums products with weights, to each number of which something more may be done before it is written.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Then">What is done.</param>
internal abstract record WeightedKernel(string Name, Epilogue? Then) : Kernel(Name + (Then is null ? "" : "Then" + Then.Name))
{
    public override bool RowReadsScalars => true;

    /// <summary>Whether a method may have an epilogue.</summary>
    public abstract bool CanBeFollowed(string method);

    /// <summary>The numbers in one channel of what a method writes, or 0 if its channels cannot be told apart.</summary>
    public abstract int PositionsOf(string method);

    /// <summary>The same with another epilogue.</summary>
    public abstract WeightedKernel Followed(Epilogue then);
}

/// <summary>
/// A matrix product with a dense layer's weight. It is stored in groups of outputs, <c>w[g][i][o]</c>, the last group being as narrow as the outputs that are left: what a vector or
/// a register tile reads lies side by side, and what it reads next lies behind it. Where the weight is a table of vectors too, it is stored output-major, <c>w[o][i]</c>.
/// </summary>
/// <param name="In">The number of inputs.</param>
/// <param name="Out">The number of outputs.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Then">What is done to each number before it is written.</param>
/// <param name="Together">The outputs of a group; 1 where the weight is a table.</param>
internal sealed record DenseKernel(int In, int Out, bool Bias, int Together, Epilogue? Then = null)
    : WeightedKernel($"{(Together == 1 ? "Table" : Together > LaneBlock.Rows ? "Rows" : "Dense")}{In}x{Out}" + (Bias ? "" : "NoBias"), Then)
{
    /// <summary>Whether the weight is stored output-major.</summary>
    public bool IsTable => Together == 1;

    /// <summary>The outputs that fill groups. The others, fewer than a group, lie behind them.</summary>
    public int Grouped => !IsTable && Out > Together ? Out / Together * Together : 0;

    /// <summary>How many outputs are left over.</summary>
    public int Rest => Out - Grouped;

    /// <summary>Whether vectors over outputs would be mostly empty; the weight gradient then reads the output's gradient in lane blocks, else in panels.</summary>
    public bool HasFewOutputs => Out <= 4;

    /// <summary>The product whose weight gradient is this one's, with x for dy and dy for x: dw[o, i] = Σ dy[o] x[i], where w is stored output-major.</summary>
    public DenseKernel Turned => new(Out, In, Bias: false, Together: Math.Max(In, LaneBlock.Rows));

    public override string Division => Bias || Then is not null ? new DenseKernel(In, Out, false, Together).Name : Name;

    public override string RowMethod(string method) => method == "Forward" ? "Row" : method + "Row";

    public override bool CanBeFollowed(string method) => method is "Forward" or "InputGradient";

    public override int PositionsOf(string method) => 1;

    public override WeightedKernel Followed(Epilogue then) => new DenseKernel(In, Out, Bias, Together, then);
}

/// <summary>Methods that run a formula or a loop over features on sixteen rows at a time.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Summary">What it computes, for its documentation, without the full stop.</param>
/// <param name="Methods">The methods in order.</param>
/// <param name="Then">What is done to each number before it is written, beyond what its operator says; the methods do it already.</param>
internal sealed record LaneKernel(string Name, string Summary, EquatableArray<LaneMethod> Methods, Epilogue? Then = null) : Kernel(Name)
{
    /// <summary>The name of the table.</summary>
    public const string TableName = "Table";

    /// <summary>What makes a table that is the same at every call, a method of <c>PositionTables</c>; null where there is none.</summary>
    public string? Table { get; init; }

    public override string RowMethod(string method) => Methods.First(m => m.Name == method).HasRowMethod ? method + "Row" : method;

    public override string? AddingMethod(string method) => Methods.Any(m => m.Name == method + "Add") ? method + "Add" : null;
}

/// <summary>One method of a lane kernel: what it does to one unit (some features of sixteen rows); it is called with a number of units.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Summary">What it computes, for its documentation.</param>
/// <param name="Buffers">The buffers in the order of its parameters.</param>
/// <param name="Body">The algorithm for one row.</param>
/// <param name="Rows">Whether one row, stored feature by feature without lanes, needs a method of its own (it does where features meet).</param>
internal sealed record LaneMethod(string Name, string Summary, EquatableArray<LaneBuffer> Buffers, EquatableArray<Statement> Body, bool Rows = false)
{
    /// <summary>Whether one row needs a method of its own.</summary>
    public bool HasRowMethod => Rows || Buffers.Any(static b => b.Features > 1);

    /// <summary>The algorithm for one row, in the operations that vectors have.</summary>
    public EquatableArray<Statement> Body { get; init; } = VectorForm.Of(Body);
}

/// <summary>A buffer of a lane method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Features">How many features of it belong to one unit; 0 for parameters, which are the same for all rows.</param>
internal sealed record LaneBuffer(string Name, int Features);

/// <summary>A class of the run-time library.</summary>
/// <param name="Name">The class.</param>
/// <param name="HasRowMethods">Whether what it does for one row are methods of their own.</param>
internal sealed record LibraryKernel(string Name, bool HasRowMethods = false) : Kernel(Name)
{
    public override bool IsGenerated => false;

    public override string RowMethod(string method) => HasRowMethods ? method + "Row" : method;
}
