namespace Adjoint.Tests.Blocks;

/// <summary>Triangle multiplication, triangle attention and the mean of outer products against the algorithms of the paper, and what follows from these.</summary>
public class TriangleTests
{
    private const int Positions = PairNetworks.Positions, Features = PairNetworks.Features;

    public static TheoryData<string> Names => ["outgoing", "incoming", "starting", "ending", "outer products"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_block_yields_what_its_algorithm_says(string name) => Of(name).Values();

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_gradients_are_those_of_the_algorithm(string name) => Of(name).Gradients();

    [Fact]
    public void Incoming_is_outgoing_of_pairs_the_other_way_round_but_for_the_gate_of_the_output()
    {
        var (incoming, outgoing) = (new PairNetworks.Incoming(1), new PairNetworks.Outgoing(1));
        FormulaCheck.Numbers(incoming.Parameters.Length, 3, 0.8).CopyTo(incoming.Parameters);
        // With a gate that is the same everywhere, the sums are all that is left.
        Tensor(incoming, "tri.linear_g.weight").Clear();
        incoming.Parameters.CopyTo(outgoing.Parameters);
        var z = FormulaCheck.Numbers(3 * PairNetworks.Incoming.InputSize, 4, 1);
        var (expected, ofTurned, ofSame) = (Predicted(incoming, z), Predicted(outgoing, Turned(z)), Predicted(outgoing, z));
        Assert.True(Apart(expected, ofTurned) < 1e-13);
        Assert.True(Apart(expected, ofSame) > 0.01);
    }

    [Fact]
    public void Around_the_ending_node_is_around_the_starting_node_of_pairs_the_other_way_round()
    {
        var (ending, starting) = (new PairNetworks.Ending(1), new PairNetworks.Starting(1));
        FormulaCheck.Numbers(ending.Parameters.Length, 3, 0.8).CopyTo(ending.Parameters);
        ending.Parameters.CopyTo(starting.Parameters);
        var z = FormulaCheck.Numbers(3 * PairNetworks.Ending.InputSize, 4, 1);
        var (expected, ofTurned, ofSame) = (Predicted(ending, z), Turned(Predicted(starting, Turned(z))), Predicted(starting, z));
        Assert.True(Apart(expected, ofTurned) < 1e-13);
        Assert.True(Apart(expected, ofSame) > 0.01);
    }

    [Fact]
    public void The_order_of_sequences_does_not_matter_and_that_of_positions_is_kept()
    {
        var network = new PairNetworks.OuterProducts(1);
        FormulaCheck.Numbers(network.Parameters.Length, 3, 0.8).CopyTo(network.Parameters);
        var m = FormulaCheck.Numbers(PairNetworks.OuterProducts.InputSize, 4, 1);
        var y = Predicted(network, m);
        Assert.True(Apart(y, Predicted(network, [.. m.Chunk(PairNetworks.OuterProducts.InputSize / 4).Reverse().SelectMany(static s => s)])) < 1e-13);
        var backwards = Predicted(network, [.. m.Chunk(7 * Positions).SelectMany(static s => s.Chunk(7).Reverse()).SelectMany(static x => x)]);
        Assert.True(Apart(y, [.. backwards.Chunk(Features).Reverse().SelectMany(static x => x)]) < 1e-13);
        Assert.True(Apart(y, backwards) > 0.01);
    }

    [Fact]
    public void Four_blocks_one_after_the_other_learn_in_floats()
    {
        const int rows = 2;
        var network = new PairNetworks.Triangles(1);
        var random = new Random(2);
        var z = new float[rows * PairNetworks.Triangles.InputSize];
        for (var i = 0; i < z.Length; i++)
            z[i] = random.NextSingle() * 2 - 1;
        // A pair is to know the sum over triangles of one product: the mean of zᵢₖ zⱼₖ over k in its first feature.
        var targets = z.ToArray();
        for (var pair = 0; pair < rows * 19 * 19; pair++)
        {
            var (row, i, j) = (pair / 361, pair / 19 % 19, pair % 19);
            targets[pair * 9] = Enumerable.Range(0, 19).Average(k => z[(row * 361 + i * 19 + k) * 9] * z[(row * 361 + j * 19 + k) * 9]);
        }
        using var optimizer = new Adam(3e-3f);
        var first = network.TrainStep(z, targets, optimizer);
        for (var step = 0; step < 60; step++)
            network.TrainStep(z, targets, optimizer);
        Assert.InRange(network.Loss(z, targets), 0, 0.25 * first);
    }

    private static FormulaCheck Of(string name) => name switch
    {
        "outgoing" => new(new PairNetworks.Outgoing(1), static (p, z) => PairFormulas.Multiplication(p, z, incoming: false)),
        "incoming" => new(new PairNetworks.Incoming(1), static (p, z) => PairFormulas.Multiplication(p, z, incoming: true)),
        "starting" => new(new PairNetworks.Starting(1), static (p, z) => PairFormulas.Attention(p, z, ending: false)),
        "ending" => new(new PairNetworks.Ending(1), static (p, z) => PairFormulas.Attention(p, z, ending: true)),
        "outer products" => new(new PairNetworks.OuterProducts(1), PairFormulas.OuterProductMean),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such block."),
    };

    private static Span<double> Tensor(INetwork<double> network, string name) =>
        network.Layout.Parameters.Single(p => p.Name == name) is var tensor ? network.Parameters.Slice(tensor.Offset, tensor.Length) : default;

    private static double[] Predicted(INetwork<double> network, double[] x)
    {
        var y = new double[x.Length / network.InputSize * network.OutputSize];
        network.Predict(x, y);
        return y;
    }

    /// <summary>zⱼᵢ in the place of zᵢⱼ, in each row.</summary>
    private static double[] Turned(double[] z) =>
        [.. z.Chunk(Positions * Positions * Features).SelectMany(static row => Enumerable.Range(0, row.Length).Select(at =>
        {
            var (i, j, f) = (at / Features / Positions, at / Features % Positions, at % Features);
            return row[(j * Positions + i) * Features + f];
        }))];

    private static double Apart(double[] a, double[] b) => a.Zip(b, static (x, y) => Math.Abs(x - y)).Max();
}
