using System.CommandLine;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint verify Project.csproj</c>: whether gradients are what differences of the loss say.</summary>
internal static class VerifyCommand
{
    /// <summary>Batch normalisation needs several rows.</summary>
    private const int Rows = 5;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var source = NetworkArguments.Source();
        var name = NetworkArguments.Name();
        var json = Verb.Json();
        const string what = "Compares the gradients of networks with differences of their losses, at rows drawn at random. The exit code is 3 where they are apart.";
        return new Command("verify", what) { source, name, json }.Does(error, line =>
        {
            var checkedNetworks = NetworkSource.Of(line.GetValue(source)!).Networks(line.GetValue(name)).Select(static type => (type.FullName, Report: Check(type))).ToList();
            if (line.GetValue(json))
                WriteJson(output, checkedNetworks);
            else
                checkedNetworks.ForEach(found => output.WriteLine($"{found.FullName}: {Text(found.Report)}"));
            return checkedNetworks.TrueForAll(static found => found.Report?.Agrees() ?? true) ? Tool.Done : Tool.Differs;
        });
    }

    private static string Text(GradientReport? report) =>
        report is null ? "declares no loss, or has nothing to train." : (report.Agrees() ? "agrees. " : "IS APART. ") + report;

    private static GradientReport? Check(NetworkType type)
    {
        var network = type.Create(seed: 1);
        if (network is not ITrainable || network.Layout.Count == 0)
            return null;
        if (type.VerifyOwn(network) is { } own)
            return own;
        var batch = DrawnBatch.Of(network, Rows, seed: 1);
        return network is ITrainableNetwork<double> exact ? GradientCheck.Of(exact, batch) : GradientCheck.Of((ITrainableNetwork<float>)network, batch);
    }

    private static void WriteJson(TextWriter output, List<(string FullName, GradientReport? Report)> found) => Verb.WriteJson(output, json =>
    {
        json.WriteStartArray("networks");
        foreach (var (name, report) in found)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteBoolean("hasLoss", report is not null);
            if (report is not null)
            {
                json.WriteBoolean("agrees", report.Agrees());
                json.WriteString("worst", report.Worst);
                json.Number("gradient", report.Gradient);
                json.Number("difference", report.Difference);
                json.Number("error", report.Error);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
