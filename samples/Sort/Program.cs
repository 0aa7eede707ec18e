using System.Globalization;
using Sort;

// Sorting as translation: from digits in any order to the same digits in theirs.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var steps = args.Length > 0 ? int.Parse(args[0]) : 1200;
const int rows = 64, length = Sorter.Length;

var (network, random) = (new Sorter(seed: 1), new Random(1));
using var optimizer = new AdamW(Schedule.Cosine(3e-3f, steps).WithWarmup(Math.Min(50, steps / 10)));
int[] digits = new int[rows * length], written = new int[rows * length], sorted = new int[rows * length];
Console.WriteLine($"{length} digits to sort; {Sorter.ParameterCount:#,0} weights");
for (var step = 0; step < steps; step++)
{
    for (var row = 0; row < rows; row++)
        Draw(digits.AsSpan(row * length, length), written.AsSpan(row * length, length), sorted.AsSpan(row * length, length));
    var loss = network.TrainStep(digits, written, sorted, optimizer);
    if ((step + 1) % Math.Max(1, steps / 5) == 0)
        Console.WriteLine($"  step {step + 1,5:#,0} of {steps:#,0}  loss {loss:0.0000}");
}

const int asked = 500;
int[] given = new int[length], answer = new int[length], expected = new int[length], unused = new int[length];
var right = 0;
for (var i = 0; i < asked; i++)
{
    Draw(given, unused, expected);
    Write(given, answer);
    right += answer.AsSpan().SequenceEqual(expected) ? 1 : 0;
    if (i < 5)
        Console.WriteLine($"  {string.Concat(given)} → {string.Concat(answer)}{(answer.AsSpan().SequenceEqual(expected) ? "" : $", and not {string.Concat(expected)}")}");
}
Console.WriteLine($"{right} of {asked} new rows are sorted without an error.");

// Digits, what the decoder reads (the answer, one place later), and the answer.
void Draw(Span<int> from, Span<int> read, Span<int> to)
{
    for (var i = 0; i < length; i++)
        from[i] = random.Next(10);
    from.CopyTo(to);
    to.Sort();
    read[0] = Sorter.Start;
    to[..^1].CopyTo(read[1..]);
}

// Digit by digit: each is read before the next is written.
void Write(ReadOnlySpan<int> from, Span<int> to)
{
    var (read, logits) = (new int[length], new float[length * 10]);
    read.AsSpan().Fill(Sorter.Start);
    for (var i = 0; i < length; i++)
    {
        network.Predict(from, read, logits);
        to[i] = new Sampler(temperature: 0).Next(logits.AsSpan(i * 10, 10));
        if (i + 1 < length)
            read[i + 1] = to[i];
    }
}
