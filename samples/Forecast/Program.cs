using System.Globalization;
using System.Text;
using Forecast;

// How warm will it be tomorrow? Three years of a city's weather are learnt, and the fourth is forecast day by day.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var epochs = args.Length > 0 ? int.Parse(args[0]) : 60;
const int batch = 64;

var weather = Weather.Read(Path.Combine(AppContext.BaseDirectory, "data", "seattle-weather.csv"));
var lastYear = Array.FindIndex(weather.Dates, static date => date.Year == 2015);
int[] known = [.. Enumerable.Range(Weather.Days - 1, lastYear - Weather.Days)];

var (recurrent, linear) = (new Recurrent(seed: 1), new Linear(seed: 1));
Train((x, targets, optimizer) => recurrent.TrainStep(x, targets, optimizer), 3e-3f);
Train((x, targets, optimizer) => linear.TrainStep(x, targets, optimizer), 1e-3f);

// The recurrent network reads the days as they come, one step each; the linear one looks back on 28 of them every day.
var days = weather.Dates.Length - lastYear;
float[] came = weather.Highest[lastYear..], byRecurrence = new float[days], bySum = new float[days];
var (state, change) = (recurrent.NewState(), new float[1]);
for (var day = lastYear - Weather.Days; day < weather.Dates.Length - 1; day++)
{
    recurrent.Step(state, weather.Of(day), change);
    if (day + 1 < lastYear)
        continue;
    byRecurrence[day + 1 - lastYear] = weather.Highest[day] + change[0] * Weather.Degrees;
    linear.Predict(weather.UpTo(day), change);
    bySum[day + 1 - lastYear] = weather.Highest[day] + change[0] * Weather.Degrees;
}

var naive = Error(weather.Highest.AsSpan(lastYear - 1, days));
Console.WriteLine($"Root mean square error of tomorrow's highest temperature, {days} days of 2015:");
Console.WriteLine($"  as today (naive)     {naive:0.00} °C");
Console.WriteLine($"  linear, 28 days      {Error(bySum):0.00} °C, {100 * (1 - Error(bySum) / naive):0.0} % less");
Console.WriteLine($"  GRU, step by step    {Error(byRecurrence):0.00} °C, {100 * (1 - Error(byRecurrence) / naive):0.0} % less");
Console.WriteLine("The last 100 days; o came, · was forecast by the GRU:");
Console.WriteLine(Plot.Text(came.AsSpan(days - 100), byRecurrence.AsSpan(days - 100), lines: 14));

var picture = Path.Combine(args.Length > 1 ? args[1] : ".", "forecast.svg");
File.WriteAllText(picture, Plot.Svg(came, byRecurrence, "Highest temperature in Seattle, 2015"));
Console.WriteLine($"The whole year is drawn in {picture}.");

void Train(Func<float[], float[], Optimizer, float> step, float rate)
{
    var (random, x, targets) = (new Random(1), new float[batch * Weather.Days * Weather.Numbers], new float[batch]);
    var steps = epochs * (known.Length / batch);
    using var optimizer = new AdamW(Schedule.Cosine(rate, steps));
    for (var i = 0; i < steps; i++)
    {
        if (i % (known.Length / batch) == 0)
            random.Shuffle(known);
        for (var row = 0; row < batch; row++)
        {
            var day = known[i % (known.Length / batch) * batch + row];
            weather.UpTo(day).CopyTo(x.AsSpan(row * Weather.Days * Weather.Numbers));
            targets[row] = weather.Change(day);
        }
        step(x, targets, optimizer);
    }
}

double Error(ReadOnlySpan<float> forecast)
{
    var sum = 0.0;
    for (var day = 0; day < days; day++)
        sum += Math.Pow(forecast[day] - came[day], 2);
    return Math.Sqrt(sum / days);
}
