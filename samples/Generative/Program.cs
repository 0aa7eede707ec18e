using System.CommandLine;
using System.Globalization;
using System.Text;
using Generative;

Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var command = new RootCommand("Networks that make digits, and that remember them: one command for each.");
command.Subcommands.Add(Model("autoencoder", "A code of 16 numbers for 196 pixels", 20, Autoencoders.Plain));
command.Subcommands.Add(Model("denoise", "Digits out of noise", 20, Autoencoders.Denoising));
command.Subcommands.Add(Model("vae", "A variational autoencoder: the evidence lower bound in nats", 40, Variational.Run));
command.Subcommands.Add(Model("gan", "A painter and a critic", 60, Adversaries.Run));
command.Subcommands.Add(Model("flow", "A normalising flow: the exact likelihood", 40, Flows.Run));
command.Subcommands.Add(Model("diffusion", "A diffusion, drawn with all steps (DDPM) and with few (DDIM)", 40, Diffusions.Run));
command.Subcommands.Add(Model("hopfield", "A modern Hopfield network: digits from their upper halves", 1, Memories.Modern));
command.Subcommands.Add(Model("memory", "A classic Hopfield network, and how much it can remember", 1, Memories.Classic));
return command.Parse(args).Invoke();

static Command Model(string name, string description, int epochs, Action<Settings> run)
{
    var times = new Option<int>("--epochs") { Description = "How often each digit is looked at", DefaultValueFactory = _ => epochs };
    var rows = new Option<int>("--rows") { Description = "The digits to learn from, 8,000 at most", DefaultValueFactory = _ => 8000 };
    var seed = new Option<long>("--seed") { Description = "The seed of everything drawn at random", DefaultValueFactory = _ => 1 };
    var sheet = new Option<string?>("--sheet") { Description = "A PNG file for what it makes" };
    var command = new Command(name, description) { times, rows, seed, sheet };
    foreach (var (option, least) in new[] { (times, 0), (rows, 500) })
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least)
                result.AddError($"{option.Name} must be at least {least}.");
        });
    }
    command.SetAction(line => run(new(line.GetValue(times), line.GetValue(rows), line.GetValue(seed), line.GetValue(sheet))));
    return command;
}
