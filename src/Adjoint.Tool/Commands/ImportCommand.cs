using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Adjoint.Tool.Import;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint import model.onnx --out Model.cs</c>: the command line, and files.</summary>
internal static class ImportCommand
{
    /// <summary>The largest file: what the format's own readers take.</summary>
    private const long MostBytes = int.MaxValue;

    /// <summary>The losses that can be asked for.</summary>
    private static readonly string[] Losses = ["CrossEntropy", "BinaryCrossEntropy", "MeanSquaredError", "MeanAbsoluteError", "Huber", "Hinge", "SquaredHinge"];

    public static Command Create(TextWriter output, TextWriter error)
    {
        var model = new Argument<string>("model") { Description = "The ONNX file" };
        var path = new Option<string?>("--out")
        {
            Description = "The C# file to write; the parameters go next to it, into a .safetensors file. By default it is called after the model, in the current folder",
        };
        var @namespace = new Option<string?>("--namespace") { Description = "The namespace of the class" };
        var rows = new Option<string>("--rows") { Description = "Which axis of the inputs is that of the rows of a batch; without it, what the model allows", DefaultValueFactory = static _ => "any" };
        rows.AcceptOnlyFromAmong("any", "first", "second", "none");
        var sizes = new Option<string[]>("--size") { Description = "The size of an axis that the model leaves open: --size seq=128", DefaultValueFactory = static _ => [] };
        sizes.Validators.Add(static result =>
            Array.ForEach(Tokens(result), text => _ = SizeOf(text) ?? Fail(result, $"'{text}' is not a size; write the model's name for the axis, and a number: --size seq=128")));
        var loss = new Option<string?>("--loss") { Description = "The loss that the class declares, so that it can be trained" };
        loss.AcceptOnlyFromAmong(Losses);
        var force = new Option<bool>("--force") { Description = "Replace files that are there" };
        var command = new Command("import", "Imports an ONNX model: writes a class with attributes, and its parameters.") { model, path, @namespace, rows, sizes, loss, force };
        command.SetAction(line =>
        {
            var file = line.GetValue(model)!;
            var target = line.GetValue(path) ?? Names.Class(Path.GetFileNameWithoutExtension(file)) + ".cs";
            if (Problem(file, target, line.GetValue(@namespace), line.GetValue(force)) is { } problem)
            {
                error.WriteLine(problem);
                return Tool.Wrong;
            }
            return Run(file, target, output, error, new ImportOptions
            {
                Name = Path.GetFileNameWithoutExtension(target),
                Namespace = line.GetValue(@namespace),
                Rows = Enum.Parse<RowsAxis>(line.GetValue(rows)!, ignoreCase: true),
                Sizes = line.GetValue(sizes)!.Select(static text => SizeOf(text)!.Value).DistinctBy(static s => s.Name).ToDictionary(static s => s.Name, static s => s.Size),
                Loss = line.GetValue(loss),
                Folder = Path.GetDirectoryName(Path.GetFullPath(file)),
            });
        });
        return command;
    }

    private static int Run(string file, string target, TextWriter output, TextWriter error, ImportOptions options)
    {
        var tensors = Path.ChangeExtension(target, ".safetensors");
        try
        {
            var imported = Importer.Import(File.ReadAllBytes(file), options);
            if (imported.Problems.Count > 0)
            {
                error.WriteLine($"{Names.Printable(file)} cannot be imported, and nothing was written. {Counted(imported.Problems.Count, "node")} could not be translated:");
                foreach (var problem in imported.Problems)
                    error.WriteLine($"  {Names.Printable(problem.ToString())}");
                return Tool.Impossible;
            }
            imported.SaveTensors(tensors, options.Name);
            File.WriteAllText(target, imported.Source);
            Summarise(imported, target, tensors, output);
            return Tool.Done;
        }
        catch (ImportException problem)
        {
            error.WriteLine($"{Names.Printable(file)} cannot be imported, and nothing was written: {Names.Printable(problem.Message)}.");
            return Tool.Impossible;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(problem.Message);
            return Tool.Wrong;
        }
    }

    private static void Summarise(ImportedModel imported, string target, string tensors, TextWriter output)
    {
        output.WriteLine($"{target}: {Counted(imported.Layers, "layer")}{(imported.Blocks > 0 ? $", with {Counted(imported.Blocks, "block")} that repeat{(imported.Blocks == 1 ? "s" : "")}" : "")}.");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tensors}: {imported.ParameterCount:N0} parameters in {Counted(imported.Tensors.Count, "tensor")}."));
        output.WriteLine(
            $"The model has {Counted(imported.Nodes.All, "node")}{(imported.Nodes.Folded > 0 ? $", of which {imported.Nodes.Folded} were computed: they do not depend on the input" : "")}.");
        foreach (var (word, ports) in new[] { ("input", imported.Inputs), ("output", imported.Outputs) })
        {
            foreach (var port in ports)
                output.WriteLine($"The {word} '{Names.Printable(port.Name)}' [{Import.Read.Sizes.Text(port.Dims)}] is '{port.Parameter}'{(port.RowsAxis < 0 ? ", all of it one row" : "")}.");
        }
    }

    /// <summary>What is wrong with the files or names that were given; null where nothing is.</summary>
    private static string? Problem(string file, string target, string? @namespace, bool force)
    {
        var tensors = Path.ChangeExtension(target, ".safetensors");
        if (!File.Exists(file))
            return Directory.Exists(file) ? $"'{file}' is a folder; name the ONNX file in it." : $"There is no file '{file}'.";
        if (Path.GetExtension(file).ToLowerInvariant() is var extension && extension is ".pt" or ".pth" or ".h5" or ".keras" or ".pb" or ".tflite" or ".safetensors")
            return $"'{file}' is not an ONNX file; export the model as ONNX first, for instance with torch.onnx.export or tf2onnx.";
        if (new FileInfo(file).Length is var length && length > MostBytes)
            return string.Create(CultureInfo.InvariantCulture, $"'{file}' has {length:N0} bytes, and an ONNX file has at most {MostBytes:N0}; keep its tensors in a file next to it.");
        if (!string.Equals(Path.GetExtension(target), ".cs", StringComparison.OrdinalIgnoreCase))
            return $"'{target}' should end in .cs, for a C# class is written.";
        if (!Names.IsIdentifier(Path.GetFileNameWithoutExtension(target)))
            return $"'{Path.GetFileNameWithoutExtension(target)}' cannot be the name of a class; name the file of --out after one.";
        if (@namespace is not null && !@namespace.Split('.').All(Names.IsIdentifier))
            return $"'{@namespace}' is not a namespace.";
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } folder && !Directory.Exists(folder))
            return $"There is no folder '{folder}'.";
        return force ? null : new[] { target, tensors }.Where(File.Exists).Select(static path => $"'{path}' is there already; --force replaces it.").FirstOrDefault();
    }

    private static (string Name, int Size)? SizeOf(string text)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? (text[..at], size) : null;
    }

    private static string[] Tokens(OptionResult result) => [.. result.Tokens.Select(static token => token.Value)];

    private static (string Name, int Size) Fail(OptionResult result, string message)
    {
        result.AddError(message);
        return ("", 0);
    }

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
