using System.Text;

namespace Adjoint.Generator.Emit;

/// <summary>Writes indented C#: lines end in <c>\n</c>, none has white space at its end, and text of several lines is indented line by line.</summary>
/// <example>
/// <code>
/// using (writer.Block($"public int {name}()"))
///     writer.WriteLine($"return {value};");
/// </code>
/// </example>
/// <param name="element">The type of the numbers that the code computes with.</param>
internal sealed class CodeWriter(Element element)
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder text = new();
    private int level;
    private bool blankIsDue;

    /// <summary>The type of the numbers that the code computes with.</summary>
    public Element Element => element;

    private bool AtLineStart => text.Length == 0 || text[text.Length - 1] == '\n';

    private bool AfterBlankLine => text.Length == 0 || (text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '\n');

    private bool AfterOpening => text.Length > 1 && text[text.Length - 1] == '\n' && text[text.Length - 2] == '{';

    /// <summary>Writes text without ending its last line.</summary>
    public void Write(CodeText code)
    {
        var value = code.ToString();
        var start = 0;
        for (var end = value.IndexOf('\n'); end >= 0; end = value.IndexOf('\n', start))
        {
            Append(value, start, end);
            EndLine();
            start = end + 1;
        }
        Append(value, start, value.Length);
    }

    /// <summary>Writes text and ends its last line.</summary>
    public void WriteLine(CodeText code = default)
    {
        Write(code);
        EndLine();
    }

    /// <summary>Sets what follows apart by one blank line. Never two, and none after the opening or before the closing of a block.</summary>
    public void Blank() => blankIsDue = !AfterOpening;

    /// <summary>
    /// Writes <paramref name="header"/> and an opening brace, indents what is written until the scope is disposed, then writes <paramref name="close"/>.
    /// </summary>
    public Scope Block(CodeText header, string close = "}")
    {
        WriteLine(header);
        WriteLine("{");
        return Enter(close);
    }

    /// <summary>Writes an opening brace, and what is written until the scope is disposed, indented, then the closing one.</summary>
    public Scope Braces()
    {
        WriteLine("{");
        return Enter("}");
    }

    /// <summary>Indents what is written until the scope is disposed.</summary>
    public Scope Indent() => Enter(close: null);

    /// <summary>All that has been written.</summary>
    public override string ToString() => text.ToString();

    private Scope Enter(string? close)
    {
        level++;
        return new Scope(this, close);
    }

    private void Leave(string? close)
    {
        if (!AtLineStart)
            EndLine();
        level--;
        if (close is null)
            return;
        blankIsDue = false;
        WriteLine(close);
    }

    private void Append(string value, int start, int end)
    {
        if (start == end)
            return;
        if (AtLineStart)
        {
            if (blankIsDue && !AfterBlankLine)
                text.Append('\n');
            blankIsDue = false;
            text.Append(' ', level * SpacesPerLevel);
        }
        text.Append(value, start, end - start);
    }

    private void EndLine()
    {
        while (text.Length > 0 && text[text.Length - 1] is ' ' or '\t' or '\r')
            text.Length--;
        text.Append('\n');
    }

    /// <summary>A level of indentation; disposing it goes back to the level before.</summary>
    public readonly struct Scope(CodeWriter writer, string? close) : IDisposable
    {
        public void Dispose() => writer.Leave(close);
    }
}
