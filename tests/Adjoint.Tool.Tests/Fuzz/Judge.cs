using System.Buffers;
using System.Diagnostics;
using System.Text;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>
/// What must hold for every file, however wrong: it is read, or refused by an exception that the documentation names, with a message in words; in time, and without more memory than its size explains.
/// </summary>
internal static class Judge
{
    /// <summary>A slow file is read again, for another thread may have used the processor.</summary>
    private const int Attempts = 3;

    /// <summary>A message is for people: it quotes a part of a file, never all of it.</summary>
    private const int LongestMessage = 4000;

    /// <summary>Of an outcome as much is told apart.</summary>
    private const int LongestOutcome = 160;

    private static readonly SearchValues<char> digits = SearchValues.Create("0123456789ABCDEF");

    /// <summary>Judges a file.</summary>
    public static Verdict Of(Target target, byte[] file)
    {
        var (before, started) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        var verdict = Examine(target, file);
        if (verdict.Found is not null)
            return verdict;
        if (GC.GetAllocatedBytesForCurrentThread() - before is var allocated && allocated > target.MostAllocated)
            return verdict with
            {
                Found = new Finding("allocates", FormattableString.Invariant($"{allocated:N0} bytes are allocated for a file of {file.Length:N0}, and {target.MostAllocated:N0} are allowed")),
            };
        return Stopwatch.GetElapsedTime(started) > target.MostTime && Fastest(target, file) is var time && time > target.MostTime
            ? verdict with { Found = new Finding("slow", FormattableString.Invariant($"it takes {time.TotalSeconds:0.0} seconds at the least")) }
            : verdict;
    }

    private static Verdict Examine(Target target, byte[] file)
    {
        try
        {
            return new Verdict(null, "read: " + Shape(target.Read(file)));
        }
        catch (Exception exception)
        {
            return new Verdict(Fault(target, exception), $"{exception.GetType().Name}: {Shape(exception.Message)}");
        }
    }

    private static Finding? Fault(Target target, Exception exception)
    {
        var name = exception.GetType().Name;
        if (!target.Refusals.Contains(exception.GetType()))
            return new Finding($"{name} {Place(exception)}", exception.ToString());
        var message = exception.Message;
        if (message.Length > LongestMessage)
            return new Finding($"{name} with a message too long {Place(exception)}", FormattableString.Invariant($"the message has {message.Length:N0} characters: {message[..200]}"));
        return message.Count(static c => c == ' ') >= 2 && !message.Contains("Exception", StringComparison.Ordinal)
            ? null
            : new Finding($"{name} without words {Place(exception)}", exception.ToString());
    }

    /// <summary>Exceptions of one kind at one place are one finding.</summary>
    private static string Place(Exception exception) => (exception.StackTrace ?? "").Split('\n')
        .FirstOrDefault(static line => line.Contains("Adjoint.", StringComparison.Ordinal))?.Trim().Split(" in ")[0] ?? "";

    /// <summary>By the processor's time, for the machine may be busy.</summary>
    private static TimeSpan Fastest(Target target, byte[] file)
    {
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < Attempts && fastest > target.MostTime; attempt++)
        {
            var before = Environment.CpuUsage.TotalTime;
            Examine(target, file);
            var took = Environment.CpuUsage.TotalTime - before;
            fastest = took < fastest ? took : fastest;
        }
        return fastest;
    }

    /// <summary>A text without what is quoted in it, and with one sign for each number.</summary>
    private static string Shape(string text)
    {
        var shape = new StringBuilder();
        for (var i = 0; i < text.Length && shape.Length < LongestOutcome; i++)
        {
            if (text[i] == '\'' && text.IndexOf('\'', i + 1) is > 0 and var end)
                i = end;
            else if (text.AsSpan(i).IndexOfAnyExcept(digits) is var rest && (rest < 0 ? text.Length - i : rest) is > 0 and var run && text.AsSpan(i, run).IndexOfAnyInRange('0', '9') >= 0)
            {
                shape.Append('#');
                i += run - 1;
            }
            else
                shape.Append(text[i]);
        }
        return shape.ToString();
    }
}
