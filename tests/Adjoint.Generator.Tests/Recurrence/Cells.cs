namespace Adjoint.Generator.Tests.Recurrence;

/// <summary>Cells as users write them, and networks that run them.</summary>
internal static class Cells
{
    public const string Source = """
        /// <summary>A cell.</summary>
        [Block("units")]
        [Input("x"), State("h", "units")]
        [Dense("units", Name = "ih"), As("a"), From("h"), Dense("units", Name = "hh"), Add("a"), Tanh, Next("h")]
        public abstract class Elman;

        /// <summary>A cell.</summary>
        [Block("units")]
        [Input("x"), State("h", "units"), State("c", "units")]
        [Dense("4 * units", Name = "ih"), As("zx"), From("h"), Dense("4 * units", Name = "hh"), Add("zx"), As("z")]
        [From("z"), Slice(0, 0, "units"), Sigmoid, As("i"), From("z"), Slice(0, "units", "units"), Sigmoid, Multiply("c"), As("kept")]
        [From("z"), Slice(0, "2 * units", "units"), Tanh, Multiply("i"), Add("kept"), Next("c")]
        [Tanh, As("t"), From("z"), Slice(0, "3 * units", "units"), Sigmoid, Multiply("t"), Next("h")]
        public abstract class LstmCell;

        /// <summary>A cell.</summary>
        [Block("units")]
        [Input("x"), State("h", "units")]
        [Dense("3 * units", Name = "ih"), As("zx"), From("h"), Dense("3 * units", Name = "hh"), As("zh")]
        [From("zx"), Slice(0, 0, "2 * units"), As("gx"), From("zh"), Slice(0, 0, "2 * units"), Add("gx"), Sigmoid, As("g")]
        [From("zx"), Slice(0, "2 * units", "units"), As("nx"), From("g"), Slice(0, 0, "units"), As("r")]
        [From("zh"), Slice(0, "2 * units", "units"), Multiply("r"), Add("nx"), Tanh, As("n")]
        [From("h"), Subtract("n"), As("d"), From("g"), Slice(0, "units", "units"), Multiply("d"), Add("n"), Next("h")]
        public abstract class GruCell;

        // What comes in beside the sequence is the same at every step, and what is yielded is not the state.
        /// <summary>A cell.</summary>
        [Block("units")]
        [Input("x"), Input("control"), State("h", "units")]
        [From("x"), Concat("control", "h"), Dense("units"), Tanh, As("next"), Next("h"), LayerNorm, Multiply("next"), Dense(3), As("y")]
        public abstract class Controlled;

        // No weights: a sum of all steps so far.
        /// <summary>A cell.</summary>
        [Block]
        [Input("x"), State("sum", "features"), Add("sum"), Next("sum")]
        public abstract class RunningSum;

        // A state that is read two steps later.
        /// <summary>A cell.</summary>
        [Block("units")]
        [Input("x"), State("h", "units"), State("older", "units")]
        [Dense("units"), As("a"), From("older"), Dense("units", Bias = false), Add("a", "h"), Tanh, As("new"), From("h"), Next("older"), From("new"), Next("h")]
        public abstract class TwoBack;

        """;

    public static IReadOnlyList<string> Networks { get; } =
    [
        "Input(5, 3), Scan<Elman>(7), Flatten, Dense(2), MeanSquaredError",
        "Input(1, 4), Scan<Elman>(5), Flatten, Dense(3), CrossEntropy",
        "Input(6, 2), Scan<Elman>(5), Scan<Elman>(4), Slice(0, 5, 1), Flatten, Dense(3), CrossEntropy",
        "Input(4, 3), Scan<LstmCell>(5), Flatten, Dense(2), MeanSquaredError",
        "Input(7, 3), Scan<LstmCell>(17), Mean(0), Dense(2), MeanSquaredError",
        "Input(5, 3), Scan<GruCell>(6), Flatten, Dense(2), MeanSquaredError",
        "Input(5, 3), Scan<GruCell>(4, Reverse = true), Flatten, Dense(2), MeanSquaredError",
        "Input(5, 3), As(\"x\"), Scan<GruCell>(4), As(\"there\"), From(\"x\"), Scan<GruCell>(4, Reverse = true), Concat(\"there\", Axis = 1), Dense(3), Flatten, Dense(2), MeanSquaredError",
        "Input(4, 3), As(\"x\"), Slice(0, 0, 1), Flatten, Dense(2, Name = \"make\"), As(\"control\"), From(\"x\"), Scan<Controlled>(5, From = new[] { \"x\", \"control\" }), Flatten, Dense(1), MeanSquaredError",
        "Input(4, 3), As(\"x\"), Flatten, Dense(6), Tanh, As(\"h0\"), From(\"x\"), Scan<Elman>(6, Initial = new[] { \"h0\" }), Flatten, Dense(2), MeanSquaredError",
        "Input(6, 3), Dense(4), Scan<RunningSum>(), Flatten, Dense(1), MeanSquaredError",
        "Input(6, 3), Scan<TwoBack>(5), Dense(2), Tanh, Flatten, Dense(1), MeanSquaredError",
        "Input(5, 3), Scan<Elman>(7, Name = \"a\"), As(\"h\"), Mean(0), As(\"m\"), From(\"h\"), Subtract(\"m\"), Multiply(\"h\"), Sum(1), Dense(2), MeanSquaredError",
        "Input(3, 4), Scan<Elman>(4, Name = \"a\"), Scan<Elman>(4, SharedWith = \"a\"), Flatten, Dense(1), MeanSquaredError",
        "Input(4, 2, 3), Scan<Pictures>, Flatten, Dense(1), MeanSquaredError",
        "Input(9, Tokens = 11), Embedding(5), Scan<LstmCell>(6), Dense(11), CrossEntropy(PerPosition = true)",
    ];

    /// <summary>A cell whose steps are pictures.</summary>
    public const string Pictures = """
        /// <summary>A cell.</summary>
        [Block]
        [Input("x"), State("h", 2, 3), Flatten, As("f"), From("h"), Flatten, Concat("f"), Dense(6), Tanh, Reshape(2, 3), Next("h"), Mean(1)]
        public abstract class Pictures;

        """;
}
