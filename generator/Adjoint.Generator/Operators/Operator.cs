namespace Adjoint.Generator.Operators;

/// <summary>
/// A word of the language: how a layer's shapes follow from one another, what it computes, and what its gradients and its tangent are. One file an operator, in the
/// same order everywhere: the formula and the derivation of each gradient, then shape rule, cost, forward, backward. Which kernels compute it, <c>4.Lower</c> says.
/// </summary>
/// <remarks>Operators are values: two are equal where they compute the same. They hold no state, know no symbols, and choose neither buffers nor tiles nor vector widths.</remarks>
internal abstract record Operator
{
    /// <summary>The attribute's name without "Attribute".</summary>
    public abstract string Name { get; }

    /// <summary>The first letter of the names of its outputs in generated code: z for what is linear in parameters, h for activations, and so on.</summary>
    public virtual string Symbol => "h";

    /// <summary>Whether the output is the input under another shape, so that nothing has to be computed.</summary>
    public virtual bool IsView => false;

    /// <summary>Whether the output is a constant to all derivatives.</summary>
    public virtual bool StopsGradients => false;

    /// <summary>Whether the operator does nothing outside training.</summary>
    public virtual bool OnlyTrains => false;

    /// <summary>Whether what a row becomes in training depends on the other rows, and so differs from what is predicted.</summary>
    public virtual bool MixesRows => false;

    /// <summary>The fewest rows that can be trained on together.</summary>
    /// <param name="output">The output's shape.</param>
    public virtual int LeastRows(TensorShape output) => 1;

    /// <summary>Whether it makes no difference what is added to a whole channel of the input, such as a bias.</summary>
    public virtual bool ForgetsShifts => false;

    /// <summary>Whether each number stays in its place.</summary>
    public virtual bool KeepsPlaces => false;

    /// <summary>Whether the first axis of an input that is an image has to be its channels.</summary>
    public virtual bool ReadsChannelsFirst => false;

    /// <summary>Whether finite inputs give a finite output and finite derivatives, as far as numbers reach.</summary>
    public virtual bool IsFinite => true;

    /// <summary>The least number that the output can be; −∞ where there is none.</summary>
    public virtual double LowerBound => double.NegativeInfinity;

    /// <summary>The greatest number that the output can be; ∞ where there is none.</summary>
    public virtual double UpperBound => double.PositiveInfinity;

    /// <summary>Whether the output is linear in the first input, all else constant, so that the operator is its own tangent.</summary>
    public virtual bool IsLinear => false;

    /// <summary>Whether the operator can say how its output changes with its inputs and parameters, row by row.</summary>
    public virtual bool HasTangent => !MixesRows;

    /// <summary>Whether the output is made of parameters alone.</summary>
    public virtual bool ReadsNothing => false;

    /// <summary>
    /// The axis along which the output has the steps of a sequence, where each of them depends on no step of the input but its own and, as far as <see cref="StepsBefore"/> says, on those before
    /// it; null where steps are brought together or change their order.
    /// </summary>
    /// <param name="x">The shape of the first input.</param>
    /// <param name="y">The shape of the output.</param>
    /// <param name="axis">The axis of the steps in what it reads.</param>
    public virtual int? StepAxis(TensorShape x, TensorShape y, int axis) => KeepsPlaces ? axis : null;

    /// <summary>The steps before its own that a step of the output depends on.</summary>
    public virtual int StepsBefore => 0;

    /// <summary>What the operator makes of tokens: whole numbers that name things, on which there is no arithmetic.</summary>
    public virtual TokenUse Tokens => TokenUse.None;

    /// <summary>The output's shape and the parameters, or null after a problem was reported.</summary>
    public abstract TensorShape? Infer(ShapeContext context);

    /// <summary>Floating-point operations for one row of the forward pass; a multiplication and an addition are two.</summary>
    public abstract long Flops(NodeContext node);

    /// <summary>What the output is.</summary>
    public abstract Equation Forward(NodeContext node);

    /// <summary>What it is in ONNX, as <c>Predict</c> computes it: adds operators, and returns the name of what they yield.</summary>
    public virtual string Onnx(OnnxContext node) => throw new InvalidOperationException($"{Name} does not say what it is in ONNX.");

    /// <summary>What the node contributes to the gradients that are wanted, given that of its output.</summary>
    public abstract IEnumerable<Gradient> Backward(NodeContext node);

    /// <summary>What stands in the operator's place in derivatives, which are of what is predicted; most predict as they train.</summary>
    /// <param name="shape">The output's shape.</param>
    public virtual Operator AsPredicted(TensorShape shape) => OnlyTrains ? new Flatten() : this;

    /// <summary>
    /// Adds the nodes that compute the output's tangent from those of the inputs and parameters; returns the number of the tangent, or null where it is zero.
    /// At least one of them is not zero.
    /// </summary>
    public virtual int? Tangent(TangentContext node) =>
        IsLinear ? node.Same() : throw new InvalidOperationException($"{Name} does not say how its output changes.");
}
