using System.Globalization;
using System.Text;
using Pendulum;

// A pendulum of 1 m and 1 kg with some friction: θ̈ = g sin θ − d ω + τ. The network sees simulated states only, and is then linearised where it never rests by itself.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const double gravity = 9.81, friction = 0.2;
const int rows = 4096, batch = 128;
var searches = args is ["searches", ..];
var steps = args.Length > 0 && !searches ? int.Parse(args[0]) : 6000;

var random = new Random(1);
var (exactStates, exactAccelerations) = (new double[rows * Dynamics.InputSize], new double[rows]);
for (var row = 0; row < rows; row++)
{
    var (angle, velocity, torque) = (2 * random.NextDouble() - 1, 4 * random.NextDouble() - 2, 4 * random.NextDouble() - 2);
    (exactStates[3 * row], exactStates[3 * row + 1], exactStates[3 * row + 2]) = (angle, velocity, torque);
    exactAccelerations[row] = Accelerate(angle, velocity, torque);
}
if (searches)
{
    // A number after the word divides the iterations.
    Searches.Run(exactStates, exactAccelerations, args.Length > 1 ? int.Parse(args[1]) : 1);
    return;
}
var (states, accelerations) = (Array.ConvertAll(exactStates, static x => (float)x), Array.ConvertAll(exactAccelerations, static x => (float)x));

var network = new Dynamics(seed: 1);
var optimizer = new Adam(Schedule.Cosine(3e-3f, steps));
for (var step = 0; step < steps; step++)
{
    var first = step * batch % rows;
    network.TrainStep(states.AsSpan(first * 3, batch * 3), accelerations.AsSpan(first, batch), optimizer);
}
Console.WriteLine($"Dynamics learnt from {rows} simulated states; root mean square error {Math.Sqrt(network.Loss(states, accelerations)):0.0000} rad/s².");

var jacobian = new float[3];
network.Jacobian(new float[3], jacobian);
var (learnt, exact) = (new Linear(jacobian[0], jacobian[1], jacobian[2]), new Linear(gravity, -friction, 1));
Console.WriteLine("Linearised at the upright point    learnt     exact");
Line("∂θ̈/∂θ", learnt.A, exact.A);
Line("∂θ̈/∂ω", learnt.B, exact.B);
Line("∂θ̈/∂τ", learnt.C, exact.C);
Line("eigenvalue, unstable", learnt.Eigenvalues.First, exact.Eigenvalues.First);
Line("eigenvalue, stable", learnt.Eigenvalues.Second, exact.Eigenvalues.Second);
Line("gain of the angle", learnt.Gain.Angle, exact.Gain.Angle);
Line("gain of the velocity", learnt.Gain.Velocity, exact.Gain.Velocity);

// The true pendulum under the gain that the learnt model gives.
var (theta, omega) = (0.3, 0.0);
for (var time = 0; time < 5000; time++)
{
    var torque = -learnt.Gain.Angle * theta - learnt.Gain.Velocity * omega;
    omega += 0.001 * Accelerate(theta, omega, torque);
    theta += 0.001 * omega;
}
Console.WriteLine($"Under the learnt gain the true pendulum, let go at 0.3 rad, stands at {Math.Abs(theta):0.0000} rad after 5 s.");

Rig.Run(steps / 4);

static double Accelerate(double angle, double velocity, double torque) => gravity * Math.Sin(angle) - friction * velocity + torque;

static void Line(string what, double learnt, double exact) => Console.WriteLine($"  {what,-28} {learnt,10:0.0000} {exact,9:0.0000}");
