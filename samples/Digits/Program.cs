using System.Text;
using Digits;

Console.OutputEncoding = Encoding.UTF8;
if (!Options.TryParse(args, out var options, out var mistake))
{
    Console.Error.WriteLine(mistake);
    return 2;
}
if (options.Help)
{
    Console.Write(Options.HelpText);
    return 0;
}

try
{
    return options.Network == "perceptron" ? Session.Run(new Perceptron(options.Seed), options) : Session.Run(new LeNet5(options.Seed), options);
}
catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}
