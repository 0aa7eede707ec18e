namespace Adjoint.Training;

/// <summary>An answer, for a report: which row, how bad, and what would have been right.</summary>
internal readonly record struct JudgedRow(int Row, double Loss, int Answer, int Label, double Probability, double[] Found, double[] Wanted);

/// <summary>Looks at all answers of one output: their matrix and calibration where they are classes, else some of the numbers; and which are the worst.</summary>
internal sealed class JudgedRows : Metric
{
    /// <summary>How many numbers of each output are shown next to their targets.</summary>
    private const int MostPoints = 1000;

    private readonly PriorityQueue<JudgedRow, double> worst = new();
    private readonly int most;
    private readonly bool hasProbabilities;
    private int stride = 1;

    /// <param name="output">The output that is looked at.</param>
    /// <param name="ofClasses">Whether it tells classes apart.</param>
    /// <param name="hasProbabilities">Whether it is logits.</param>
    /// <param name="most">How many of the worst answers are kept.</param>
    public JudgedRows(string output, bool ofClasses, bool hasProbabilities, int most)
    {
        (On, this.hasProbabilities, this.most) = (output, hasProbabilities, most);
        (Matrix, Calibration) = (ofClasses ? new ConfusionMatrix() : null, ofClasses && hasProbabilities ? new CalibrationError() : null);
    }

    public ConfusionMatrix? Matrix { get; }

    public CalibrationError? Calibration { get; }

    /// <summary>The rows so far, or their positions where each has several.</summary>
    public int Rows { get; private set; }

    /// <summary>Some of the rows: what was found, and what was wanted.</summary>
    public List<(double[] Found, double[] Wanted)> Points { get; } = [];

    /// <summary>The worst answers, the worst first.</summary>
    public IReadOnlyList<JudgedRow> Worst => [.. worst.UnorderedItems.Select(static item => item.Element).OrderByDescending(static row => row.Loss).ThenBy(static row => row.Row)];

    public override string Name => "answers";

    public override bool HigherIsBetter => false;

    public override double Value => double.NaN;

    public override void Reset()
    {
        Matrix?.Reset();
        Calibration?.Reset();
        worst.Clear();
        Points.Clear();
        (Rows, stride) = (0, 1);
    }

    public override void Add(MetricRows rows)
    {
        Matrix?.Add(rows);
        Calibration?.Add(rows);
        for (var row = 0; row < rows.Count; row++, Rows++)
        {
            if (Matrix is not null)
                AddClass(rows, row);
            else
                AddNumbers(rows, row);
        }
    }

    private void AddClass(MetricRows rows, int row)
    {
        if (RowCheck.ClassOf(rows, row) is not (>= 0 and var label))
            return;
        var outputs = rows.Outputs.Slice(row * rows.OutputSize, rows.OutputSize);
        var answer = Probabilities.Greatest(outputs, OutputKind.Logits);
        if (answer < 0)
            Keep(new JudgedRow(Rows, double.PositiveInfinity, answer, label, double.NaN, [], []));
        else if (hasProbabilities)
            Keep(new JudgedRow(Rows, -Probabilities.LogOf(outputs, OutputKind.Logits, label), answer, label, Math.Exp(Probabilities.LogOf(outputs, OutputKind.Logits, answer)), [], []));
        else
            Keep(new JudgedRow(Rows, rows.OutputSize == 1 ? label == 1 ? -outputs[0] : outputs[0] : outputs[answer] - outputs[label], answer, label, double.NaN, [], []));
    }

    private void AddNumbers(MetricRows rows, int row)
    {
        var (found, wanted, loss) = (new double[rows.OutputSize], new double[rows.OutputSize], 0.0);
        for (var i = 0; i < rows.OutputSize; i++)
        {
            (found[i], wanted[i]) = (rows.OutputAt(row * rows.OutputSize + i), rows.TargetAt(row * rows.OutputSize + i));
            loss += (found[i] - wanted[i]) * (found[i] - wanted[i]);
        }
        Keep(new JudgedRow(Rows, double.IsNaN(loss) ? double.PositiveInfinity : Math.Sqrt(loss), 0, 0, double.NaN, found, wanted));
        if (Rows % stride == 0)
            Points.Add((found, wanted));
        if (Points.Count <= MostPoints)
            return;
        // Every second row goes, and of those to come as many are taken.
        stride *= 2;
        for (var i = Points.Count - 1; i >= 0; i--)
        {
            if (i % 2 == 1)
                Points.RemoveAt(i);
        }
    }

    private void Keep(JudgedRow row)
    {
        if (worst.Count < most)
            worst.Enqueue(row, row.Loss);
        else if (most > 0)
            worst.EnqueueDequeue(row, row.Loss);
    }
}
