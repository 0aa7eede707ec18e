namespace Generative;

/// <summary>How far made pictures are from real ones: Fréchet's distance between the features that a classifier sees in both, as the FID is with Inception's.</summary>
internal sealed class Comparison
{
    private const int Features = 20;

    private readonly Judge judge;
    private readonly Gaussians real;

    /// <summary>Trains the classifier, and looks at the digits that nothing has learnt from.</summary>
    public Comparison(Images images, long seed)
    {
        judge = new Judge(seed);
        var data = new Dataset(images.Training, images.Size, images.Labels);
        Trainer.Fit(judge, data, new() { Epochs = 12, BatchSize = 64, Seed = seed, Optimizer = new Adam(3e-3f), Display = ProgressDisplay.None });
        Accuracy = judge.Evaluate(new Dataset(images.Test, images.Size, images.TestLabels)).Accuracy;
        real = Look(images.Test);
    }

    /// <summary>The share of the test digits that the classifier tells right.</summary>
    public double Accuracy { get; }

    /// <summary>The distance of pictures of 14×14 pixels from the test digits.</summary>
    public double Distance(float[] pictures) => real.Distance(Look(pictures));

    private Gaussians Look(float[] pictures)
    {
        var features = new float[pictures.Length / Judge.InputSize * Features];
        judge.Look(pictures, features);
        return Gaussians.Of(features, Features);
    }
}
