namespace Adjoint;

/// <summary>
/// Declares a block: layers that networks and other blocks use as one, at sizes that each use says. The layer attributes that are with it are its
/// layers; they read the value that comes in, and the last of their values is what a use yields. A block that reads several values names them before its
/// first layer, <c>[Input("u"), Input("f")]</c>, and a use says which they are: <c>From = new[] { "u1", "f1" }</c>. No code is generated for the class itself.
/// </summary>
/// <example>
/// <code>
/// [Block("width", "expansion = 4")]
/// [As("in"), Dense("width * expansion"), GELU, Dense("width"), Add("in")]
/// public abstract class Mixer;
///
/// [Network, Input(16), Use&lt;Mixer&gt;(16), Repeat&lt;Mixer&gt;(3, 16, 2), Dense(10), CrossEntropy]
/// public sealed partial class Net;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BlockAttribute : Attribute
{
    /// <summary>Declares the block's parameters: sizes, decimals, and flags that are 1 or 0.</summary>
    /// <param name="parameters">
    /// Names, which the expressions in the block may mention (<see cref="SizeAttribute"/>, <see cref="NumberAttribute"/>, <see cref="FlagAttribute"/>). One may
    /// have a default, as in <c>"stride = 1"</c> or <c>"dropout = 0.1"</c>: an expression over the parameters before it and the shape that comes in.
    /// </param>
    public BlockAttribute(params string[] parameters) => Parameters = parameters;

    /// <summary>The parameters.</summary>
    public string[] Parameters { get; }
}

/// <summary>
/// The layers of a block, in this place. Their names begin with the name of the use and a dot, as <c>basicblock1.conv1</c>; values that are named in the
/// block are known in the block alone.
/// </summary>
/// <typeparam name="TBlock">A class marked <see cref="BlockAttribute"/>, of this project or of a referenced one.</typeparam>
public sealed class UseAttribute<TBlock> : NamedLayerAttribute
    where TBlock : class
{
    /// <summary>Uses the block.</summary>
    /// <param name="arguments">
    /// A number for each of the block's parameters, in order, or an expression: see <see cref="NumberAttribute"/>. Those with a default may be left out.
    /// </param>
    public UseAttribute([Number] params object[] arguments) => Arguments = arguments;

    /// <summary>The arguments: numbers or expressions.</summary>
    public object[] Arguments { get; }

    /// <summary>
    /// The names of the values that the block reads, one for each of its inputs, in order. May be left out where the block reads one value: then that is the
    /// current one.
    /// </summary>
    public string[] From { get; set; } = [];

    /// <summary>
    /// Whether all parameters of the layers inside stay as they are, of blocks within the block too, whatever those layers say themselves: see
    /// <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.
    /// </summary>
    public bool Frozen { get; set; }

    /// <summary>The name of a use of the same block above, whose parameters the layers inside use too: there is one set of them, and its gradient is the sum of both uses.</summary>
    public string? SharedWith { get; set; }
}

/// <summary>
/// A block several times over, each reading what the one before it yields, with equal arguments and with parameters of its own. With
/// <c>Name = "layer3"</c> the uses are called <c>layer3.0</c>, <c>layer3.1</c> and so on; a name that ends in a number, as <c>"layer3.1"</c>, is that of the
/// first.
/// </summary>
/// <typeparam name="TBlock">A class marked <see cref="BlockAttribute"/>, of this project or of a referenced one.</typeparam>
public sealed class RepeatAttribute<TBlock> : NamedLayerAttribute
    where TBlock : class
{
    /// <summary>Uses the block several times.</summary>
    /// <param name="times">How often; 0 for not at all.</param>
    /// <param name="arguments">
    /// A number for each of the block's parameters, in order, or an expression: see <see cref="NumberAttribute"/>. Those with a default may be left out.
    /// </param>
    public RepeatAttribute([Size] int times, [Number] params object[] arguments)
    {
        Times = times;
        Arguments = arguments;
    }

    /// <summary>Uses the block several times.</summary>
    /// <param name="times">How often, as an expression: see <see cref="SizeAttribute"/>.</param>
    /// <param name="arguments">A number for each of the block's parameters, in order, or an expression. Those with a default may be left out.</param>
    public RepeatAttribute([Size] string times, [Number] params object[] arguments)
    {
        Times = times;
        Arguments = arguments;
    }

    /// <summary>How often: a number or an expression.</summary>
    public object Times { get; }

    /// <summary>The arguments: numbers or expressions.</summary>
    public object[] Arguments { get; }

    /// <summary>
    /// The names of the values that the first use reads, one for each of the block's inputs, in order. Each further one reads what the one before it
    /// yields as its first, and the same as its others. May be left out where the block reads one value: then that is the current one.
    /// </summary>
    public string[] From { get; set; } = [];

    /// <summary>
    /// Whether all parameters of the layers inside stay as they are, of blocks within the block too, whatever those layers say themselves: see
    /// <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.
    /// </summary>
    public bool Frozen { get; set; }

    /// <summary>
    /// The name of a use above whose parameters all repetitions use too; of a <c>Repeat</c> above with as many repetitions, each uses those of its own.
    /// </summary>
    public string? SharedWith { get; set; }
}

/// <summary>
/// Brings an image to a width and stride, so that it can be added to the output of other layers: nothing where it has as many channels already and the
/// stride is 1, else a convolution with a 1×1 kernel and without bias, and batch normalisation (He et al., 2015, option B). The two layers are called
/// <c>downsample.0</c> and <c>downsample.1</c>.
/// </summary>
public sealed class ProjectAttribute : NamedLayerAttribute
{
    /// <summary>Declares the layer.</summary>
    /// <param name="width">The channels of the output; at least 1.</param>
    public ProjectAttribute([Size] int width) => Width = width;

    /// <summary>Declares the layer.</summary>
    /// <param name="width">The channels of the output, as an expression: see <see cref="SizeAttribute"/>.</param>
    public ProjectAttribute([Size] string width) => Width = width;

    /// <summary>The channels of the output: a number or an expression.</summary>
    public object Width { get; }

    /// <summary>The stride, a number or an expression; 1 by default.</summary>
    [Size]
    public object Stride { get; set; } = 1;

    /// <summary>Whether the parameters of the two layers stay as they are: see <see cref="ParameterizedLayerAttribute.Frozen"/>. False by default.</summary>
    public bool Frozen { get; set; }
}
