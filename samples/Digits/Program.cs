using System.Text;
using Digits;

Console.OutputEncoding = Encoding.UTF8;
return Options.Command(options => options.Network == "perceptron"
    ? Session.Run(new Perceptron(options.Seed), options)
    : Session.Run(new LeNet5(options.Seed), options)).Parse(args).Invoke();
