using System.Globalization;
using Adjoint.Generator.Naming;

namespace Adjoint.Generator.Declare;

/// <summary>
/// What layers and uses of blocks are called: by the name that is given to them, or else by the next of their kind. Both who reads a right declaration and who lists
/// the layers of a wrong one ask here.
/// </summary>
internal sealed class LayerNames(Names names)
{
    /// <summary>The name of a layer, without what goes before it in a block.</summary>
    public string Of(LayerWord layer, string prefix) => layer.LayerName ?? names.Layer(prefix, layer.Facts.Stem);

    /// <summary>The name of a layer that is made of others.</summary>
    public string Of(CompositeWord layer, string prefix) => layer.LayerName ?? names.Layer(prefix, layer.Stem);

    /// <summary>The name of a tangent.</summary>
    public string Of(TangentWord tangent, string prefix) => tangent.LayerName ?? names.Layer(prefix, "tangent");

    /// <summary>
    /// The name of a use of a block, or of a repetition. Without a name each repetition is called as a use without one is; a name is counted on: <c>layer2.0</c>,
    /// <c>layer2.1</c> and so on for <c>layer2</c>, and from the number on for a name that ends in one.
    /// </summary>
    public string Of(BlockWord use, BlockDeclaration block, string prefix, int repetition) =>
        use.LayerName is not { } given ? names.Layer(prefix, StemOf(block)) : use.Times is null ? given : Counted(given, repetition);

    /// <summary>The name of a projection.</summary>
    /// <param name="project">The projection.</param>
    /// <param name="prefix">What goes before its name.</param>
    /// <param name="isUsual">Whether its usual name is still free.</param>
    public string Of(ProjectWord project, string prefix, bool isUsual) => project.LayerName ?? (isUsual ? Projection.Stem : names.Layer(prefix, Projection.Stem));

    /// <summary>What the name of a layer begins with, whatever number it gets and whatever stands in its block; null for what has no name that members are called by.</summary>
    public static string? BeginningOf(Word word, NetworkDeclaration declaration) => (word is ExpressionWord expressions ? expressions.Unsized : word) switch
    {
        LayerWord layer => layer.LayerName ?? layer.Facts.Stem,
        CompositeWord layer => layer.LayerName ?? layer.Stem,
        ProjectWord project => project.LayerName ?? Projection.Stem,
        BlockWord use => use.LayerName ?? (declaration.Blocks.FirstOrDefault(block => block.Key == use.Block) is { } block ? StemOf(block) : null),
        _ => null,
    } is { } name ? name.Split('.')[0] : null;

    /// <summary>Whether a name of repetitions ends in a number, as <c>layer2.1</c>: then it is that of the first of them.</summary>
    public static bool IsNumbered(string name) => int.TryParse(name.Substring(name.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string Counted(string name, int repetition)
    {
        if (!IsNumbered(name))
            return FormattableString.Invariant($"{name}.{repetition}");
        var number = name.LastIndexOf('.') + 1;
        return FormattableString.Invariant($"{name.Substring(0, number)}{long.Parse(name.Substring(number), CultureInfo.InvariantCulture) + repetition}");
    }

    /// <summary>What the names of a block's uses begin with: its class's name in small letters.</summary>
    private static string StemOf(BlockDeclaration block)
    {
        var letters = string.Concat(block.Name.ToLowerInvariant().Where(static c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_'));
        return Names.IsIdentifier(letters) ? letters : "block";
    }
}
