using Adjoint.Generator.Kernels;

namespace Adjoint.Generator.Emit.Kernels;

/// <summary>Writes the statements of a lane program, for one width.</summary>
internal sealed class LaneBodyWriter
{
    private readonly CodeWriter writer;
    private readonly AddressText addresses;
    private readonly ExprText text;
    private readonly Width? widest;
    private readonly IReadOnlyDictionary<string, string>? vectors;

    /// <param name="writer">The writer.</param>
    /// <param name="width">The width.</param>
    /// <param name="hasLaneLoop">Whether the program runs once for each vector of a lane block, which the variable <c>lane</c> counts.</param>
    public LaneBodyWriter(CodeWriter writer, Width width, bool hasLaneLoop)
    {
        this.writer = writer;
        addresses = new AddressText(width, hasLaneLoop);
        text = new ExprText(width, addresses);
    }

    /// <summary>For one row, whose loops run with vectors over features where they can.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="widest">The widest vectors.</param>
    public LaneBodyWriter(CodeWriter writer, Width widest)
        : this(writer, Width.Row, hasLaneLoop: false) => this.widest = widest;

    private LaneBodyWriter(LaneBodyWriter outer, Width width, string over, IReadOnlyDictionary<string, string> vectors)
    {
        writer = outer.writer;
        this.vectors = vectors;
        addresses = new AddressText(outer.addresses, width, over);
        text = new ExprText(width, addresses, vectors);
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
                writer.WriteLine($"{NameOf(set)} += {text.Of(sum.Right)};");
                break;
            case Set set:
                writer.WriteLine($"{NameOf(set)} = {text.Of(set.Value)};");
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

    private string NameOf(Set set) => vectors is not null && vectors.TryGetValue(set.Name, out var vector) ? vector : set.Name;

    private void Write(Loop loop)
    {
        var pointers = addresses.Hoist(loop);
        if (pointers.Count > 0)
            writer.WriteLine($"float* {string.Join(", ", pointers)};");
        if (widest is not null && RowVectors.Of(loop) is { } found)
            WriteVectors(found);
        else
            WriteTurns(loop);
    }

    /// <summary>A loop with as many turns at once as the widest vectors have lanes, then as narrower ones have, and what is left one by one.</summary>
    private void WriteVectors(RowVectors found)
    {
        var start = found.From;
        foreach (var width in Width.Vectors.Where(w => w.Lanes <= widest!.Lanes))
        {
            var turns = (found.To - start) / width.Lanes;
            if (turns == 0)
                continue;
            WriteVectors(found, width, start, turns);
            start += turns * width.Lanes;
        }
        if (start < found.To)
            WriteTurns(found.Loop with { From = start });
    }

    private void WriteVectors(RowVectors found, Width width, int start, int turns)
    {
        var (name, vectors) = (found.Loop.Name, found.Locals.ToDictionary(static local => local, static local => local));
        foreach (var total in found.Totals)
        {
            vectors.Add(total.Name, total.Name + width.Name);
            writer.WriteLine($"var {total.Name}{width.Name} = {(total.IsSum ? $"{width.Type}.Zero" : width.Create(total.Name))};");
        }
        using (turns > 1 ? writer.Block($"for (nuint {name} = {start}; {name} < {start + turns * width.Lanes}; {name} += {width.Lanes})") : writer.Braces())
        {
            if (turns == 1)
                writer.WriteLine($"const nuint {name} = {start};");
            new LaneBodyWriter(this, width, name, vectors).Write(found.Loop.Body);
        }
        foreach (var total in found.Totals)
            writer.WriteLine(total.IsSum ? $"{total.Name} += Vector{width.Name}.Sum({total.Name}{width.Name});" : $"{total.Name} = VectorMath.Largest({total.Name}{width.Name});");
    }

    private void WriteTurns(Loop loop)
    {
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
