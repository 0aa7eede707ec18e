using Adjoint.Generator.Lanes;
using Adjoint.Generator.Scalars;

namespace Adjoint.Generator.Emit.Cpu;

/// <summary>Writes the statements of a lane program, for one width.</summary>
internal sealed class LaneBodyWriter
{
    private readonly CodeWriter writer;
    private readonly AddressText addresses;
    private readonly VectorText text;

    /// <summary>For one row: the widths of vectors over features, from the widest.</summary>
    private readonly IReadOnlyList<Width> rowWidths;

    private LaneBodyWriter(CodeWriter writer, AddressText addresses, IReadOnlyList<Width> rowWidths)
    {
        this.writer = writer;
        this.addresses = addresses;
        this.rowWidths = rowWidths;
        text = new VectorText(addresses);
    }

    /// <summary>For sixteen rows, a row in each lane.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="width">The width.</param>
    /// <param name="hasLaneLoop">Whether the program runs once for each vector of a lane block, which the variable <c>lane</c> counts.</param>
    public static LaneBodyWriter Lanes(CodeWriter writer, Width width, bool hasLaneLoop) => new(writer, new AddressText(width, isRow: false, hasLaneLoop), []);

    /// <summary>For one row: number by number, but for loops that may run with vectors over features.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="widest">The widest vectors; <see cref="Element.Row"/> for none.</param>
    public static LaneBodyWriter Row(CodeWriter writer, Width widest) =>
        new(writer, new AddressText(writer.Element.Row, isRow: true, hasLaneLoop: false), [.. writer.Element.Widths.Where(w => w.Lanes <= widest.Lanes)]);

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
                if (addresses.Width.IsScalar)
                    text.Numbers.Add(let.Name);
                writer.WriteLine($"var {let.Name} = {text.Of(let.Value)};");
                break;
            case Set { Value: Operation(Op.Add, Variable left, var summand) } set when left.Name == set.Name:
                writer.WriteLine($"{set.Name} += {text.Of(summand)};");
                break;
            case Set set:
                writer.WriteLine($"{set.Name} = {text.Of(set.Value)};");
                break;
            case Store { Value: Operation(Op.Add, Feature left, var summand) } store when left.Buffer == store.Buffer && left.Index == store.Index:
                writer.WriteLine($"{addresses.Feature(store.Buffer, store.Index)} += {text.Of(summand)};");
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
        var (element, zero) = (writer.Element, writer.Element.Zero);
        var scale = element.Nearest(locate.Scale);
        // Of centres, half a step further and half a position back.
        var offset = locate.Centres ? element.Nearest(scale / 2 - 0.5) : 0;
        var shift = offset == 0 ? "" : $" {(offset < 0 ? '-' : '+')} {element.Literal(Math.Abs(offset))}";
        writer.WriteLine($"var {at} = (int)({AddressText.Position(locate.Output)}) * {element.Literal(scale)}{shift};");
        if (addresses.Width.IsScalar)
            text.Numbers.Add(name + "Part");
        writer.WriteLine($"nint {name} = {at} > {zero} ? (int){at} : 0, {name}Next = {name} < {locate.Last} ? {name} + 1 : {locate.Last};");
        writer.WriteLine($"var {name}Part = {text.Broadcast($"{at} > {zero} ? {at} - (int){name} : {zero}")};");
    }

    private void Write(Loop loop)
    {
        var pointers = addresses.Hoist(loop);
        if (pointers.Count > 0)
            writer.WriteLine($"{writer.Element.Name}* {string.Join(", ", pointers)};");
        var (from, to, end) = (AddressText.Bound(loop.From), AddressText.Bound(loop.To), "");
        // An end that has to be worked out is worked out once.
        if (loop.To.Constant is null)
            (end, to) = ($", {loop.Name}End = {to}", loop.Name + "End");
        if (rowWidths.Any(w => RowLoops.Suits(loop, w)))
        {
            WriteVectors(loop, loop.From.Constant!.Value, loop.To.Constant!.Value);
            return;
        }
        WriteTurns($"for (nint {loop.Name} = {from}{end}; {loop.Name} < {to}; {loop.Name}++)", loop);
    }

    /// <summary>As many turns at once as the widest vector has lanes, the rest with narrower ones, and the last of them one by one.</summary>
    private void WriteVectors(Loop loop, int from, int to)
    {
        // Inside, what the loop does not name itself is one number.
        var outside = text.Numbers.ToList();
        foreach (var width in rowWidths.Append(writer.Element.Row))
        {
            var end = from + (to - from) / width.Lanes * width.Lanes;
            if (end == from)
                continue;
            (addresses.Width, addresses.Along) = (width, width.IsScalar ? null : loop.Name);
            foreach (var let in loop.Body.OfType<Let>())
                text.Numbers.Remove(let.Name);
            WriteTurns($"for (nint {loop.Name} = {from}; {loop.Name} < {end}; {loop.Name}{(width.IsScalar ? "++" : $" += {width.Lanes}")})", loop);
            from = end;
        }
        (addresses.Width, addresses.Along) = (writer.Element.Row, null);
        text.Numbers.UnionWith(outside);
    }

    private void WriteTurns(string header, Loop loop)
    {
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
