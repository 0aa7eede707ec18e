using System.Globalization;
using Adjoint.Generator.Shape;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Adjoint.Generator.Tests.Blocks;

/// <summary>Sizes that are written as expressions: what they are worth, and what is said of those that are worth nothing.</summary>
public sealed class SizeExpressionTests
{
    private static readonly Dictionary<string, double> Sizes = new() { ["width"] = 12, ["stride"] = 2, ["channels"] = 64, ["x_1"] = 7, ["rate"] = 0.25 };

    [Theory]
    [InlineData("0", 0)]
    [InlineData("42", 42)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("width", 12)]
    [InlineData("  width\t* 4 ", 48)]
    [InlineData("width*4+stride", 50)]
    [InlineData("width + 4 * stride", 20)]
    [InlineData("(width + 4) * stride", 32)]
    [InlineData("width - 4 - 3", 5)]
    [InlineData("100 / 8 / 2", 6)]
    [InlineData("7 / 2 * 2", 6)]
    [InlineData("17 % 5 * 2", 4)]
    [InlineData("-1", -1)]
    [InlineData("--3", 3)]
    [InlineData("-width + 20", 8)]
    [InlineData("2 - -3", 5)]
    [InlineData("-7 / 2", -3)]
    [InlineData("-7 % 3", -1)]
    [InlineData("min(width, 5)", 5)]
    [InlineData("max(1, width, channels / 2, 3)", 32)]
    [InlineData("min(max(1, 2), 3) * x_1", 14)]
    [InlineData("((((width))))", 12)]
    public void Is_worth(string text, int value) => Assert.Equal((value, null), Evaluate(text));

    [Theory]
    [InlineData("", "it ends where a number or a name is needed")]
    [InlineData("   ", "it ends where a number or a name is needed")]
    [InlineData("width +", "it ends where a number or a name is needed")]
    [InlineData("* 2", "'*' stands where a number or a name is needed")]
    [InlineData("width 2", "'2' cannot follow here")]
    [InlineData("2width", "'2width' is neither a number nor a name")]
    [InlineData("(width", "a ')' is missing at its end")]
    [InlineData("(width 2)", "'2' stands where ')' is needed")]
    [InlineData("width)", "')' cannot follow here")]
    [InlineData("1.", "'1.' is neither a number nor a name")]
    [InlineData("1.5.2", "'.' cannot follow here")]
    [InlineData("x.", "the name of a size is missing after 'x.'")]
    [InlineData("x.2", "the name of a size is missing after 'x.'")]
    [InlineData("sqrt(2, 3)", "',' stands where ')' is needed")]
    [InlineData("99999999999", "'99999999999' is too large")]
    [InlineData("width ^ 2", "'^' cannot follow here")]
    [InlineData("𝔴", "'𝔴' stands where a number or a name is needed")]
    [InlineData("größe", "'größe' stands where a number or a name is needed")]
    [InlineData("exp(width)", "there is no function 'exp', only min, max and sqrt")]
    [InlineData("min(width)", "')' stands where ',' is needed")]
    [InlineData("min(1, 2", "a ')' is missing at its end")]
    [InlineData("min()", "')' stands where a number or a name is needed")]
    public void Cannot_be_read(string text, string error)
    {
        Assert.Null(SizeParser.Parse(text, out var said));
        Assert.Equal(error, said);
    }

    [Theory]
    [InlineData("width / 0", "it divides by zero")]
    [InlineData("width % (stride - 2)", "it divides by zero")]
    [InlineData("2147483647 + 1", "it grows beyond what a size can be")]
    [InlineData("channels * 99999999", "it grows beyond what a size can be")]
    [InlineData("100000 * 100000 * 100000 * 100000 * 100000", "it grows beyond what a size can be")]
    [InlineData("1.5 * width", "1.5 is not a whole number")]
    [InlineData("sqrt(width)", "a square root is not a whole number")]
    [InlineData("rate * width", "'rate', which is 0.25, is not a whole number")]
    [InlineData("(100000 * 100000 - 100000 * 100000) / 0", "it grows beyond what a size can be")]
    public void Has_no_value(string text, string error) => Assert.Equal(error, Evaluate(text).Error);

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    public void Deep_nesting_is_refused_before_it_exhausts_the_stack(char c) => Assert.Null(SizeParser.Parse(new string(c, 900) + "1", out _));

    [Fact]
    public void Long_texts_are_refused() => Assert.Null(SizeParser.Parse("1" + string.Concat(Enumerable.Repeat("+1", 100_000)), out _));

