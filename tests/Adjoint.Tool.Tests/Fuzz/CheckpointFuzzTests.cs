using System.Text;

namespace Adjoint.Tool.Tests.Fuzz;

/// <summary>Checkpoints whose digest is right and whose state is not: whoever changes a file can compute its digest too. A run that refuses one is as it was.</summary>
public sealed class CheckpointFuzzTests
{
    [Theory]
    [InlineData("rateFactor", "1", "-1", "'rateFactor' is not a finite number of at least 0.")]
    [InlineData("rateFactor", "1", "NaN", "'rateFactor' is not a finite number of at least 0.")]
    [InlineData("lossSum", "0", "much", "'lossSum' is 'much', which is not a number.")]
    public void A_state_that_no_run_has_is_refused_before_anything_is_restored(string name, string written, string with, string message)
    {
        var target = Targets.Named("checkpoint");
        var (sound, hostile) = ($"\\\"{name}\\\":\\\"{written}\\\"", $"\\\"{name}\\\":\\\"{with}\\\"");
        var text = Encoding.Latin1.GetString(target.Seeds()[0]);
        Assert.Contains(sound, text, StringComparison.Ordinal);
        var file = target.Packed(Encoding.Latin1.GetBytes(text.Replace(sound, hostile, StringComparison.Ordinal)));
        Assert.Null(Judge.Of(target, file).Found);
        Assert.EndsWith(message, Assert.Throws<Training.CheckpointException>(() => target.Read(file)).Message, StringComparison.Ordinal);
    }
}
