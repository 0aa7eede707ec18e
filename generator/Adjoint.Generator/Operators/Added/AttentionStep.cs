namespace Adjoint.Generator.Operators;

/// <summary>
/// Attention of one step of a sequence: <c>y = softmax(s q Kᵀ) V</c> over the steps so far. The step's own key and value are written behind those of the steps before, where they stay for
/// the next. The compiler writes it in networks of one step; it is not differentiated.
/// </summary>
/// <param name="Heads">The heads of the query.</param>
/// <param name="KeyHeads">The heads of keys and values.</param>
/// <param name="Width">The numbers of a head.</param>
/// <param name="Capacity">The steps that are kept.</param>
/// <param name="IsRing">Whether a step is written over the oldest where all places are taken; else there is a place for each.</param>
/// <param name="Scale">The factor of the scores.</param>
/// <param name="IsPacked">Whether query, key and value lie side by side in one value.</param>
internal sealed record AttentionStep(int Heads, int KeyHeads, int Width, int Capacity, bool IsRing, double Scale, bool IsPacked) : Operator
{
    public override string Name => "AttentionStep";

    /// <summary>Whether rows are successive steps of one sequence, whose keys and values all go to the same place.</summary>
    public bool Fills { get; init; }

    /// <summary>The numbers that are kept of keys: blocks of sixteen steps.</summary>
    public int KeySize => KeyHeads * Lanes.LaneBlock.WholeVectors(Capacity) * Width;

    /// <summary>The numbers that are kept of values: whole vectors of each head and step.</summary>
    public int ValueSize => KeyHeads * Capacity * Lanes.LaneBlock.WholeVectors(Width);

    public override TensorShape? Infer(ShapeContext context) => context.Input;

    public override long Flops(NodeContext node) => 4L * Heads * Width * Capacity;

    public override Equation Forward(NodeContext node) => node.Is(
        (IsPacked ? $"softmax(s q Kᵀ) V of (q, k, v) = {node.x()}" : $"softmax(s q Kᵀ) V of q = {node.x()}, k = {node.x(1)}, v = {node.x(2)}") + $" and {(IsRing ? $"the {Capacity - 1} steps" : "all steps")} before");

    public override IEnumerable<Gradient> Backward(NodeContext node) => [];
}
