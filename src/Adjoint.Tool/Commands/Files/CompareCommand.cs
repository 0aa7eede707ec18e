using System.CommandLine;
using System.Globalization;
using Adjoint.Runtime;

namespace Adjoint.Tool.Commands;

/// <summary><c>adjoint compare a.safetensors b.safetensors</c>: whether two files hold the same numbers, and where they are apart.</summary>
internal static class CompareCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var first = new Argument<string>("a") { Description = "A safetensors file" };
        var second = new Argument<string>("b") { Description = "Another one" };
        var tolerance = new Option<double>("--tolerance") { Description = "How far numbers may be apart and still count as equal; 0 by default" };
        tolerance.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<double>() is not >= 0)
                result.AddError("--tolerance must be at least 0.");
        });
        var json = Verb.Json();
        return new Command("compare", "Compares two safetensors files tensor by tensor. The exit code is 0 where they are equal, and 3 where they are not.") { first, second,
            tolerance, json }.Does(error, line =>
        {
            using var a = new TensorFile(line.GetValue(first)!);
            using var b = new TensorFile(line.GetValue(second)!);
            var found = Compare(a, b, line.GetValue(tolerance)).ToList();
            var differ = found.Count(static tensor => tensor.Differs);
            if (line.GetValue(json))
                WriteJson(output, found);
            else
                Write(output, found, differ);
            return differ == 0 ? Tool.Done : Tool.Differs;
        });
    }

    private static IEnumerable<ComparedTensor> Compare(TensorFile a, TensorFile b, double tolerance)
    {
        var others = b.Tensors.ToDictionary(static tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var tensor in a.Tensors)
        {
            if (!others.Remove(tensor.Name, out var other))
                yield return new ComparedTensor(tensor.Name, "only in the first");
            else if (!tensor.Shape.AsSpan().SequenceEqual(other.Shape))
                yield return new ComparedTensor(tensor.Name, $"{TensorFile.Shape(tensor)} and {TensorFile.Shape(other)}");
            else if (tensor.Type is null || other.Type is null)
                yield return new ComparedTensor(tensor.Name, $"of type {(tensor.Type is null ? tensor.TypeName : other.TypeName)}, which cannot be read");
            else
                yield return Compare(tensor.Name, a.Parts(tensor), b.Parts(other), tolerance);
        }
        foreach (var name in others.Keys.Order(StringComparer.Ordinal))
            yield return new ComparedTensor(name, "only in the second");
    }

    private static ComparedTensor Compare(string name, IEnumerable<ArraySegment<double>> first, IEnumerable<ArraySegment<double>> second, double tolerance)
    {
        var (greatest, greatestValue, apart, count) = (0.0, 0.0, 0L, 0L);
        foreach (var (a, b) in first.Zip(second))
        {
            for (var i = 0; i < a.Count; i++, count++)
            {
                // Two numbers that are none are equal, and so are two infinities.
                var difference = a[i].Equals(b[i]) ? 0 : Math.Abs(a[i] - b[i]);
                difference = double.IsNaN(difference) ? double.PositiveInfinity : difference;
                greatest = Math.Max(greatest, difference);
                greatestValue = double.IsFinite(a[i]) ? Math.Max(greatestValue, Math.Abs(a[i])) : greatestValue;
                apart += difference > tolerance ? 1 : 0;
            }
        }
        return new ComparedTensor(name, null, greatest, greatestValue, apart, count);
    }

    private static void Write(TextWriter output, List<ComparedTensor> found, int differ)
    {
        foreach (var tensor in found.Where(static tensor => tensor.Differs))
        {
            var numbers = string.Create(CultureInfo.InvariantCulture,
                $"{tensor.Apart:N0} of {tensor.Count:N0} numbers differ, by {tensor.Greatest:G5} at most, of values up to {tensor.GreatestValue:G5}");
            output.WriteLine($"{Names.Printable(tensor.Name)}: {Names.Printable(tensor.Reason ?? numbers)}");
        }
        output.WriteLine(differ == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{found.Count:N0} tensors are equal{(found.Max(static t => (double?)t.Greatest) is > 0 and var most ? $" to {most:G5}" : "")}.")
            : string.Create(CultureInfo.InvariantCulture, $"{differ:N0} of {found.Count:N0} tensors differ."));
    }

    private static void WriteJson(TextWriter output, List<ComparedTensor> found) => Verb.WriteJson(output, json =>
    {
        json.WriteBoolean("equal", found.TrueForAll(static tensor => !tensor.Differs));
        json.WriteStartArray("tensors");
        foreach (var tensor in found)
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteBoolean("equal", !tensor.Differs);
            if (tensor.Reason is not null)
                json.WriteString("reason", tensor.Reason);
            else
                json.Number("greatestDifference", tensor.Greatest);
            json.WriteNumber("differing", tensor.Apart);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>What is said of a tensor: why it cannot be compared, or how far its numbers are apart.</summary>
    private sealed record ComparedTensor(string Name, string? Reason, double Greatest = 0, double GreatestValue = 0, long Apart = 0, long Count = 0)
    {
        public bool Differs => Reason is not null || Apart > 0;
    }
}
