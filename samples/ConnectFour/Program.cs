using System.Diagnostics;
using System.Globalization;
using ConnectFour;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var settings = Settings.Read(args);
if (settings is null)
{
    Console.Error.WriteLine(
        "ConnectFour [--small] [--no-matches] [--rounds ROUNDS] [--seed SEED] [--threads THREADS] [--out FILE]: learns the game by playing against itself. "
        + "--small takes half a minute, and all of it some minutes; --no-matches does not measure what has been learnt.");
    return 2;
}

var (clock, network, elo) = (Stopwatch.StartNew(), new PolicyValue(settings.Seed) { Threads = settings.Threads }, new Elo());
Console.WriteLine($"{PolicyValue.ParameterCount:#,0} parameters; {settings.Rounds} rounds of {settings.Positions:#,0} positions from games against itself, {settings.Simulations} simulations a move");
IPlayer[] references = [new RandomPlayer(1), .. settings.Depths.Select(static depth => new AlphaBetaPlayer(depth))];
for (var i = 0; settings.Matches && i < references.Length; i++)
{
    for (var j = i + 1; j < references.Length; j++)
        elo.Add(references[i].Name, references[j].Name, Arena.Play(references[i], references[j], 20, seed: 1));
}
var untrained = new PolicyValue(settings.Seed);
Measure("untrained", untrained);

var (games, replay) = (new SelfPlay(network, settings.Games, settings.Simulations, settings.Seed), new Replay(settings.Memory, settings.Seed));
using var optimizer = new AdamW(Schedule.Cosine(3e-3f, settings.Rounds * settings.Steps).WithWarmup(50)) { WeightDecay = 1e-3f };
for (var round = 1; round <= settings.Rounds; round++)
{
    var (goal, loss) = (replay.Added + settings.Positions, 0.0);
    while (replay.Added < goal)
        games.Move(replay.Add);
    for (var step = 0; step < settings.Steps; step++)
        loss += replay.Step(network, optimizer, rows: 256) / settings.Steps;
    Console.WriteLine($"round {round,3}  {games.Games,6:#,0} games  loss {loss:0.000}  {clock.Elapsed.TotalSeconds,5:0} s");
    if (round % settings.Every == 0 && round < settings.Rounds)
        Measure($"round {round}", network);
}
Measure("trained", network);
if (settings.Matches)
{
    Console.WriteLine("Elo, random moves are 0:");
    foreach (var (name, number) in elo.Ratings())
        Console.WriteLine($"  {name,-13} {number,6:0}  {new string('▇', Math.Max(0, (int)Math.Round(number / 40)))}");
    Report("Untrained, with the same search,", untrained);
    Report("Trained", network);
    Report("Trained, without any search,", network, simulations: 1);
}
Console.WriteLine($"The sum of all parameters is {network.Parameters.ToArray().Sum(static p => (double)p):R}.");
if (settings.Out is not null)
    network.Save(settings.Out);
return 0;

// The players that do not change show how far the network has come.
void Measure(string name, PolicyValue learner)
{
    if (!settings.Matches)
        return;
    var player = new NetworkPlayer(name, learner, settings.Simulations);
    var results = references.Select(reference => Arena.Play(player, reference, settings.Openings, seed: 2)).ToArray();
    for (var i = 0; i < references.Length; i++)
        elo.Add(name, references[i].Name, results[i]);
    Console.WriteLine($"{name}: {string.Join(", ", references.Zip(results, static (reference, r) => $"{reference.Name} {r.Won}:{r.Lost}"))}  {clock.Elapsed.TotalSeconds:0} s");
}

void Report(string name, PolicyValue learner, int? simulations = null)
{
    var result = Arena.Play(new NetworkPlayer(name, learner, simulations ?? settings.PlaySimulations), references[^1], 50, seed: 3);
    Console.WriteLine($"{name} it wins {result.Won} of 100 games against {references[^1].Name}, draws {result.Drawn} and loses {result.Lost}.");
}
