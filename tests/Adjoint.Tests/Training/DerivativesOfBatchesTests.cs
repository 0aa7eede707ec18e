using System.Numerics;
using Adjoint.Data;

namespace Adjoint.Tests.Training;

/// <summary>Derivatives through interfaces, for code that does not know the inputs and outputs: the bits of the methods that do.</summary>
[Collection(nameof(Alone))]
public sealed class DerivativesOfBatchesTests
{
    private const int Many = 2100;

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(Many)]
    public void Of_one_input_and_output(int rows)
    {
        var network = new DerivedClassifier(1);
        var (x, dy, along, direction) = (Draw(rows * 5), Draw(rows * 3), Draw(rows * 5), Draw(DerivedClassifier.ParameterCount));
        var (dx, gradient, y, tangents, jacobian) = (new float[rows * 5], new float[direction.Length], new float[rows * 3], new float[rows * 3], new float[rows * 15]);
        network.Vjp(x, dy, dx, gradient);
        network.Jvp(x, along, direction, y, tangents);
        network.Jacobian(x, jacobian);

        var batch = Batch(network, x);
        PortRows[] room = [Room("dx", 5, rows)], outputs = [Room("y", 3, rows), Room("ẏ", 3, rows)];
        var (gradientOfBatch, jacobianOfBatch) = (new float[gradient.Length], new float[jacobian.Length]);
        ((IVjpNetwork<float>)network).Vjp(batch, [Rows("dy", 3, dy)], room, gradientOfBatch);
        ((IJvpNetwork<float>)network).Jvp(batch, [Rows("ẋ", 5, along)], direction, outputs.AsSpan(0, 1)!, outputs.AsSpan(1)!);
        ((IJacobianNetwork<float>)network).Jacobian(batch, jacobianOfBatch);
        Assert.Equal(dx, Read(room[0]));
        Assert.Equal(gradient, gradientOfBatch);
        Assert.Equal(y, Read(outputs[0]));
        Assert.Equal(tangents, Read(outputs[1]));
        Assert.Equal(jacobian, jacobianOfBatch);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(Many)]
    public void Of_two_inputs_and_outputs(int rows)
    {
        var network = new TwoSided(2);
        float[] left = Draw(rows * 2), right = Draw(rows * 3), dFirst = Draw(rows * 4), dSecond = Draw(rows * 2), direction = Draw(TwoSided.ParameterCount);
        float[] dLeft = new float[left.Length], dRight = new float[right.Length], gradient = new float[direction.Length];
        network.Vjp(left, right, dFirst, dSecond, dLeft, dRight, gradient);

        var (vjp, batch) = ((IVjpNetwork<float>)network, Batch(network, left, right));
        PortRows[] room = [Room("dLeft", 2, rows), Room("dRight", 3, rows)];
        var gradientOfBatch = new float[gradient.Length];
        vjp.Vjp(batch, [Rows("dFirst", 4, dFirst), Rows("dSecond", 2, dSecond)], room, gradientOfBatch);
        Assert.Equal(dLeft, Read(room[0]));
        Assert.Equal(dRight, Read(room[1]));
        Assert.Equal(gradient, gradientOfBatch);

        var (dx, gradientOfRows) = (new float[rows * 5], new float[gradient.Length]);
        vjp.Vjp(SideBySide(rows, left, right), SideBySide(rows, dFirst, dSecond), dx, gradientOfRows);
        Assert.Equal(SideBySide(rows, dLeft, dRight), dx);
        Assert.Equal(gradient, gradientOfRows);

        float[] first = new float[rows * 4], second = new float[rows * 2], alongFirst = new float[rows * 4], alongSecond = new float[rows * 2];
        network.Jvp(left, right, dLeft, dRight, direction, first, second, alongFirst, alongSecond);
        var (jvp, y, yTangent) = ((IJvpNetwork<float>)network, new float[rows * 6], new float[rows * 6]);
        jvp.Jvp(SideBySide(rows, left, right), SideBySide(rows, dLeft, dRight), direction, y, yTangent);
        Assert.Equal(SideBySide(rows, first, second), y);
        Assert.Equal(SideBySide(rows, alongFirst, alongSecond), yTangent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    public void Of_tokens_beside_numbers(int rows)
    {
        var network = new CityPrices(3);
        int[] city = Tokens(rows, 30), weekday = Tokens(rows, 7);
        float[] numbers = Draw(rows * 5), dy = Draw(rows), along = Draw(rows * 5), direction = Draw(CityPrices.ParameterCount);
        float[] dx = new float[numbers.Length], gradient = new float[direction.Length], y = new float[rows], tangents = new float[rows];
        network.Vjp(city, weekday, numbers, dy, dx, gradient);
        network.Jvp(city, weekday, numbers, along, direction, y, tangents);

        var batch = new MiniBatch(network, rows);
        batch["city"].Set(city);
        batch["weekday"].Set(weekday);
        batch["numbers"].Set(numbers);
        var (room, gradientOfBatch) = (Room("dNumbers", 5, rows), new float[gradient.Length]);
        ((IVjpNetwork<float>)network).Vjp(batch, [Rows("dy", 1, dy)], [room], gradientOfBatch);
        Assert.Equal(dx, Read(room));
        Assert.Equal(gradient, gradientOfBatch);

        // Side by side tokens are numbers, which do not change.
        float[] all = SideBySide(rows, Floats(city), Floats(weekday), numbers), still = new float[rows], dAll = new float[rows * 7];
        ((IVjpNetwork<float>)network).Vjp(all, dy, dAll, []);
        Assert.Equal(SideBySide(rows, still, still, dx), dAll);
        var (yOfRows, tangentsOfRows) = (new float[rows], new float[rows]);
        ((IJvpNetwork<float>)network).Jvp(all, SideBySide(rows, still, still, along), direction, yOfRows, tangentsOfRows);
        Assert.Equal(y, yOfRows);
        Assert.Equal(tangents, tangentsOfRows);
    }

    [Fact]
    public void Of_tokens_alone_in_floats_and_doubles()
    {
        const int rows = 21;
        var tokens = Tokens(rows * 9, 37);
        var (network, precise) = (new LanguageModel(4), new LanguageModelOfDoubles(4));
        var (dy, direction) = (Draw(rows * 9 * 37), Draw(LanguageModel.ParameterCount));
        var (gradient, tangents) = (new float[direction.Length], new float[dy.Length]);
        network.Vjp(tokens, dy, gradient);
        network.Jvp(tokens, direction, [], tangents);
        OfTokens(network, tokens, [Rows("dy", 9 * 37, dy)], direction, gradient, tangents);
        OfTokens(network, tokens, Floats(tokens), dy, direction, gradient, tangents);

        var (dyOfDoubles, directionOfDoubles) = (Doubles(dy), Doubles(direction));
        var (gradientOfDoubles, tangentsOfDoubles) = (new double[direction.Length], new double[dy.Length]);
        precise.Vjp(tokens, dyOfDoubles, gradientOfDoubles);
        precise.Jvp(tokens, directionOfDoubles, [], tangentsOfDoubles);
        PortRows dyRows = new(new Port("dy", 9 * 37), rows, Precision.Double);
        dyRows.Set(dyOfDoubles);
        OfTokens(precise, tokens, [dyRows], directionOfDoubles, gradientOfDoubles, tangentsOfDoubles);
        OfTokens(precise, tokens, Doubles(Floats(tokens)), dyOfDoubles, directionOfDoubles, gradientOfDoubles, tangentsOfDoubles);
    }

    [Fact]
    public void What_is_not_given_does_not_change_and_what_is_not_wanted_is_not_written()
    {
        const int rows = 18;
        var network = new TwoSided(5);
        float[] left = Draw(rows * 2), right = Draw(rows * 3), along = Draw(rows * 3), second = new float[rows * 2], dRight = new float[rows * 3];
        network.Jvp(left, right, [], along, [], [], [], new float[rows * 4], second);
        PortRows rowsAlong = Rows("ẋ", 3, along), room = Room("ẏ", 2, rows), dRoom = Room("dx", 3, rows);
        var batch = Batch(network, left, right);
        ((IJvpNetwork<float>)network).Jvp(batch, [null, rowsAlong], [], [], [null, room]);
        Assert.Equal(second, Read(room));

        float[] dFirst = Draw(rows * 4), dSecond = Draw(rows * 2);
        network.Vjp(left, right, dFirst, dSecond, [], dRight, []);
        ((IVjpNetwork<float>)network).Vjp(batch, [Rows("dFirst", 4, dFirst), Rows("dSecond", 2, dSecond)], [null, dRoom], []);
        Assert.Equal(dRight, Read(dRoom));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_is_written()
    {
        const int rows = 18;
        var (network, jacobians) = (new TwoSided(6), new DerivedClassifier(6));
        IVjpNetwork<float> vjp = network;
        IJvpNetwork<float> jvp = network;
        var batch = Batch(network, Draw(rows * 2), Draw(rows * 3));
        PortRows first = Rows("dFirst", 4, Draw(rows * 4)), second = Rows("dSecond", 2, Draw(rows * 2)), left = Room("dLeft", 2, rows), right = Room("dRight", 3, rows);
        void Refused(string message, Action call)
        {
            var before = Read(left);
            Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
            Assert.Equal(before, Read(left));
        }
        vjp.Vjp(batch, [first, second], [left, right], []);
        Refused("'TwoSided' has 'dfirst' and 'dsecond'; rows for 1 were given, and 2 are needed.", () => vjp.Vjp(batch, [first], [left, right], []));
        Refused("needs 18 rows of 2 numbers for 'dsecond'; there are 17 rows of 2 numbers.", () => vjp.Vjp(batch, [first, Rows("short", 2, Draw(17 * 2))], [left, right], []));
        Refused("writes 18 rows of 3 numbers into", () => vjp.Vjp(batch, [first, second], [left, Room("small", 3, 2)], []));
        Refused("'TwoSided' would write 'left' over rows that it reads", () => vjp.Vjp(batch, [first, second], [batch["left"], right], []));
        Refused("over rows that it reads, or over another result", () => jvp.Jvp(batch, [], Draw(TwoSided.ParameterCount), [first, second], [first, second]));
        Refused("gradient", () => vjp.Vjp(batch, [first, second], [left, right], new float[3]));
        Refused("parameterTangent", () => jvp.Jvp(batch, [], new float[3], [], [first, second]));
        Refused("'TwoSided' needs 5 numbers a row; 'x' has 7.", () => vjp.Vjp(new float[7], new float[6], [], []));
        Refused("'TwoSided' has 6 numbers a row in 'dy', 12 for the 2 rows in x; it has 6.", () => vjp.Vjp(new float[10], new float[6], [], []));
        Refused("overlaps", () => ((Func<float[], Action>)(x => () => vjp.Vjp(x, new float[12], x, [])))(new float[10])());
        Refused("jacobian", () => ((IJacobianNetwork<float>)jacobians).Jacobian(Batch(jacobians, Draw(5)), new float[14]));
        Assert.Throws<ArgumentNullException>(() => vjp.Vjp(batch, [first, null!], [left, right], []));
        Assert.Throws<ArgumentNullException>(() => vjp.Vjp(null!, [first, second], [left, right], []));
    }

    [Fact]
    public void No_call_allocates_after_the_first()
    {
        const int rows = 33;
        var (network, batch) = (new TwoSided(7) { Threads = 1 }, new MiniBatch(new TwoSided(), rows));
        batch["left"].Set(Draw(rows * 2));
        batch["right"].Set(Draw(rows * 3));
        PortRows[] dy = [Rows("dFirst", 4, Draw(rows * 4)), Rows("dSecond", 2, Draw(rows * 2))], dx = [Room("dLeft", 2, rows), Room("dRight", 3, rows)];
        PortRows[] along = [Rows("ẋ", 2, Draw(rows * 2)), Rows("ẋ", 3, Draw(rows * 3))], y = [Room("y", 4, rows), Room("y", 2, rows)];
        var gradient = new float[TwoSided.ParameterCount];
        void Call()
        {
            ((IVjpNetwork<float>)network).Vjp(batch, dy, dx, gradient);
            ((IJvpNetwork<float>)network).Jvp(batch, along, gradient, [], y);
        }
        Allocation.AssertNone(Call);
    }

    private static void OfTokens<T>(INetwork<T> network, int[] tokens, PortRows[] dy, T[] direction, T[] gradient, T[] tangents)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = tokens.Length / network.InputSize;
        var (batch, room, found) = (new MiniBatch(network, rows), new PortRows(network.Outputs[0], rows, network.Precision), new T[gradient.Length]);
        batch["tokens"].Set(tokens);
        ((IVjpNetwork<T>)network).Vjp(batch, dy, [], found);
        Assert.Equal(gradient, found);
        ((IJvpNetwork<T>)network).Jvp(batch, [], direction, [], [room]);
        Assert.Equal(tangents, Read<T>(room));
    }

    private static void OfTokens<T>(INetwork<T> network, int[] tokens, T[] x, T[] dy, T[] direction, T[] gradient, T[] tangents)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (dx, found, along) = (new T[x.Length], new T[gradient.Length], new T[tangents.Length]);
        dx.AsSpan().Fill(T.One);
        ((IVjpNetwork<T>)network).Vjp(x, dy, dx, found);
        Assert.Equal(gradient, found);
        Assert.All(dx, static d => Assert.Equal(T.Zero, d));
        ((IJvpNetwork<T>)network).Jvp(x, [], direction, [], along);
        Assert.Equal(tangents, along);
        Assert.Equal(tokens.Length, x.Length);
    }

    private static MiniBatch Batch(INetwork network, params float[][] inputs)
    {
        var batch = new MiniBatch(network, inputs[0].Length / network.Inputs[0].Size);
        for (var i = 0; i < inputs.Length; i++)
            batch.Inputs[i].Set(inputs[i]);
        return batch;
    }

    private static PortRows Room(string name, int size, int rows) => new(new Port(name, size), rows);

    private static PortRows Rows(string name, int size, float[] numbers)
    {
        var rows = Room(name, size, numbers.Length / size);
        rows.Set(numbers);
        return rows;
    }

    private static float[] Read(PortRows rows) => Read<float>(rows);

    private static T[] Read<T>(PortRows rows)
    {
        var numbers = new T[rows.Rows * rows.Port.Size];
        if (numbers is float[] floats)
            rows.CopyTo(floats);
        else
            rows.CopyTo((double[])(object)numbers);
        return numbers;
    }

    private static float[] SideBySide(int rows, params float[][] ports) =>
        [.. Enumerable.Range(0, rows).SelectMany(row => ports.SelectMany(port => port.Skip(row * (port.Length / rows)).Take(port.Length / rows)))];

    private static float[] Draw(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }

    private static int[] Tokens(int count, int bound) => [.. Enumerable.Range(0, count).Select(i => i * 5 % bound)];

    private static float[] Floats(int[] numbers) => Array.ConvertAll(numbers, static n => (float)n);

    private static double[] Doubles(float[] numbers) => Array.ConvertAll(numbers, static n => (double)n);
}
