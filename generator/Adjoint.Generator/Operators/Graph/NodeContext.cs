namespace Adjoint.Generator.Operators;

/// <summary>A node with its surroundings, as an operator sees it.</summary>
/// <param name="graph">The graph.</param>
/// <param name="node">The node.</param>
/// <param name="trained">The numbers of the values that depend on a trained parameter: the others need no gradient.</param>
internal sealed class NodeContext(IGraph graph, Node node, ISet<int> trained)
{
    public string Name => node.Name;

    /// <summary>What the node computes.</summary>
    public Operator Operator => node.Operator;

    /// <summary>The value that the node reads; the first, where it reads several.</summary>
    public Value Input => InputAt(0);

    /// <summary>The number of values that the node reads.</summary>
    public int InputCount => node.Inputs.Count;

    /// <summary>One of the values that the node reads.</summary>
    public Value InputAt(int index) => graph.Values[node.Inputs[index]];

    /// <summary>The value that the node computes.</summary>
    public Value Output => graph.Values[node.Output];

    /// <summary>The number of a loss among the network's losses.</summary>
    public int Loss => graph.Losses.ToList().IndexOf(node);

    /// <summary>Whether anything before the node's input has trained parameters; if not, the gradient with respect to it is not computed.</summary>
    public bool NeedsInputGradient => NeedsGradient(0);

    /// <inheritdoc cref="NeedsInputGradient"/>
    public bool NeedsGradient(int input) => trained.Contains(node.Inputs[input]);

    /// <summary>The number of the node's parameters.</summary>
    public int ParameterCount => node.Parameters.Count;

    public Parameter Parameter(int index) => graph.Parameters[node.Parameters[index]];

    /// <summary>A value on the node's way from its input to its output.</summary>
    public Value Intermediate(int index) => graph.Values[node.Intermediates[index]];

    public bool HasParameter(int index) => index < node.Parameters.Count;

    /// <summary>Whether a parameter's gradient is wanted: not where it is frozen.</summary>
    public bool Trains(int parameter) => HasParameter(parameter) && Parameter(parameter).IsTrained;

    /// <summary>The name of an input in the lectures' notation.</summary>
    public string x(int index = 0) => Notation.Of(InputAt(index).Name);

    /// <summary>The name of the output.</summary>
    public string y => Notation.Of(Output.Name);

    /// <summary>The name of the output's gradient.</summary>
    public string dy => Notation.Gradient(Output.Name);

    /// <summary>The name of a parameter that is a vector.</summary>
    public string p(int index) => Notation.Of(Parameter(index).Symbol);

    /// <summary>The name of a parameter that is a matrix.</summary>
    public string W => Notation.Matrix(Parameter(0).Symbol);

    /// <summary>The equation of the output.</summary>
    public Equation Is(string right) => new(y, right);

    /// <summary>The gradient with respect to an input.</summary>
    public Gradient ToInput(int index, string right, int term = 1, bool isCopy = false) =>
        new(GradientKind.Input, index, Derived(Notation.Gradient(InputAt(index).Name), right, term), isCopy);

    /// <summary>The gradient with respect to a parameter: a sum over the rows, and perhaps over more.</summary>
    public Gradient ToParameter(int index, string right, int term, string over = Equation.Rows) =>
        new(GradientKind.Parameter, index, Derived(Notation.Gradient(Parameter(index).Symbol), right, term) with { Over = over });

    /// <summary>The gradient with respect to the first parameter, a matrix.</summary>
    public Gradient ToMatrix(string right, int term, string over = Equation.Rows) =>
        new(GradientKind.Parameter, 0, Derived("d" + W, right, term) with { Over = over });

    private Equation Derived(string target, string right, int term) => new(target, right) { Term = term, Of = node.Operator.Forward(this) };
}
