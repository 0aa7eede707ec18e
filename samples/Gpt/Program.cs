using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gpt;

// A transformer learns the letters of a text, and then writes on from a prompt.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Options.Read(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}
if (options.Task == "reversal")
    return Reversal.Run(options);

string text;
try
{
    text = options.Text is { } path ? File.ReadAllText(path) : Letters.Embedded();
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"'{options.Text}' cannot be read: {fault.Message}");
    return 1;
}
var tokenizer = Letters.TokenizerOf(text);
var (training, heldOut) = new TokenStream(tokenizer.Encode(text), Letters.Count).Split(0.9);
if (heldOut.Length < 2 * Letters.Context)
{
    Console.Error.WriteLine($"The text has {text.Length:#,0} characters; {20 * Letters.Context + 1:#,0} are needed, so that a tenth of them can be held out.");
    return 1;
}

ILanguageModel network = options.Size switch
{
    "large" => new LargeGpt(options.Seed),
    "medium" => new MediumGpt(options.Seed),
    _ => new SmallGpt(options.Seed),
};
Console.WriteLine($"{text.Length:#,0} characters, {tokenizer.Count} of them different; {network.Parameters.Length:#,0} weights");
Train();
Speak();
return 0;

void Train()
{
    var (batches, windows) = (new TokenBatches(training, Letters.Context, options.Rows, options.Seed), heldOut.Windows(Letters.Context));
    using var optimizer = new AdamW(Schedule.Cosine(options.Rate, options.Steps, options.Rate / 10).WithWarmup(Math.Min(100, options.Steps / 10)))
    {
        Beta2 = 0.99f, WeightDecay = 0.1f, ClipNorm = 1,
        Groups = [new("*ln_*") { WeightDecay = 0 }],
    };
    var (watch, mean, tokens) = (Stopwatch.StartNew(), 0f, 0L);
    for (var step = 0; step < options.Steps; step++)
    {
        var loss = network.TrainStep(batches.Batch(step), optimizer);
        mean = step == 0 ? loss : mean + (loss - mean) * 0.05f;
        tokens += options.Rows * Letters.Context;
        if (!Console.IsOutputRedirected && step % 10 == 9)
            Console.Write($"\r  step {step + 1,5:#,0} of {options.Steps:#,0}  loss {mean:0.000}  {tokens / watch.Elapsed.TotalSeconds,9:#,0} tokens a second ");
        if ((step + 1) % Math.Max(1, options.Steps / 5) != 0 && step + 1 < options.Steps)
            continue;
        watch.Stop();
        Console.WriteLine(
            $"{(Console.IsOutputRedirected ? "" : "\r")}  step {step + 1,5:#,0} of {options.Steps:#,0}  loss {mean:0.000}  held out {network.Evaluate(windows).Loss:0.000}  {tokens / watch.Elapsed.TotalSeconds,9:#,0} tokens a second");
        watch.Start();
    }
}

// One step a letter. Where the positions are used up, the second half of what was written begins anew.
void Speak()
{
    var (state, sampler, logits) = (network.NewState(), new Sampler(options.Temperature, options.Seed) { TopP = 0.95f }, new float[Letters.Count]);
    List<int> written = [.. tokenizer.Encode(options.Prompt)];
    network.Prefill(state, written.TakeLast(Letters.Context).ToArray(), logits);
    Console.WriteLine();
    Console.Write(options.Prompt);
    var watch = Stopwatch.StartNew();
    for (var i = 0; i < options.Length; i++)
    {
        // The network has room for more characters than the text has.
        var token = sampler.Next(logits.AsSpan(0, tokenizer.Count));
        written.Add(token);
        Console.Write(tokenizer.Decode([token]));
        if (state.Position < Letters.Context)
        {
            network.Step(state, [token], logits);
            continue;
        }
        state.Reset();
        network.Prefill(state, written.TakeLast(Letters.Context / 2).ToArray(), logits);
    }
    Console.WriteLine();
    Console.WriteLine();
    Console.WriteLine($"{options.Length:#,0} letters, {watch.Elapsed.TotalMicroseconds / options.Length:0} µs each");
}
