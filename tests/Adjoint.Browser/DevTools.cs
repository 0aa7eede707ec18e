using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Adjoint.Browser;

/// <summary>A browser without a window, whose mouse is moved from here. The protocol is that of Chrome's developer tools.</summary>
internal sealed partial class DevTools : IAsyncDisposable
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    private readonly Process process;
    private readonly ClientWebSocket socket = new();
    private readonly string profile;
    private int calls;

    private DevTools(Process process, string profile) => (this.process, this.profile) = (process, profile);

    /// <summary>What the page has written to its console.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Starts a browser; null where none is installed.</summary>
    public static async Task<DevTools?> Start()
    {
        if (Browsers.FirstOrDefault(Exists) is not { } browser)
            return null;
        var profile = Directory.CreateTempSubdirectory("adjoint-browser-").FullName;
        var start = new ProcessStartInfo(browser, ["--headless", "--no-sandbox", "--disable-gpu", "--window-size=1000,900", "--remote-debugging-port=0",
            $"--user-data-dir={profile}", "about:blank"]) { RedirectStandardError = true };
        var tools = new DevTools(Process.Start(start)!, profile);
        while (await tools.process.StandardError.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } found)
            {
                await tools.Connect(new Uri(found.Value));
                return tools;
            }
        }
        throw new InvalidOperationException($"{browser} has ended without saying where its developer tools are.");
    }

    /// <summary>Opens a page and waits until a script says that it is ready.</summary>
    public async Task Open(string address, string isReady, TimeSpan limit)
    {
        await Call("Page.enable");
        await Call("Runtime.enable");
        await Call("Page.navigate", new JsonObject { ["url"] = address });
        var clock = Stopwatch.StartNew();
        while (await Evaluate(isReady) != "true")
        {
            if (clock.Elapsed > limit)
                throw new TimeoutException($"{address} was not ready after {limit.TotalSeconds} s. It says: {string.Join(" | ", Messages)}");
            await Task.Delay(200);
        }
    }

    /// <summary>The value of an expression, as text.</summary>
    public async Task<string> Evaluate(string expression)
    {
        var answer = await Call("Runtime.evaluate", new JsonObject { ["expression"] = $"String({expression})", ["returnByValue"] = true });
        return answer["result"]?["value"]?.GetValue<string>() ?? answer.ToJsonString();
    }

    /// <summary>Presses the mouse, moves it along a line of points, and lets go.</summary>
    public async Task Drag(IReadOnlyList<(double X, double Y)> points)
    {
        await Mouse("mouseMoved", points[0], 0);
        await Mouse("mousePressed", points[0], 1);
        foreach (var point in points.Skip(1))
            await Mouse("mouseMoved", point, 1);
        await Mouse("mouseReleased", points[^1], 0);
    }

    /// <summary>Clicks on the middle of an element.</summary>
    public async Task Click(string selector)
    {
        await Evaluate($"document.querySelector('{selector}').scrollIntoView({{ block: 'nearest', behavior: 'instant' }})");
        var place = await Evaluate($"(box => [box.left + box.width / 2, box.top + box.height / 2].join(' '))(document.querySelector('{selector}').getBoundingClientRect())");
        var numbers = place.Split(' ').Select(static text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        await Drag([(numbers[0], numbers[1])]);
    }

    /// <summary>What the page looks like, as PNG.</summary>
    public async Task<byte[]> Screenshot() => Convert.FromBase64String((await Call("Page.captureScreenshot"))["data"]!.GetValue<string>());

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(profile, recursive: true);
    }

    private Task<JsonNode> Mouse(string type, (double X, double Y) at, int buttons) => Call("Input.dispatchMouseEvent", new JsonObject
    {
        ["type"] = type,
        ["x"] = at.X,
        ["y"] = at.Y,
        ["button"] = type == "mouseMoved" && buttons == 0 ? "none" : "left",
        ["buttons"] = buttons,
        ["clickCount"] = 1,
    });

    private async Task Connect(Uri browser)
    {
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://{browser.Authority}/json/list")))!.AsArray();
        await socket.ConnectAsync(new Uri(pages.First(static page => page!["type"]!.GetValue<string>() == "page")!["webSocketDebuggerUrl"]!.GetValue<string>()), CancellationToken.None);
    }

    private async Task<JsonNode> Call(string method, JsonObject? parameters = null)
    {
        var id = ++calls;
        var text = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] }.ToJsonString();
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (true)
        {
            var message = await Receive();
            if (message["id"]?.GetValue<int>() == id)
                return message["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : message["result"]!;
            if (message["method"]?.GetValue<string>() is "Runtime.consoleAPICalled" or "Runtime.exceptionThrown")
                Messages.Add(message["params"]!.ToJsonString());
        }
    }

    private async Task<JsonNode> Receive()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(whole.ToArray()) ?? throw new JsonException("An empty message.");
    }

    private static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"ws://\S+")]
    private static partial Regex Address();
}
