using Adjoint.Generator.Declare;
using Adjoint.Generator.Problems;

namespace Adjoint.Generator.Operators;

/// <summary>What an operator's shape rule sees, and where it puts what it finds.</summary>
internal sealed class ShapeContext(IShapes builder, LayerWord? word, int attribute, string nodeName, IReadOnlyList<NamedValue> inputs)
{
    /// <summary>What the network computes in.</summary>
    public Precision Precision => builder.Precision;

    /// <summary>The layer's name.</summary>
    public string NodeName => nodeName;

    /// <summary>The shape of the value that the layer reads; the first, where it reads several.</summary>
    public TensorShape Input => inputs[0].Value.Shape;

    /// <summary>The layer that made that value, for messages.</summary>
    public string Source => inputs[0].Source;

    /// <summary>The attribute that made or named that value; below 0 for what comes into a block.</summary>
    public int SourceAttribute => inputs[0].Attribute;

    /// <summary>All values that the layer reads.</summary>
    public IReadOnlyList<NamedValue> Inputs => inputs;

    /// <summary>The numbers of the parameters that the rule has declared.</summary>
    public List<int> Parameters { get; } = [];

    /// <summary>The numbers of the intermediate values that the rule has declared.</summary>
    public List<int> Intermediates { get; } = [];

    /// <summary>Declares a value on the way from the input to the output.</summary>
    public void Intermediate(string symbol, TensorShape shape) => Intermediates.Add(builder.AddIntermediate(symbol, shape));

    /// <summary>
    /// Declares a trainable tensor, or finds that of the layer which this one shares its tensors with: stored as this layer stores it, unless it reads either.
    /// </summary>
    public void Parameter(
        string member, string symbol, TensorShape shape, string role, InitOptions init, int fanIn, int fanOut,
        int outputsTogether = 1, bool readsEither = false, int? paddingRow = null, bool isPart = false)
    {
        var layer = isPart ? builder.WholeLayer! : nodeName;
        if (OwnerOf(layer) is { } owner)
        {
            Share(owner, layer, member, shape, outputsTogether, readsEither);
            return;
        }
        // Of a layer of the library's, two parts may read one tensor.
        if (isPart && builder.Parameters.Find(layer, member) is { } other)
        {
            Parameters.Add(other.Id);
            return;
        }
        var meant = init.Or(builder.Init);
        Parameters.Add(builder.Parameters.Add(new Parameter(0, layer, member, symbol, shape, 0, role, meant.Number, fanIn, fanOut, outputsTogether, word is not { IsFrozen: true })
        {
            Deviation = meant.Deviation, PaddingRow = paddingRow,
        }));
    }

    /// <summary>The same for a tensor whose initial values nobody else decides.</summary>
    public void Parameter(string member, string symbol, TensorShape shape, string role, int initializer, int fanIn, int fanOut, float? start = null)
    {
        if (OwnerOf(nodeName) is { } owner)
            Share(owner, nodeName, member, shape);
        else
            Parameters.Add(builder.Parameters.Add(new Parameter(0, nodeName, member, symbol, shape, 0, role, initializer, fanIn, fanOut, 1, word is not { IsFrozen: true }, Start: start)));
    }

    /// <summary>Declares a tensor that training sets, but not by gradients: a running statistic.</summary>
    public void Statistic(string member, string symbol, TensorShape shape, int initializer)
    {
        if (OwnerOf(nodeName) is { } owner)
            Share(owner, nodeName, member, shape);
        else
            Parameters.Add(builder.Parameters.Add(new Parameter(0, nodeName, member, symbol, shape, 0, "Statistic", initializer, 1, 1, OutputsTogether: 1, IsTrained: false)));
    }

    /// <summary>Reports a problem at an argument, or at the attribute as a whole.</summary>
    public void Report(string rule, string? argument, params object[] words) => ReportAt(new SourcePlace(attribute, argument), rule, words);

    /// <summary>Reports a problem at a place.</summary>
    public void ReportAt(SourcePlace place, string rule, params object[] words) => builder.ReportWith([], rule, place, words);

    /// <summary>The layer as it was declared; null for a loss.</summary>
    public LayerWord? Word => word;