    [Fact]
    public void Its_names_are_told_in_order() =>
        Assert.Equal(["b", "a", "b", "c"], SizeParser.Parse("b * (a - -b) / max(c, 1)", out _)!.Names);

    /// <summary>Trees drawn at random, worked out by C# and written as a text, with no more parentheses than precedence asks for.</summary>
    [Fact]
    public void A_random_expression_is_worth_what_CSharp_says() =>
        Prop.ForAll(Arb.From(Tree(4)), tree => Assert.Equal(tree.Value, Evaluate(tree.Text) is (var value, null) ? value : null)).Check(Config(2000));

    /// <summary>Any text is either read or refused with a reason.</summary>
    [Fact]
    public void A_random_text_is_read_or_refused()
    {
        var character = Gen.Elements("width9 ()+-*/%,min_max.\"é\t\ud834".ToCharArray());
        Prop.ForAll(Arb.From(character.ArrayOf()), text => (SizeParser.Parse(new string(text), out var error) is null) == (error is not null)).Check(Config(2000));
    }

    [Theory]
    [InlineData("1 / 3", 1.0 / 3)]
    [InlineData("1.5 * width", 18)]
    [InlineData("0.1", 0.1)]
    [InlineData("1 / sqrt(channels)", 0.125)]
    [InlineData("min(rate, 1)", 0.25)]
    [InlineData("7 % 2.5", 2)]
    public void Is_worth_as_a_decimal(string text, double value)
    {
        string? error = null;
        Assert.Equal(value, SizeParser.Parse(text, out _)!.Evaluate(Sizes, whole: false, ref error));
        Assert.Null(error);
    }

    [Theory]
    [InlineData("1 / (stride - 2)", "it divides by zero")]
    [InlineData("sqrt(0 - 1)", "it is not finite")]
    public void Has_no_value_as_a_decimal(string text, string expected)
    {
        string? error = null;
        SizeParser.Parse(text, out _)!.Evaluate(Sizes, whole: false, ref error);
        Assert.Equal(expected, error);
    }

    private static (int Value, string? Error) Evaluate(string text)
    {
        var expression = SizeParser.Parse(text, out var unreadable);
        Assert.Null(unreadable);
        string? error = null;
        var value = expression!.Evaluate(Sizes, whole: true, ref error);
        return ((int)value, error);
    }

    private sealed record Drawn(string Text, int Rank, long? Value);

    private static Gen<Drawn> Tree(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Choose(0, 9).Select(n => new Drawn(n.ToString(CultureInfo.InvariantCulture), 3, n)),
            Gen.Elements(Sizes.Keys.Where(static name => name != "rate").ToArray()).Select(name => new Drawn(name, 3, (long)Sizes[name])));
        if (depth == 0)
            return leaf;
        var operation =
            from sign in Gen.Elements("+", "-", "*", "/", "%", "min", "max", "negated")
            from left in Tree(depth - 1)
            from right in Tree(depth - 1)
            select Combine(sign, left, right);
        return Gen.OneOf(leaf, operation, operation);
    }

    private static Drawn Combine(string sign, Drawn left, Drawn right)
    {
        if (sign == "negated")
            return new Drawn("-" + Within(left, 3), 3, -left.Value);
        if (sign is "min" or "max")
            return new Drawn($"{sign}({left.Text}, {right.Text})", 3, Bounded(sign == "min" ? Math.Min(left.Value ?? 0, right.Value ?? 0) : Math.Max(left.Value ?? 0, right.Value ?? 0), left, right));
        var rank = sign is "+" or "-" ? 1 : 2;
        long? value = sign switch
        {
            "+" => left.Value + right.Value,
            "-" => left.Value - right.Value,
            "*" => left.Value * right.Value,
            _ when right.Value is 0 => null,
            "/" => left.Value / right.Value,
            _ => left.Value % right.Value,
        };
        return new Drawn($"{Within(left, rank)} {sign} {Within(right, rank + 1)}", rank, Bounded(value, left, right));
    }

    /// <summary>What has no value makes all that holds it have none.</summary>
    private static long? Bounded(long? value, Drawn left, Drawn right) =>
        left.Value is null || right.Value is null || value is < -int.MaxValue or > int.MaxValue ? null : value;

    private static string Within(Drawn operand, int rank) => operand.Rank < rank ? $"({operand.Text})" : operand.Text;

    private static Config Config(int tests) =>
        FsCheck.Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(2026), FSharpOption<int>.None)));
}
