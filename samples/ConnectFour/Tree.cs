namespace ConnectFour;

/// <summary>
/// The search tree of one game (Silver et al., 2018). A simulation goes down from the root by PUCT, <c>argmax Q(s, a) + c P(s, a) √N(s) / (1 + N(s, a))</c>, to
/// a position that is not in the tree yet; the network says what it is worth and which moves look good, and the value goes up again, its sign turned at each
/// step.
/// </summary>
internal sealed class Tree
{
    /// <summary>c, how much the network's moves count against the values found.</summary>
    private const float Exploration = 1.5f;

    /// <summary>By how much a move that was not tried is thought to be worse than the position.</summary>
    private const float Untried = 0.2f;

    private const int Width = Position.Columns;

    private readonly List<Node> nodes = [];
    private readonly List<(int Node, int Move)> path = [];
    private int root;
    private Position leaf;

    /// <summary>The position at the root.</summary>
    public Position Root { get; private set; }

    /// <summary>Begins with a position, and forgets all others.</summary>
    public void Begin(Position position)
    {
        nodes.Clear();
        (root, Root) = (-1, position);
    }

    /// <summary>Makes the position after a move the root; what was found out about it stays.</summary>
    public void Advance(int move)
    {
        root = root < 0 ? -1 : nodes[root].Children[move];
        Root = Root.Play(move);
    }

    /// <summary>Goes down to a new position. One that ends the game is worth what it is, and needs no network.</summary>
    /// <param name="planes">Receives the position for the network.</param>
    /// <returns>Whether <see cref="Expand"/> must follow.</returns>
    public bool Descend(Span<float> planes)
    {
        path.Clear();
        leaf = Root;
        for (var node = root; node >= 0;)
        {
            var move = nodes[node].Best();
            path.Add((node, move));
            leaf = leaf.Play(move);
            if (leaf.IsLost || leaf.IsFull)
            {
                Return(leaf.IsLost ? -1 : 0);
                return false;
            }
            node = nodes[node].Children[move];
        }
        leaf.Write(planes);
        return true;
    }

    /// <summary>Adds the position that the last descent has found, with the network's opinion of it.</summary>
    public void Expand(ReadOnlySpan<float> logits, float value)
    {
        var node = new Node(leaf, logits, value);
        if (path.Count == 0)
            root = nodes.Count;
        else
            nodes[path[^1].Node].Children[path[^1].Move] = nodes.Count;
        nodes.Add(node);
        Return(value);
    }

    /// <summary>Mixes noise into the root's moves, from the Dirichlet distribution of parameter 1, so that any move is tried now and then.</summary>
    public void AddNoise(Random random, float share)
    {
        Span<float> noise = stackalloc float[Width];
        var (node, sum) = (nodes[root], 0f);
        // Exponentially distributed numbers, divided by their sum.
        for (var move = 0; move < Width; move++)
            sum += noise[move] = Root.IsLegal(move) ? -MathF.Log(1 - random.NextSingle()) : 0;
        for (var move = 0; move < Width; move++)
            node.Priors[move] = (1 - share) * node.Unmixed[move] + share * noise[move] / sum;
    }

    /// <summary>How often each move of the root was tried, as shares.</summary>
    public void Shares(Span<float> shares)
    {
        var node = nodes[root];
        for (var move = 0; move < Width; move++)
            shares[move] = (float)node.Visits[move] / Math.Max(1, node.Total);
    }

    /// <summary>Whether the root is in the tree, as it is after the first descent.</summary>
    public bool HasRoot => root >= 0;

    private void Return(float value)
    {
        for (var i = path.Count - 1; i >= 0; i--)
        {
            value = -value;
            nodes[path[i].Node].Count(path[i].Move, value);
        }
    }

    /// <summary>A position of the tree: what is known of its moves.</summary>
    private sealed class Node
    {
        private readonly float[] sums = new float[Width];
        private readonly float value;

        public Node(Position position, ReadOnlySpan<float> logits, float value)
        {
            this.value = value;
            Array.Fill(Children, -1);
            var most = float.NegativeInfinity;
            for (var move = 0; move < Width; move++)
                most = position.IsLegal(move) ? Math.Max(most, logits[move]) : most;
            var sum = 0f;
            for (var move = 0; move < Width; move++)
                sum += Priors[move] = position.IsLegal(move) ? MathF.Exp(logits[move] - most) : 0;
            for (var move = 0; move < Width; move++)
                Unmixed[move] = Priors[move] /= sum;
            Legal = position;
        }

        public float[] Priors { get; } = new float[Width];

        public float[] Unmixed { get; } = new float[Width];

        public int[] Visits { get; } = new int[Width];

        public int[] Children { get; } = new int[Width];

        public int Total { get; private set; }

        private Position Legal { get; }

        /// <summary>The move to look at next.</summary>
        public int Best()
        {
            var (best, most, factor) = (-1, float.NegativeInfinity, Exploration * MathF.Sqrt(Total + 1));
            for (var move = 0; move < Width; move++)
            {
                if (!Legal.IsLegal(move))
                    continue;
                var worth = Visits[move] > 0 ? sums[move] / Visits[move] : value - Untried;
                var score = worth + factor * Priors[move] / (1 + Visits[move]);
                (best, most) = score > most ? (move, score) : (best, most);
            }
            return best;
        }

        /// <summary>Adds what a simulation has found behind a move.</summary>
        public void Count(int move, float worth)
        {
            Visits[move]++;
            Total++;
            sums[move] += worth;
        }
    }
}
