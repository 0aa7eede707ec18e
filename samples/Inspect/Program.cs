using Samples;

Console.WriteLine(Inspect.Summary);
var network = new Inspect(1);
var random = new Random(1);
var x = new float[37 * 4];
var labels = new int[37];
for (var i = 0; i < x.Length; i++) x[i] = (float)random.NextDouble() * 2 - 1;
for (var i = 0; i < 37; i++) labels[i] = x[4*i] > 0.3f ? 0 : x[4*i+1] > 0 ? 1 : 2;
var optimizer = new Adam(1e-2f);
Console.WriteLine(network.Loss(x, labels));
var g = new float[Inspect.ParameterCount];
network.Gradient(x, labels, g);
for (int i = 0; i < g.Length; i += 7) {
 var p = network.Parameters; var old = p[i]; p[i] = old + 1e-2f; var up = network.Loss(x, labels); p[i] = old - 1e-2f; var down = network.Loss(x, labels); p[i]=old;
 Console.WriteLine($"{i} {g[i]} {(up-down)/2e-2f}");
}
for (var i = 0; i < 300; i++) { var l = network.TrainStep(x, labels, optimizer); if (i % 50 == 0) Console.WriteLine(l); }
var y = new float[37*3]; network.Predict(x, y);
var y1 = new float[3]; network.Predict(x.AsSpan(0,4), y1);
Console.WriteLine(string.Join(" ", y[..3]) + " | " + string.Join(" ", y1));
