namespace Adjoint.Data;

/// <summary>What goes through epochs of batches, and keeps one batch that it refills.</summary>
internal interface IBatches
{
    /// <summary>Batches an epoch.</summary>
    int Count { get; }

    /// <summary>Begins an epoch; the number returned names this pass.</summary>
    int Start(int epoch);

    /// <summary>Fills the batch with number <paramref name="number"/> of the pass under way.</summary>
    /// <exception cref="InvalidOperationException">Another pass has begun since.</exception>
    MiniBatch Fill(int number, int pass);
}
