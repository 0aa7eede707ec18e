using System.Globalization;

namespace Adjoint.Benchmarks.Editor;

/// <summary>What an editor waits for: the generators and analyzers after a key is pressed, in a project of fifty networks, and the analyzers on well-known networks.</summary>
internal static class EditorCommand
{
    private const int Networks = 50, Presses = 31;

    /// <summary>Measures and prints; fails where the analyzers take longer than they may.</summary>
    public static int Run()
    {
        Console.WriteLine("| All analyzers on | median ms | may take |");
        Console.WriteLine("| --- | ---: | ---: |");
        var isInTime = Check("LeNet5", Sources.Zoo("LeNet5"), 5) & Check("ResNet152", Sources.Zoo("ResNet152"), 100);
        foreach (var mistake in Mistake.All)
            isInTime &= Check($"{mistake.Network}, {mistake.Title}", mistake.Text, mistake.Network == "LeNet5" ? 5 : 100);
        Console.WriteLine();
        var project = new EditorProject(Networks);
        Console.WriteLine($"A project of {Networks} networks in as many files, and one file without. Medians of {Presses} keys, in milliseconds.");
        Console.WriteLine("| A key is pressed in | networks read | networks compiled | kernels' file | generators | analyzers |");
        Console.WriteLine("| --- | ---: | ---: | --- | ---: | ---: |");
        foreach (var place in Keystroke.Places)
            Console.WriteLine(project.Press(place, Presses));
        return isInTime ? 0 : 1;
    }

    private static bool Check(string title, string text, double limit)
    {
        var took = AnalyzerTime.OfZoo(text, Presses);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {title} | {took:0.00} | {limit} |"));
        return took < limit;
    }
}
