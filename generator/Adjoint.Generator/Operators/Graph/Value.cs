namespace Adjoint.Generator.Operators;

/// <summary>A named value.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name in generated code, such as <c>z1</c>.</param>
/// <param name="Shape">Its shape, without the batch.</param>
internal sealed record Value(int Id, string Name, TensorShape Shape)
{
    public int Size => checked((int)Shape.Size);
}
