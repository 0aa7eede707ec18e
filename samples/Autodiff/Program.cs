using System.Text;
using Autodiff;

Console.OutputEncoding = Encoding.UTF8;

var z = Functions.ZGradient(1, 2, 3, out var dx1, out var dx2, out var dx3);
Console.WriteLine("z = sin(x1 + x2) + x2² x3 at (1, 2, 3)");
Console.WriteLine($"  z        {z:0.000000}");
Console.WriteLine($"  gradient {dx1:0.000000} {dx2:0.000000} {dx3:0.000000}");
Span<float> hessian = stackalloc float[9];
Functions.ZHessian(1, 2, 3, hessian);
for (var row = 0; row < 3; row++)
    Console.WriteLine($"  {(row == 0 ? "Hessian " : "        ")} {hessian[3 * row]:0.000000} {hessian[3 * row + 1]:0.000000} {hessian[3 * row + 2]:0.000000}");

Descent.Run();
