namespace Adjoint.Generator.Tests.Diagnostics;

/// <summary>Graphs: nodes and edges that do not fit together.</summary>
public sealed class EdgeTests
{
    private const string Declare = "declare them, as in Input(\"edges\", 156, Edges = 34) for at most 156 edges between 34 nodes";

    [Theory]
    [InlineData(
        "Input(\"edges\", 12, Edges = 5), Input(\"x\", 4, 3), {|ADJ0216:GraphConv(8, \"edges\")|}, Dense(2)",
        "'GraphConv' needs nodes×features with the 5 nodes of the input 'edges', but the input 'x' gives 4×3; declare as many nodes, or bring the value to [nodes, features]")]
    [InlineData(
        "Input(\"edges\", 12, Edges = 5), Input(\"x\", 5), {|ADJ0216:Propagate(\"edges\")|}, Dense(2)",
        "'propagate1' needs nodes×features with the 5 nodes of the input 'edges', but the input 'x' gives 5; insert Reshape(5, 1)")]
    [InlineData(
        "Input(\"edges\", 12, Edges = 5), Input(\"x\", 5, 3), {|ADJ0216:Aggregate(\"edges\")|}, Dense(2)",
        "'aggregate1' needs edges×features with the 12 edges of the input 'edges', but the input 'x' gives 5×3; that is a row for each node: insert AtSources or AtTargets of these edges")]
    [InlineData(
        "Input(\"edges\", 12, Edges = 5), Input(\"x\", 5, 3), AtSources(\"edges\"), {|ADJ0216:AtTargets(\"edges\")|}, Dense(2)",
        "'targets1' needs nodes×features with the 5 nodes of the input 'edges', but 'sources1' gives 12×3; that is a row for each edge: insert Aggregate of these edges")]
    [InlineData(
        "Input(\"edges\", 2, 12, Tokens = 5), Input(\"x\", 5, 3), GraphAttention(8, 2, {|ADJ0216:\"edges\"|}), Dense(2)",
        "'GraphAttention' needs the edges of a graph, but the input 'edges' gives tokens; " + Declare)]
    [InlineData("Input(\"y\", 5, 3), Input(\"x\", 5, 3), AtSources({|ADJ0216:\"y\"|}), Dense(2)", "'AtSources' needs the edges of a graph, but the input 'y' gives numbers; " + Declare)]
    [InlineData(
        "Input(\"x\", 5, 3), Input(\"edges\", 12, Edges = 5), {|ADJ0216:GraphConv(8, \"edges\")|}, Dense(2)",
        "'GraphConv' needs numbers, but the input 'edges' is the edges of a graph; go back to the nodes, as by From(\"x\") before it, or declare the nodes' input last")]
    [InlineData(
        "Input(\"edges\", 12, Edges = 5), {|ADJ0216:Embedding(4)|}, Flatten, Dense(2)",
        "'Embedding' needs numbers, but the input 'edges' is the edges of a graph; go back to the nodes, as by From(\"x\") before it, or declare the nodes' input last")]
    [InlineData(
        "{|ADJ0216:Input(\"edges\", 2, 12, Edges = 5)|}, Input(\"x\", 5, 3), GraphConv(8, \"edges\"), Dense(2)",
        "'edges' needs one number, of edges, but has 2×12; write the number of edges alone, as in Input(\"edges\", 156, Edges = 34)")]
    [InlineData(
        "Input(\"edges\", 12, Edges = 5, Lengths = {|ADJ0216:true|}), Input(\"x\", 5, 3), GraphConv(8, \"edges\"), Dense(2)",
        "'edges' needs one number, of edges, but Lengths are written too; remove Lengths: −1 at both ends says that there is no edge")]
    [InlineData("Input(\"edges\", 12, Edges = {|ADJ0211:0|}), Input(\"x\", 5, 3), GraphConv(8, \"edges\"), Dense(2)", "The number of nodes must be from 1 to 16777216, but is 0; write a value in that range")]
    [InlineData("Input(\"edges\", 12, Edges = 5), Input(\"x\", 5, 3), GraphConv({|ADJ0201:0|}, \"edges\"), Dense(2)", "'GraphConv' has 0 features, but a layer needs at least 1; write the number of its outputs")]
    [InlineData("Input(\"edges\", 12, Edges = 5), Input(\"x\", 5, 3), GraphAttention(8, {|ADJ0211:0|}, \"edges\"), Dense(2)", "The number of heads of 'GraphAttention' must be at least 1, but is 0; write a value in that range")]
    public void Nodes_and_edges_fit_together(string layers, string message) => Declared.Says($"[Network, {layers}, MeanSquaredError] partial class Net;", message);

    [Theory]
    [InlineData("Input(\"edges\", 12, Edges = 5), Input(\"x\", 5, 3), GraphConv(8, \"edges\")", "edges")]
    [InlineData("Input(6, Tokens = 9), Embedding(3), Flatten", "tokens")]
    public void A_Jacobian_is_by_numbers(string layers, string read) => Declared.Says(
        $"[Network(Derivatives = Derivatives.Jacobian), {layers}] partial class {{|ADJ0417:Net|}};",
        $"Derivatives.Jacobian needs an input of numbers, but 'Net' reads {read}; use Jvp along the parameters, or Vjp");
}
