using Adjoint.Generator.Tests.Gradients;

namespace Adjoint.Generator.Tests.Golden;

/// <summary>Outputs, losses with all their options, gradients and training, as PyTorch has them.</summary>
[Collection(nameof(GoldenTests))]
public sealed class NetworkTests(GoldenFixture fixture)
{
    private const double Tolerance = 2e-6;

    /// <summary>A rounding passes through every layer and step that follows: without fused multiply-adds two layers come to 2.7e-6.</summary>
    private const double RecurrentTolerance = 5e-6;

    /// <summary>Adam divides by the size of each gradient: where one is nearly zero, its rounding goes into the step in full.</summary>
    private const double TrainedTolerance = 1e-5;

    public static TheoryData<string> Networks => GoldenFile.Cases("networks");

    public static TheoryData<string> RecurrentNetworks => GoldenFile.Cases("recurrent");

    public static TheoryData<string> Trajectories => GoldenFile.Cases("trajectories");

    [Theory]
    [MemberData(nameof(Networks))]
    public void Outputs_loss_and_gradients_are_PyTorchs(string declaration) => AreThose(declaration, GoldenFile.Section("networks").GetProperty(declaration), Tolerance);

    [Theory]
    [MemberData(nameof(RecurrentNetworks))]
    public void Recurrent_layers_are_PyTorchs(string declaration) => AreThose(declaration, GoldenFile.Section("recurrent").GetProperty(declaration), RecurrentTolerance);

    private void AreThose(string declaration, System.Text.Json.JsonElement recorded, double tolerance)
    {
        var subject = fixture.Create(declaration);
        GoldenFile.SetParameters(subject, recorded);
        var batch = GoldenFile.Batch(recorded);
        Agreement.Require(recorded.Numbers("y"), subject.Predict(batch), tolerance, i => $"output {i}", declaration);

        var loss = recorded.GetProperty("loss").GetDouble();
        Agreement.Require(loss, subject.Loss(batch), Math.Abs(loss), tolerance, $"The loss of '{declaration}'");
        var (trainingLoss, gradient) = subject.Gradient(batch);
        Agreement.Require(loss, trainingLoss, Math.Abs(loss), tolerance, $"The training loss of '{declaration}'");
        foreach (var tensor in subject.Shaped.Parameters.Where(tensor => tensor.IsTrained))
            GoldenFile.RequireTensor(tensor, recorded.GetProperty("gradients"), gradient, tolerance, $"The gradient of '{declaration}'");
    }

    [Theory]
    [MemberData(nameof(Trajectories))]
    public void Training_goes_where_PyTorchs_goes(string declaration)
    {
        var (subject, recorded) = (fixture.Create(declaration), GoldenFile.Section("trajectories").GetProperty(declaration));
        GoldenFile.SetParameters(subject, recorded);
        var batch = GoldenFile.Batch(recorded);
        var optimizer = new Adam(recorded.GetProperty("rate").GetSingle());
        var losses = recorded.Numbers("losses").Select(_ => subject.TrainStep(batch, optimizer)).ToArray();
        Agreement.Require(recorded.Numbers("losses"), losses, TrainedTolerance, step => $"the loss before step {step + 1}", declaration);
        foreach (var tensor in subject.Shaped.Parameters)
            GoldenFile.RequireTensor(tensor, recorded.GetProperty("end"), [.. subject.Block.Select(value => (float)value)], TrainedTolerance, $"'{declaration}', trained");
    }
}
