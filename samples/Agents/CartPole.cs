namespace Agents;

/// <summary>
/// A pole on a cart (Barto, Sutton and Anderson, 1983), with the numbers of OpenAI Gym's CartPole-v1: a push to the left or to the right every 20 ms, one point
/// for each step that the pole stands and the cart is on its track, 500 at most.
/// </summary>
internal sealed class CartPole : IWorld
{
    private const double Gravity = 9.8, Cart = 1, Pole = 0.1, HalfLength = 0.5, Push = 10, Interval = 0.02;
    private double x, speed, angle, turning;

    public int Observations => 4;

    public int Actions => 2;

    public int Limit => 500;

    public float Discount => 0.99f;

    public void Begin(Random random) =>
        (x, speed, angle, turning) = (0.1 * random.NextDouble() - 0.05, 0.1 * random.NextDouble() - 0.05, 0.1 * random.NextDouble() - 0.05, 0.1 * random.NextDouble() - 0.05);

    public void Observe(Span<float> numbers) => (numbers[0], numbers[1], numbers[2], numbers[3]) = ((float)x, (float)speed, (float)(5 * angle), (float)turning);

    public (float Reward, bool IsEnd) Act(int action)
    {
        var (force, cos, sin) = (action == 1 ? Push : -Push, Math.Cos(angle), Math.Sin(angle));
        var part = (force + Pole * HalfLength * turning * turning * sin) / (Cart + Pole);
        var angular = (Gravity * sin - cos * part) / (HalfLength * (4.0 / 3 - Pole * cos * cos / (Cart + Pole)));
        var acceleration = part - Pole * HalfLength * angular * cos / (Cart + Pole);
        (x, speed, angle, turning) = (x + Interval * speed, speed + Interval * acceleration, angle + Interval * turning, turning + Interval * angular);
        return (1, Math.Abs(x) > 2.4 || Math.Abs(angle) > 12 * Math.PI / 180);
    }
}
