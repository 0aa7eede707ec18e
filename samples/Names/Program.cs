using System.Globalization;
using System.Text;
using Names;

Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length > 2 || args.Any(static arg => !int.TryParse(arg, out var number) || number < 1))
{
    Console.Error.WriteLine("Names [EPOCHS [SEED]]: the number of times that the network sees each word, 20 by default, and the seed of all that is drawn, 1 by default.");
    return 2;
}
var epochs = args.Length > 0 ? int.Parse(args[0]) : 20;
var seed = args.Length > 1 ? int.Parse(args[1]) : 1;
var (random, sampler) = (new Random(seed), new Sampler(seed: seed));

using var file = new StreamReader(typeof(NextLetter).Assembly.GetManifestResourceStream("names.txt")!);
var names = file.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
random.Shuffle(names);
Console.WriteLine("First names");
var (network, recurrent, attending) = Learn(names[..^800], names[^800..]);
var made = Enumerable.Range(0, 100).Select(_ => Letters.MakeUp(network, sampler)).Except([.. names, ""]);
Console.WriteLine($"  made up: {string.Join(", ", made.Take(12))}");
var recurring = Enumerable.Range(0, 100).Select(_ => Letters.MakeUp(recurrent, sampler)).Except([.. names, ""]);
Console.WriteLine($"  by the recurrent network: {string.Join(", ", recurring.Take(12))}");
var attended = Enumerable.Range(0, 100).Select(_ => Letters.MakeUp(attending, sampler)).Except([.. names, ""]);
Console.WriteLine($"  by the transformer: {string.Join(", ", attended.Take(12))}");

Console.WriteLine("A made language");
string[] words = [.. Enumerable.Range(0, 15_000).Select(_ => Grammar.Draw(random))];
var (speaker, singer, reader) = Learn(words[..^5000], words[^5000..]);
Line("the language", words[^5000..].SelectMany(Grammar.Probabilities).Average(static p => -Math.Log(p)));
Line("its entropy", Grammar.Entropy());
string[] spoken = [.. Enumerable.Range(0, 1000).Select(_ => Letters.MakeUp(speaker, sampler))];
string[] sung = [.. spoken.Select(_ => Letters.MakeUp(singer, sampler))];
string[] read = [.. spoken.Select(_ => Letters.MakeUp(reader, sampler))];
Console.WriteLine($"  made up: {string.Join(", ", spoken.Where(static word => word.Length > 5).Distinct().Take(8))}");
Console.WriteLine($"  {Belonging(spoken):#,0} of 1,000 made-up words belong to the language, {Belonging(sung):#,0} of the recurrent network's, {Belonging(read):#,0} of the transformer's");
return 0;

static int Belonging(string[] made) => made.Count(static word => Grammar.Probabilities(word).All(static p => p > 0));

// Trains three networks, and compares them with models that count, on words that none of them has seen.
(NextLetter, RecurrentLetters, AttendingLetters) Learn(string[] training, string[] heldOut)
{
    var (learnt, judged) = (Letters.Rows(training), Letters.Rows(heldOut));
    var run = Trainer.Fit(new NextLetter(seed), learnt, Options(epochs));
    var recurrent = Trainer.Fit(new RecurrentLetters(seed), Letters.Words(training), Options(epochs));
    var attending = Trainer.Fit(new AttendingLetters(seed), Letters.Words(training), Options(epochs, 3e-3f));
    Console.WriteLine($"  {training.Length:#,0} words to learn from; on {heldOut.Length:#,0} others:");
    Console.WriteLine("                   nats a letter  perplexity");
    for (var length = 1; length < Letters.Context; length++)
        Line($"{length + 1}-grams", new CountingModel(learnt, length, alpha: 12).Loss(judged));
    Line("network", run.Evaluate(judged).Loss);
    Line("recurrent", recurrent.Evaluate(Letters.Words(heldOut)).Loss);
    Line("transformer", attending.Evaluate(Letters.Words(heldOut)).Loss);
    return (run.Network, recurrent.Network, attending.Network);
}

TrainingOptions Options(int times, float rate = 1e-2f) => new() { Epochs = times, BatchSize = 128, Seed = seed, Optimizer = new AdamW(Plan.OneCycle(rate)) { WeightDecay = 0.01f } };

static void Line(string model, double loss) => Console.WriteLine($"  {model,-16} {loss,13:0.0000} {Math.Exp(loss),11:0.00}");
