namespace Adjoint.Data;

/// <summary>With which other row of its batch each row is mixed, and what share it keeps of itself.</summary>
internal sealed class MixedPairs(int capacity)
{
    private readonly int[] partners = new int[capacity];
    private readonly float[] shares = new float[capacity];

    /// <summary>The other row, by its place in the batch, and the share λ of the row itself.</summary>
    public (int Partner, float Share) this[int place] => (partners[place], shares[place]);

    /// <summary>Draws both for a batch.</summary>
    public void Draw(Mixup mixup, long seed, int epoch, int batch, ReadOnlySpan<int> rows)
    {
        Mixup.DrawPartners(seed, epoch, batch, partners.AsSpan(0, rows.Length));
        for (var place = 0; place < rows.Length; place++)
            shares[place] = mixup.DrawShare(seed, epoch, rows[place]);
    }
}
