namespace Autodiff;

/// <summary>Gradient descent with momentum along Rosenbrock's valley.</summary>
internal static class Descent
{
    private const double Rate = 5e-4, Momentum = 0.95;
    private const int Steps = 4000;

    public static void Run()
    {
        var (x, y, speedX, speedY) = (-1.2, 1.0, 0.0, 0.0);
        Console.WriteLine($"Rosenbrock's function from ({x}, {y}) by gradient descent with momentum {Momentum}");
        Console.WriteLine($"  derivatives checked: off by {Functions.RosenbrockCheck(x, y):0.0e+0} at most");
        for (var step = 0; step <= Steps; step++)
        {
            var value = Functions.RosenbrockGradient(x, y, out var dx, out var dy);
            if (step % 500 == 0)
                Console.WriteLine($"  step {step,4}  x {x,9:0.000000}  y {y,9:0.000000}  f {value:0.000e+00}");
            // Heavy ball (Polyak, 1964).
            (speedX, speedY) = (Momentum * speedX - Rate * dx, Momentum * speedY - Rate * dy);
            (x, y) = (x + speedX, y + speedY);
        }
    }
}
