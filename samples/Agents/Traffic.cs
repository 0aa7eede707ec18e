namespace Agents;

/// <summary>
/// A road of five lanes with slower cars, after the lecture game DeepTraffic (Fridman et al., 2018). Five decisions: stay, faster, slower, left, right. Two
/// rules keep the drive safe whatever is decided: behind a car nobody drives faster than it does, and nobody changes into a lane that is not free. The reward
/// is the speed.
/// </summary>
internal sealed class Traffic : IWorld
{
    public const int Lanes = 5;

    /// <summary>Miles an hour: what the own car reaches, and what the others drive.</summary>
    private const float Fastest = 80, Slowest = 40, Slow = 45, Quick = 65;

    /// <summary>Lengths of cars: the road that is simulated behind and ahead, the distance that is kept, and what must be free to change lanes.</summary>
    private const float Behind = -8, Ahead = 16, Distance = 2, Room = 1.5f;

    private const int Cars = 16, Pause = 4;

    private readonly (int Lane, float Place, float Speed, float Wish)[] cars = new (int, float, float, float)[Cars];
    private Random random = new(0);
    private int lane, pause;

    /// <summary>The own car's speed.</summary>
    public float Speed { get; private set; }

    public int Observations => 4 * Lanes + 2;

    public int Actions => 5;

    public int Limit => 250;

    public float Discount => 0.95f;

    public void Begin(Random random)
    {
        (this.random, lane, pause, Speed) = (random, random.Next(Lanes), 0, 60);
        for (var i = 0; i < Cars; i++)
            cars[i] = (-1, 0, 0, 0);
        for (var i = 0; i < Cars; i++)
            Enter(i, Behind + (Ahead - Behind) * random.NextSingle());
    }

    /// <summary>For each lane from two to the left to two to the right: whether it is there, how far the next cars are ahead and behind, and how much faster the one ahead is.</summary>
    public void Observe(Span<float> numbers)
    {
        for (var i = 0; i < Lanes; i++)
        {
            var at = lane + i - 2;
            var seen = numbers.Slice(4 * i, 4);
            var (ahead, behind) = (Next(at, 0, forwards: true), Next(at, 0, forwards: false));
            seen[0] = at is >= 0 and < Lanes ? 1 : 0;
            seen[1] = ahead < 0 ? 1 : cars[ahead].Place / Ahead;
            seen[2] = behind < 0 ? 1 : cars[behind].Place / Behind;
            seen[3] = ahead < 0 ? 0.5f : (cars[ahead].Speed - Speed) / 20;
        }
        (numbers[4 * Lanes], numbers[4 * Lanes + 1]) = ((Speed - 60) / 20, (float)pause / Pause);
    }

    public (float Reward, bool IsEnd) Act(int action)
    {
        Speed = Math.Clamp(Speed + (action == 1 ? 4 : action == 2 ? -4 : 0), Slowest, Fastest);
        var wanted = lane + (action == 3 ? -1 : action == 4 ? 1 : 0);
        pause = Math.Max(0, pause - 1);
        if (wanted != lane && pause == 0 && wanted is >= 0 and < Lanes && IsFree(wanted, 0, -1))
            (lane, pause) = (wanted, Pause);
        if (Next(lane, 0, forwards: true) is >= 0 and var first && cars[first].Place < Distance)
            Speed = Math.Min(Speed, cars[first].Speed);
        Drive();
        return ((Speed - 60) / 20, false);
    }

    /// <summary>What people do: always faster, and where the own lane is not the one with most room ahead, to the side that has more.</summary>
    public int Rule()
    {
        double Room(int at) => at is < 0 or >= Lanes ? -1 : Next(at, 0, forwards: true) is >= 0 and var next ? cars[next].Place : Ahead;
        var (own, left, right) = (Room(lane), Room(lane - 1), Room(lane + 1));
        return own >= 6 || pause > 1 || Math.Max(left, right) <= own + 1 ? 1 : left >= right ? 3 : 4;
    }

    private void Drive()
    {
        for (var i = 0; i < Cars; i++)
        {
            var car = cars[i];
            var ahead = Next(car.Lane, car.Place, forwards: true, except: i);
            var isBlocked = (ahead >= 0 && cars[ahead].Place - car.Place < Distance) || (car.Lane == lane && car.Place < 0 && car.Place > -Distance);
            var most = ahead >= 0 && cars[ahead].Place - car.Place < Distance ? cars[ahead].Speed : Speed;
            car.Speed = isBlocked ? Math.Min(car.Wish, most) : car.Wish;
            car.Place += 0.012f * (car.Speed - Speed);
            cars[i] = car;
            // Whoever leaves the road at one end is followed by another car.
            if (car.Place is < Behind or > Ahead)
                Enter(i, car.Place < Behind ? Ahead - random.NextSingle() : Behind + random.NextSingle());
        }
    }

    /// <summary>Puts a car on the road where there is room for it; where there is none in any lane, a little further back.</summary>
    private void Enter(int car, float place)
    {
        cars[car] = (-1, 0, 0, 0);
        for (var attempt = 0; ; attempt++)
        {
            var at = random.Next(Lanes);
            var wish = Slow + (Quick - Slow) * random.NextSingle();
            if (IsFree(at, place, car) && (at != lane || Math.Abs(place) > Room))
            {
                cars[car] = (at, place, wish, wish);
                return;
            }
            if (attempt % 10 == 9)
                place = Behind + (Ahead - Behind) * random.NextSingle();
        }
    }

    private bool IsFree(int at, float place, int except)
    {
        for (var i = 0; i < Cars; i++)
        {
            if (i != except && cars[i].Lane == at && Math.Abs(cars[i].Place - place) < Room)
                return false;
        }
        return true;
    }

    /// <summary>The next car of a lane in a direction; −1 if there is none.</summary>
    private int Next(int at, float place, bool forwards, int except = -1)
    {
        var next = -1;
        for (var i = 0; i < Cars; i++)
        {
            if (i == except || cars[i].Lane != at || (forwards ? cars[i].Place < place : cars[i].Place >= place))
                continue;
            if (next < 0 || Math.Abs(cars[i].Place - place) < Math.Abs(cars[next].Place - place))
                next = i;
        }
        return next;
    }
}
