using System.Net;

namespace Adjoint.Browser;

/// <summary>Serves the files of a folder on this machine.</summary>
internal sealed class StaticFiles : IDisposable
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html", [".js"] = "text/javascript", [".css"] = "text/css", [".json"] = "application/json", [".wasm"] = "application/wasm",
    };

    private readonly HttpListener listener = new();
    private readonly string folder;

    public StaticFiles(string folder, int port)
    {
        (this.folder, Address) = (Path.GetFullPath(folder), $"http://localhost:{port}/");
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = Serve();
    }

    public string Address { get; }

    public void Dispose() => listener.Close();

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                Answer(await listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The listener was closed, or the browser has gone.
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        using var response = context.Response;
        var path = Path.GetFullPath(Path.Combine(folder, context.Request.Url!.AbsolutePath is "/" ? "index.html" : context.Request.Url.AbsolutePath[1..]));
        if (!path.StartsWith(folder, StringComparison.Ordinal) || !File.Exists(path))
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }
        response.ContentType = Types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
        response.OutputStream.Write(File.ReadAllBytes(path));
    }
}
