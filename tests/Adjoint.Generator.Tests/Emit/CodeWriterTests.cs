using Adjoint.Generator.Emit;
using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Emit;

public sealed class CodeWriterTests
{
    private readonly CodeWriter writer = new(Element.Float);

    [Fact]
    public void A_block_has_its_header_and_braces_on_lines_of_their_own()
    {
        using (writer.Block("class Net"))
        {
            using (writer.Block("void Run()"))
                writer.WriteLine("Go();");
        }
        Expect("class Net\n{\n    void Run()\n    {\n        Go();\n    }\n}\n");
    }

    [Fact]
    public void A_block_may_close_in_another_way()
    {
        using (writer.Block("int[] sizes =", close: "};"))
            writer.WriteLine("1, 2");
        Expect("int[] sizes =\n{\n    1, 2\n};\n");
    }

    [Fact]
    public void Several_lines_are_indented_one_by_one()
    {
        using (writer.Indent())
        {
            writer.WriteLine("""
                if (x)
                {

                    Go();
                }
                """);
        }
        Expect("    if (x)\n    {\n\n        Go();\n    }\n");
    }

    [Fact]
    public void Several_lines_in_a_hole_are_indented_as_the_hole_is()
    {
        var body = "a();\nb();";
        writer.WriteLine($$"""
            {
                {{body}}
            }
            // {{body}}
            """);
        Expect("{\n    a();\n    b();\n}\n// a();\nb();\n");
    }

    [Fact]
    public void Pieces_of_a_line_are_indented_once()
    {
        using (writer.Indent())
        {
            writer.Write("a");
            writer.Write(" + ");
            writer.WriteLine("b");
        }
        Expect("    a + b\n");
    }

    [Fact]
    public void No_line_ends_in_white_space_or_a_carriage_return()
    {
        using (writer.Indent())
        {
            writer.WriteLine("a \t\r\n  \r\nb ");
            writer.WriteLine("");
        }
        Expect("    a\n\n    b\n\n");
    }

    [Fact]
    public void Blank_lines_separate_and_never_double()
    {
        writer.Blank();
        using (writer.Block("class Net"))
        {
            writer.Blank();
            writer.WriteLine("int a;");
            writer.Blank();
            writer.Blank();
            writer.WriteLine("int b;\n");
            writer.Blank();
            writer.WriteLine("int c;");
            writer.Blank();
        }
        writer.Blank();
        Expect("class Net\n{\n    int a;\n\n    int b;\n\n    int c;\n}\n");
    }

    [Fact]
    public void An_unfinished_line_ends_before_its_block_does()
    {
        using (writer.Block("{0}"))
            writer.Write("a");
        Expect("{0}\n{\n    a\n}\n");
    }

    [Fact]
    public void Holes_are_written_the_same_under_every_culture()
    {
        var text = HostileCulture.Run(() =>
        {
            writer.WriteLine($"{-1} {-1.5f} {-2.5} {1234567} {-1L,4} {-3,-4}| {0.25:F3} {true} {(string?)null} {(int?)null} {DayOfWeek.Monday} {'x'}");
            return writer.ToString();
        });
        Assert.Equal("-1 -1.5 -2.5 1234567   -1 -3  | 0.250 true   Monday x\n", text);
    }

    [Fact]
    public void Writing_inside_a_hole_comes_first()
    {
        writer.WriteLine($"b {Inner()}");
        Expect("a\nb inner\n");

        string Inner()
        {
            writer.WriteLine("a");
            return "inner";
        }
    }

    private void Expect(string text) => Assert.Equal(text, writer.ToString());
}
