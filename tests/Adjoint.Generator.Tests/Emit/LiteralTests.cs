using Adjoint.Generator.Emit;
using Adjoint.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Adjoint.Generator.Tests.Emit;

public sealed class LiteralTests
{
    [Theory]
    [InlineData(0f, "0f")]
    [InlineData(-0f, "-0f")]
    [InlineData(1f, "1f")]
    [InlineData(-1f, "-1f")]
    [InlineData(0.1f, "0.1f")]
    [InlineData(-0.044715f, "-0.044715f")]
    [InlineData(16777216f, "16777216f")]
    [InlineData(1e-5f, "1E-05f")]
    [InlineData(float.Epsilon, "1.4013E-45f")]
    [InlineData(float.MaxValue, "3.4028235E+38f")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    public void A_literal_is_short_and_says_that_it_is_a_float(float value, string literal) =>
        Assert.Equal(literal, HostileCulture.Run(() => Literal.Of(value)));

    [Fact]
    public void The_compiler_reads_back_the_very_same_bits()
    {
        var random = new Random(20260101);
        for (var i = 0; i < 100_000; i++)
        {
            var value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            if (!float.IsFinite(value))
                continue;
            var literal = Literal.Of(value);
            var read = ReadByTheCompiler(literal);
            Assert.True(
                BitConverter.SingleToInt32Bits(read) == BitConverter.SingleToInt32Bits(value),
                $"{value:G9} (0x{BitConverter.SingleToInt32Bits(value):x8}) is written {literal}, which the compiler reads as {read:G9}.");
        }
    }

    private static float ReadByTheCompiler(string literal)
    {
        var isNegative = literal.StartsWith('-');
        var magnitude = (float)((LiteralExpressionSyntax)SyntaxFactory.ParseExpression(literal.TrimStart('-'))).Token.Value!;
        return isNegative ? -magnitude : magnitude;
    }
}
