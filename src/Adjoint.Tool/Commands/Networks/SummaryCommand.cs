using System.CommandLine;
using System.Globalization;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint summary Project.csproj</c>: networks as tables of their layers.</summary>
internal static class SummaryCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var source = NetworkArguments.Source();
        var name = NetworkArguments.Name();
        var json = Verb.Json();
        return new Command("summary", "Prints the layers of networks, with their outputs, parameters and cost.") { source, name, json }.Does(error, line =>
        {
            var networks = NetworkSource.Of(line.GetValue(source)!).Networks(line.GetValue(name));
            if (line.GetValue(json))
                WriteJson(output, networks);
            else
                Write(output, networks);
            return Tool.Done;
        });
    }

    private static void Write(TextWriter output, IReadOnlyList<NetworkType> networks)
    {
        foreach (var network in networks)
        {
            output.WriteLine(network == networks[0] ? network.FullName : Environment.NewLine + network.FullName);
            output.WriteLine(network.Create(seed: 0).Summary);
        }
    }

    private static void WriteJson(TextWriter output, IReadOnlyList<NetworkType> networks) => Verb.WriteJson(output, json =>
    {
        json.WriteStartArray("networks");
        foreach (var type in networks)
        {
            var network = type.Create(seed: 0);
            json.WriteStartObject();
            json.WriteString("name", type.FullName);
            json.WriteString("precision", network.Precision == Precision.Double ? "double" : "float");
            json.WriteNumber("parameters", network.Layout.Count);
            Ports("inputs", network.Inputs);
            Ports("outputs", network.Outputs);
            Ports("targets", network.Targets);
            json.WriteStartArray("tensors");
            foreach (var tensor in network.Layout.Parameters)
            {
                json.WriteStartObject();
                json.WriteString("name", tensor.Name);
                json.WriteString("shape", string.Join('×', tensor.Shape.Select(static size => size.ToString(CultureInfo.InvariantCulture))));
                json.WriteBoolean("trained", tensor.IsTrained);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("summary", network.Summary);
            json.WriteEndObject();
        }
        json.WriteEndArray();

        void Ports(string name, IReadOnlyList<Port> ports)
        {
            json.WriteStartArray(name);
            foreach (var port in ports)
                json.WriteStringValue(port.ToString());
            json.WriteEndArray();
        }
    });
}

/// <summary>The arguments that verbs of networks have alike.</summary>
internal static class NetworkArguments
{
    public static Argument<string> Source() => new("source") { Description = "A project, a folder with one, a program of one .cs file, or an assembly" };

    public static Option<string?> Name() => new("--network") { Description = "The name of a network, where there are several" };
}