    /// <summary>Reports a problem at a place, and what mends it.</summary>
    public void ReportWith(EquatableArray<Remedy> remedies, string rule, SourcePlace place, params object[] words) => builder.ReportWith(remedies, rule, place, words);

    /// <summary>Reports a problem.</summary>
    public void Report(Problem problem) => builder.Report(problem);

    /// <summary>The place of an argument, or of one element of an argument that is a list.</summary>
    public SourcePlace PlaceOf(string? argument, int element = -1) => new(attribute, argument, element);

    /// <summary>The place of what was written for an option along an axis: an element of its list, or its number.</summary>
    public SourcePlace PlaceOf(PerAxis option, int axis) => option.List.IsEmpty ? PlaceOf(option.Name) : PlaceOf(option.Name + "s", axis);

    /// <summary>Whether an option has both a number and a list, of which the compiler would have to choose one; if so, it has been reported.</summary>
    public bool IsTwice(PerAxis option)
    {
        if (option.IsTwice)
            ReportWith([Remedy.Omit(PlaceOf(option.Name)), Remedy.Omit(PlaceOf(option.Name + "s"))], Rules.GivenTwice, PlaceOf(option.Name), NodeName, option.Name, option.Name + "s");
        return option.IsTwice;
    }

    /// <summary>A name that no value has yet: this one, or it with a number.</summary>
    public string FreeName(string name) => builder.FreeName(name);

    /// <summary>The layers on the way to the value that is read, the nearest first; of several values that a layer reads, the first is followed.</summary>
    public IEnumerable<Node> Before() => Ancestors.Of(inputs[0].Value.Id, id => builder.MakerOf(builder.ValueAt(id))).TakeWhile(static node => !node.Inputs.IsEmpty);

    /// <summary>The shape of the first value that a layer reads.</summary>
    public TensorShape InputOf(Node node) => builder.ValueAt(node.Inputs[0]).Shape;

    /// <summary>Reports a problem at one element of an argument that is a list.</summary>
    public void ReportElement(string rule, string argument, int element, params object[] words) =>
        ReportAt(new SourcePlace(attribute, argument, element), rule, words);

    /// <summary>The owner is named as it is called where the attribute stands: in a block, without what goes before the names of a use.</summary>
    private const string SameSizes = "give both layers the same sizes or remove SharedWith";

    private string? OwnerOf(string layer) => word?.SharedWith is { } written ? builder.Prefix + written : builder.TensorOwnerOf(layer);

    private void Share(string owner, string layer, string member, TensorShape shape, int outputsTogether = 1, bool readsEither = false)
    {
        if (builder.HasProblems)
            return;
        var layers = builder.Parameters.Layers.ToList();
        if (!layers.Contains(owner))
        {
            var (written, known) = (word?.SharedWith ?? owner, builder.Parameters.LayersUnder(builder.Prefix));
            ReportWith(Remedy.Nearest(PlaceOf("SharedWith"), written, known), Rules.UnknownValue, PlaceOf("SharedWith"), $"Nothing above is named '{written}'", Spelling.Advice(written, known));
        }
        else if (builder.Parameters.Find(owner, member) is not { } parameter)
            ReportWith([Remedy.Omit(PlaceOf("SharedWith"))], Rules.SharedTensorsDiffer, PlaceOf("SharedWith"), nodeName, member, shape, owner, "has none of that name", SameSizes);
        else if (parameter.Shape != shape)
            ReportWith([Remedy.Omit(PlaceOf("SharedWith"))], Rules.SharedTensorsDiffer, PlaceOf("SharedWith"), nodeName, member, shape, owner, $"owns one of {parameter.Shape}", SameSizes);
        else if (parameter.OutputsTogether != outputsTogether && !readsEither)
            Report(Rules.SharedTensorsDiffer, "SharedWith", nodeName, member, shape, owner, "stores its own in another order", $"only Dense reads a tensor of another layer's, so declare '{nodeName}' first and let '{owner}' share with it");
        else
        {
            builder.Parameters.Share(parameter.Id, layer);
            Parameters.Add(parameter.Id);
        }
    }
}
