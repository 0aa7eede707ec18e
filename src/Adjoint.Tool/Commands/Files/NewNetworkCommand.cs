using System.CommandLine;
using System.Globalization;
using System.Text;
using Adjoint.Data;
using Adjoint.Training;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint new-network penguins.csv --label Species</c>: the declaration of a network for a table, to begin with.</summary>
internal static class NewNetworkCommand
{
    /// <summary>Columns of categories with more of them are names of rows rather than features.</summary>
    private const int MostCategories = 50;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var table = new Argument<string>("table") { Description = "The table, as CSV" };
        var label = new Option<string?>("--label") { Description = "The column that tells the class of a row" };
        var targets = new Option<string[]>("--target") { Description = "A column of numbers to be learnt; several are one output each", DefaultValueFactory = static _ => [] };
        var ignored = new Option<string[]>("--ignore") { Description = "A column that is not to be looked at", DefaultValueFactory = static _ => [] };
        var missing = new Option<string[]>("--missing") { Description = "A text that means that there is no value, besides those that are usual", DefaultValueFactory = static _ => [] };
        var name = new Option<string?>("--name") { Description = "The name of the class; by default that of the table" };
        var program = new Option<bool>("--program") { Description = "Print a whole program, to be run with 'dotnet run FILE.cs'" };
        return new Command("new-network", "Prints the declaration of a network for a table.") { table, label, targets, ignored, missing, name, program }.Does(error, line =>
        {
            var path = Verb.Existing(line.GetValue(table)!, "a table");
            var asked = new TableNetwork(path, line.GetValue(label), line.GetValue(targets)!, line.GetValue(ignored)!, line.GetValue(missing)!, line.GetValue(name)
                ?? Names.Class(Path.GetFileNameWithoutExtension(path)));
            output.Write(asked.Text(line.GetValue(program)));
            return Tool.Done;
        });
    }

    /// <summary>What was asked for, and what follows from the table.</summary>
    private sealed class TableNetwork
    {
        private readonly string path, name;
        private readonly string? label;
        private readonly string[] targets, ignored, missing;
        private readonly PreparedData data;

        public TableNetwork(string path, string? label, string[] targets, string[] ignored, string[] missing, string name)
        {
            (this.path, this.label, this.targets, this.missing, this.name) = (path, label, targets, missing, name);
            if (!Names.IsIdentifier(name))
                throw VerbException.Wrong($"'{name}' cannot be the name of a class; say --name.");
            var table = Table.ReadCsv(path, Options);
            if (label is null == (targets.Length == 0))
                throw VerbException.Wrong($"Say what is to be learnt: --label for classes, or --target for numbers. '{path}' has the columns {Listed(table.Names)}.");
            foreach (var column in ignored.Concat(targets).Append(label).OfType<string>())
                Known(column, table);
            this.ignored = [.. ignored, .. table.Columns.Where(c => c.Kind == ColumnKind.Category && c.Name != label && !ignored.Contains(c.Name)
                && IsName(table, c.Name)).Select(static c => c.Name)];
            table = table.Ignore(this.ignored);
            data = Preparation.Fit(label is null ? table.Target(targets) : table.Label(label), Plan).Apply(label is null ? table.Target(targets) : table.Label(label));
        }

        private TableOptions Options => missing.Length == 0 ? TableOptions.Default : TableOptions.Default with { Missing = [.. TableOptions.Default.Missing, .. missing] };

        public string Text(bool isProgram) => isProgram ? Program() : Declaration();

        private PreparationPlan Plan(PreparationPlan plan)
        {
            plan = plan.Standardize().OneHot().FillMissing();
            return label is null ? plan.StandardizeTargets() : plan;
        }

        private string Declaration()
        {
            var hidden = Math.Clamp((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)data.Preparation.FeatureCount), 16, 128);
            var outputs = label is null ? targets.Length : data.Classes.Count;
            var text = new StringBuilder();
            var left = ignored.Length > 0 ? $"; ignored: {Listed(ignored)}" : "";
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"// {Path.GetFileName(path)}: {data.Rows:N0} rows, {data.Preparation.FeatureCount} features of {Listed(data.Preparation.ColumnNames)}{left}");
            text.AppendLine(label is null ? $"// learns {Listed(targets)}" : $"// tells {Listed(data.Classes)}");
            text.AppendLine(CultureInfo.InvariantCulture, $"[Network, Input({data.Preparation.FeatureCount})]");
            text.AppendLine(CultureInfo.InvariantCulture, $"[Dense({hidden}), ReLU]");
            text.AppendLine(CultureInfo.InvariantCulture, $"[Dense({outputs})]");
            text.AppendLine(label is null ? "[MeanSquaredError]" : "[CrossEntropy]");
            text.AppendLine(CultureInfo.InvariantCulture, $"public sealed partial class {name};");
            return text.ToString().ReplaceLineEndings("\n");
        }

        private string Program()
        {
            var options = missing.Length == 0 ? "" : $", new() {{ Missing = [{string.Join(", ", Options.Missing.Select(Literal))}] }}";
            var ignore = ignored.Length == 0 ? "" : $".Ignore({string.Join(", ", ignored.Select(Literal))})";
            var role = label is null ? $".Target({string.Join(", ", targets.Select(Literal))})" : $".Label({Literal(label)})";
            return $$"""
                #:package Adjoint.Training@{{typeof(Trainer).Assembly.GetName().Version!.ToString(3)}}
                using Adjoint;
                using Adjoint.Data;
                using Adjoint.Training;

                var table = Table.ReadCsv({{Literal(path)}}{{options}}){{role}}{{ignore}};
                var (others, test) = table.Split(0.8, seed: 1{{(label is null ? "" : ", stratify: true")}});
                var parts = others.Split(0.8, seed: 2{{(label is null ? "" : ", stratify: true")}});
                var prepare = Preparation.Fit(parts.Training, p => p.Standardize().OneHot().FillMissing(){{(label is null ? ".StandardizeTargets()" : "")}});
                var run = await Trainer.FitAsync(new {{name}}(seed: 1), prepare.Apply(parts), new() { Epochs = 50, Optimizer = new Adam(1e-2f), Stop = EarlyStopping.After(10) });
                Console.WriteLine(run.Evaluate(prepare.Apply(test)));
                run.Network.Save("{{name.ToLowerInvariant()}}.safetensors");
                prepare.Save("{{name.ToLowerInvariant()}}.json", run.Network);
                run.Report("{{name.ToLowerInvariant()}}.html");

                {{Declaration()}}
                """.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        }

        private static bool IsName(Table table, string column) =>
            table.Rows > MostCategories && Enumerable.Range(0, table.Rows).Select(row => table.Columns.First(c => c.Name == column)[row]).Distinct().Take(MostCategories + 1)
                .Count() > MostCategories;

        private void Known(string column, Table table)
        {
            if (table.Names.Contains(column))
                return;
            var near = Runtime.NearestName.Find(column, table.Names) is { } found ? $"Did you mean '{found}'? " : "";
            throw VerbException.Wrong($"'{path}' has no column '{column}'. {near}It has {Listed(table.Names)}.");
        }

        private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Select(Names.Printable));

        /// <summary>A text as C# writes it.</summary>
        private static string Literal(string text) => "\"" + Names.Printable(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)) + "\"";
    }
}
