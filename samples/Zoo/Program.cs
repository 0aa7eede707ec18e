using System.Text;
using Zoo;

Console.OutputEncoding = Encoding.UTF8;
(string Name, int Parameters, long Flops, string Table)[] networks =
[
    (nameof(LeNet5), LeNet5.ParameterCount, LeNet5.FlopsPerRow, LeNet5.Summary),
    (nameof(AlexNet), AlexNet.ParameterCount, AlexNet.FlopsPerRow, AlexNet.Summary),
    (nameof(Vgg19), Vgg19.ParameterCount, Vgg19.FlopsPerRow, Vgg19.Summary),
    (nameof(GoogLeNet), GoogLeNet.ParameterCount, GoogLeNet.FlopsPerRow, GoogLeNet.Summary),
    (nameof(ResNet18), ResNet18.ParameterCount, ResNet18.FlopsPerRow, ResNet18.Summary),
    (nameof(ResNet50), ResNet50.ParameterCount, ResNet50.FlopsPerRow, ResNet50.Summary),
    (nameof(ResNet152), ResNet152.ParameterCount, ResNet152.FlopsPerRow, ResNet152.Summary),
    (nameof(MgNet), MgNet.ParameterCount, MgNet.FlopsPerRow, MgNet.Summary),
    (nameof(AlphaZero), AlphaZero.ParameterCount, AlphaZero.FlopsPerRow, AlphaZero.Summary),
    (nameof(Transformer), Transformer.ParameterCount, Transformer.FlopsPerRow, Transformer.Summary),
    (nameof(Gpt2), Gpt2.ParameterCount, Gpt2.FlopsPerRow, Gpt2.Summary),
    (nameof(VitB16), VitB16.ParameterCount, VitB16.FlopsPerRow, VitB16.Summary),
    (nameof(Stories260K), Stories260K.ParameterCount, Stories260K.FlopsPerRow, Stories260K.Summary),
    (nameof(Dcgan), Dcgan.ParameterCount, Dcgan.FlopsPerRow, Dcgan.Summary),
];
var asked = networks.Where(network => args.Contains(network.Name, StringComparer.OrdinalIgnoreCase)).ToList();
if (asked.Count < args.Length)
{
    Console.Error.WriteLine($"Usage: Zoo [network …]; the networks are {string.Join(", ", networks.Select(network => network.Name))}.");
    return 1;
}
foreach (var network in asked)
    Console.WriteLine($"{network.Name}\n{network.Table}");
if (asked.Count == 0)
{
    Console.WriteLine($"{"network",-11}  {"parameters",11}  {"FLOPs per row",14}");
    foreach (var network in networks)
        Console.WriteLine($"{network.Name,-11}  {network.Parameters,11:#,0}  {network.Flops,14:#,0}");
}
return 0;
