using System.Globalization;

namespace Adjoint.Benchmarks.Editor;

/// <summary>What an editor waits for: the generators and analyzers after a key is pressed, in a project of fifty networks, and the analyzers on well-known networks.</summary>
internal static class EditorCommand
{
    private const int Networks = 50, Presses = 31;

    /// <summary>The keys after which the runtime has compiled anew, with optimisation, what analyzers run.</summary>
    private const int UntilWarm = 300;

    /// <summary>Measures and prints; fails where the analyzers take longer than they may, once they are warm.</summary>
    public static int Run()
    {
        (string Title, string Text, double Limit)[] files =
        [
            ("LeNet5", Sources.Zoo("LeNet5"), 5), ("ResNet152", Sources.Zoo("ResNet152"), 100),
            .. Mistake.All.Select(static mistake => ($"{mistake.Network}, {mistake.Title}", mistake.Text, mistake.Network == "LeNet5" ? 5.0 : 100)),
        ];
        // Keys 11 to 41 of an editor that has just been started; then those of one that somebody has worked with for some minutes.
        var first = Array.ConvertAll(files, static file => AnalyzerTime.OfZoo(file.Text, Presses));
        foreach (var file in files)
            AnalyzerTime.OfZoo(file.Text, UntilWarm);
        Console.WriteLine("| All analyzers on | first keys, median ms | later | may take |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        var isInTime = true;
        foreach (var (file, cold) in files.Zip(first))
        {
            var took = AnalyzerTime.OfZoo(file.Text, Presses);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {file.Title} | {cold:0.00} | {took:0.00} | {file.Limit} |"));
            isInTime &= took < file.Limit;
        }
        Console.WriteLine();
        var project = new EditorProject(Networks);
        Console.WriteLine($"A project of {Networks} networks in as many files, and one file without. Medians of {Presses} keys, in milliseconds.");
        Console.WriteLine("| A key is pressed in | networks read | networks compiled | kernels' file | generators | analyzers |");
        Console.WriteLine("| --- | ---: | ---: | --- | ---: | ---: |");
        foreach (var place in Keystroke.Places)
            Console.WriteLine(project.Press(place, Presses));
        return isInTime ? 0 : 1;
    }
}
