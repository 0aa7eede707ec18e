using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Adjoint.Browser;
using Adjoint.Tests.Harness;

// Publishes samples/Browser, trains its network with samples/Digits, opens the page in Chromium, draws digits with the mouse, and lets the network learn one there.
const int middle = 140;
var folder = args.Length > 0 ? args[0] : Directory.CreateTempSubdirectory("adjoint-browser-page-").FullName;
var root = Path.Combine(folder, "wwwroot");
if (!File.Exists(Path.Combine(root, "index.html")))
    Run("publish", "-c", "Release", Repository.PathOf("samples", "Browser"), "-o", folder);
if (!File.Exists(Path.Combine(root, "lenet.safetensors")))
    Run("run", "-c", "Release", "--project", Repository.PathOf("samples", "Digits"), "--", "--network", "lenet", "--epochs", "6", "--out", Path.Combine(root, "lenet.safetensors"));

await using var browser = await DevTools.Start();
if (browser is null)
{
    Console.WriteLine("No Chromium was found, so nothing was checked. Install it, as by 'apt-get install chromium'.");
    return 1;
}
using var files = new StaticFiles(root, FreePort());
await browser.Open(files.Address, "document.body.dataset.ready === 'yes'", TimeSpan.FromMinutes(5));
Console.WriteLine(await browser.Evaluate("document.getElementById('speed').textContent"));

(int Digit, (double X, double Y)[][] Strokes)[] drawings =
[
    (0, [Arc(middle, middle, 62, 90, -90, 270)]),
    (1, [[(150, 45), (135, 235)]]),
    (2, [[.. Arc(140, 100, 58, 55, 170, 390), (85, 225), (205, 225)]]),
    (3, [[.. Arc(130, 95, 55, 48, 200, 450), .. Arc(130, 190, 62, 48, -90, 160)]]),
    (4, [[(105, 50), (75, 150), (205, 150)], [(180, 60), (170, 240)]]),
    (7, [[(75, 60), (205, 60), (120, 235)]]),
];
var right = 0;
foreach (var (digit, strokes) in drawings)
{
    await Draw(strokes);
    var read = await browser.Evaluate("document.body.dataset.answer");
    right += read == digit.ToString(CultureInfo.InvariantCulture) ? 1 : 0;
    Console.WriteLine($"A drawn {digit} was read as {read}.");
}
// A sign that is no digit: from now on it is a 5.
await Draw([[(60, 60), (220, 220)], [(220, 60), (60, 220)], [(middle, 40), (middle, 240)]]);
var before = await browser.Evaluate("document.body.dataset.answer");
await browser.Click("#is-5");
if (await browser.Evaluate("document.body.dataset.losses === undefined") == "true")
    throw new InvalidOperationException($"The page has not learnt. It says: {string.Join(" | ", browser.Messages)}");
var losses = JsonSerializer.Deserialize<double[]>(await browser.Evaluate("document.body.dataset.losses"))!;
var after = await browser.Evaluate("document.body.dataset.answer");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"A star was read as {before}; after {losses.Length} steps of learning that it is a 5 it is read as {after}: loss {losses[0]:0.000} -> {losses[^1]:0.000}."));
File.WriteAllBytes(Path.Combine(folder, "page.png"), await browser.Screenshot());
return right >= drawings.Length - 1 && after == "5" && losses[^1] < 0.2 * losses[0] ? 0 : 1;

async Task Draw((double X, double Y)[][] strokes)
{
    await browser.Click("#clear");
    var corner = (await browser.Evaluate("(box => [box.left, box.top].join(' '))(document.getElementById('board').getBoundingClientRect())")).Split(' ');
    var (left, top) = (double.Parse(corner[0], CultureInfo.InvariantCulture), double.Parse(corner[1], CultureInfo.InvariantCulture));
    foreach (var stroke in strokes)
        await browser.Drag([.. stroke.Select(point => (left + point.X, top + point.Y))]);
}

static (double X, double Y)[] Arc(double x, double y, double width, double height, double from, double to) =>
    [.. Enumerable.Range(0, 25).Select(i => (from + (to - from) * i / 24) * Math.PI / 180).Select(angle => (x + width * Math.Cos(angle), y + height * Math.Sin(angle)))];

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

static void Run(params string[] arguments)
{
    var start = new ProcessStartInfo("dotnet", arguments);
    start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
    using var process = Process.Start(start)!;
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new InvalidOperationException($"'dotnet {string.Join(' ', arguments)}' ended with {process.ExitCode}.");
}
