using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>Writes the statements of a lane program, for one width.</summary>
internal sealed class LaneBodyWriter
{
    private readonly CodeWriter writer;
    private readonly AddressText addresses;
    private readonly ExprText text;

    /// <param name="writer">The writer.</param>
    /// <param name="width">The width.</param>
    /// <param name="hasLaneLoop">Whether the program runs once for each vector of a lane block, which the variable <c>lane</c> counts.</param>
    public LaneBodyWriter(CodeWriter writer, Width width, bool hasLaneLoop)
    {
        this.writer = writer;
        addresses = new AddressText(width, hasLaneLoop);
        text = new ExprText(width, addresses);
    }

    /// <summary>Writes the statements of one block.</summary>
    public void Write(EquatableArray<Statement> body)
    {
        var pointers = addresses.InScope;
        foreach (var statement in body)
            Write(statement);
        addresses.InScope = pointers;
    }

    private void Write(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                writer.WriteLine($"var {let.Name} = {text.Of(let.Value)};");
                break;
            case Set { Value: Binary { Operator: '+', Left: Variable left } sum } set when left.Name == set.Name:
                writer.WriteLine($"{set.Name} += {text.Of(sum.Right)};");
                break;
            case Set set:
                writer.WriteLine($"{set.Name} = {text.Of(set.Value)};");
                break;
            case Store { Value: Binary { Operator: '+', Left: Feature left } sum } store when left.Buffer == store.Buffer && left.Index == store.Index:
                writer.WriteLine($"{addresses.Feature(store.Buffer, store.Index)} += {text.Of(sum.Right)};");
                break;
            case Store store:
                writer.WriteLine($"{addresses.Feature(store.Buffer, store.Index)} = {text.Of(store.Value)};");
                break;
            case Locate locate:
                Write(locate);
                break;
            case Scope scope:
                using (writer.Braces())
                    Write(scope.Body);
                break;
            case Loop loop:
                Write(loop);
                break;
        }
    }

    private void Write(Locate locate)
    {
        var (name, at) = (locate.Name, locate.Name + "At");
        var shift = locate.Shift == 0 ? "" : $" {(locate.Shift < 0 ? '-' : '+')} {Literal.Of(Math.Abs(locate.Shift))}";
        writer.WriteLine($"var {at} = (int)({AddressText.Position(locate.Output)}) * {Literal.Of(locate.Scale)}{shift};");
        writer.WriteLine($"nuint {name} = {at} > 0f ? (nuint)(int){at} : 0, {name}Next = {name} < {locate.Last} ? {name} + 1 : {locate.Last};");
        writer.WriteLine($"var {name}Part = {text.Broadcast($"{at} > 0f ? {at} - (int){name} : 0f")};");
    }

    private void Write(Loop loop)
    {
        var pointers = addresses.Hoist(loop);
        if (pointers.Count > 0)
            writer.WriteLine($"float* {string.Join(", ", pointers)};");
        var (from, to, end) = (AddressText.Bound(loop.From), AddressText.Bound(loop.To), "");
        // An end that has to be worked out is worked out once.
        if (loop.To.Constant is null)
            (end, to) = ($", {loop.Name}End = {to}", loop.Name + "End");
        var header = $"for (nuint {loop.Name} = {from}{end}; {loop.Name} < {to}; {loop.Name}++)";
        if (loop.Body.Count > 1 || loop.Body[0] is Loop)
        {
            using (writer.Block(header))
                Write(loop.Body);
            return;
        }
        writer.WriteLine(header);
        using (writer.Indent())
            Write(loop.Body);
    }
}
