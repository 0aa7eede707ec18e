using Adjoint.Generator.Declare;
using Adjoint.Generator.Naming;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Shape;

/// <summary>A parameter of a block: <c>"width"</c>, or with a default <c>"stride = 1"</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Default">What it is where no argument is given; an expression over the parameters before it and the incoming shape.</param>
internal sealed record BlockParameter(string Name, SizeExpression? Default);

/// <summary>The parameters of a block as they are written in <c>[Block(…)]</c>.</summary>
internal static class BlockParameters
{
    /// <summary>Reads them; with what is wrong, of which the rest means nothing.</summary>
    public static IReadOnlyList<BlockParameter> Read(BlockDeclaration block, out Problem? problem)
    {
        var parameters = new List<BlockParameter>();
        problem = null;
        for (var i = 0; i < block.Parameters.Count && problem is null; i++)
        {
            var place = new SourcePlace(SourcePlace.Mark, "parameters", i);
            var written = block.Parameters[i];
            var equals = written.IndexOf('=');
            var name = (equals < 0 ? written : written.Substring(0, equals)).Trim();
            if (!Names.IsIdentifier(name))
                problem = Wrong("its name has to be letters, digits and underscores, a letter first");
            else if (name is "min" or "max")
                problem = Wrong($"{name} is a function");
            else if (parameters.Any(p => p.Name == name))
                problem = Wrong("there is one of that name before it");
            else if (equals < 0 && parameters.LastOrDefault()?.Default is not null)
                problem = Wrong("those without a default come first");
            else
                parameters.Add(new BlockParameter(name, equals < 0 ? null : DefaultOf(written.Substring(equals + 1), parameters, place, ref problem)));

            Problem Wrong(string why) => Problem.Of(Rules.NotAParameter, place, written, why);
        }
        return parameters;
    }

    /// <summary>As messages list them.</summary>
    public static string Listed(BlockDeclaration block) =>
        block.Parameters.IsEmpty ? "no arguments" : string.Join(", ", block.Parameters.Select(static p => $"\"{p}\""));

    private static SizeExpression? DefaultOf(string text, IReadOnlyList<BlockParameter> before, SourcePlace place, ref Problem? problem)
    {
        var expression = SizeParser.Parse(text, out var error);
        if (expression is null)
            problem = Problem.Of(Rules.NotASize, place, [text.Trim(), error!, .. NumberKind.Size.Words()]);
        else if (SizeNames.Unknown(expression, before.Select(static p => p.Name)) is { } unknown)
            problem = Problem.Of(Rules.UnknownSize, place, unknown, Spelling.Advice(unknown, [.. before.Select(static p => p.Name), .. SizeNames.All]));
        return expression;
    }
}
