using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Slipway.Tests.Images.Docker;

/// <summary>An engine that begins to answer and is gone; only a ping it answers whole.</summary>
internal sealed class DyingEngine : IAsyncDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.sock");
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _last;
    private readonly Task _serving;

    /// <param name="last">The beginning of its answers.</param>
    public DyingEngine(string last)
    {
        _last = last;
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"unix://{_path}");

    /// <summary>The head of the last request.</summary>
    public string Asked { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
        File.Delete(_path);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = new NetworkStream(await _listener.AcceptAsync(), ownsSocket: true);
                Asked = await ReadAsync(connection);
                var answer = Asked.Contains("/_ping ", StringComparison.Ordinal)
                    ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nOK"
                    : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + $"{_last.Length:x}\r\n{_last}\r\n";
                await connection.WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over, or nobody reads on.
        }
    }

    // Until nothing of the request is on its way any more.
    private static async Task<string> ReadAsync(Stream connection)
    {
        var all = new MemoryStream();
        var part = new byte[8192];
        while (await connection.ReadAsync(part) is > 0 and var length)
        {
            all.Write(part, 0, length);
            // Lines may end without a carriage return (RFC 9112, section 2.2).
            var text = Encoding.Latin1.GetString(all.ToArray());
            if (Regex.Match(text, "\r?\n\r?\n") is not { Success: true } end)
                continue;
            var (head, body) = (text[..end.Index], text[(end.Index + end.Length)..]);
            var isWhole = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
                ? body.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
                : body.Length >= LengthIn(head);
            if (isWhole)
                return head;
        }
        return "";
    }

    private static int LengthIn(string head) =>
        head.Split('\n')
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))
            .FirstOrDefault();
}
