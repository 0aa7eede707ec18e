using System.Diagnostics;
using System.Globalization;
using System.Text;
using Adjoint;
using Microsoft.ML.Tokenizers;
using Zoo;

// GPT-2 with its published weights and its own vocabulary writes on from a prompt.
Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length is not (2 or 3) || (args.Length == 3 && !int.TryParse(args[2], out _)))
{
    Console.Error.WriteLine("""
        Usage: Gpt2 FILE PROMPT [TOKENS]

        FILE is model.safetensors of GPT-2, 548 MB: huggingface.co/openai-community/gpt2
        """);
    return 2;
}
var (file, prompt, length) = (args[0], args[1], args.Length == 3 ? int.Parse(args[2]) : 60);

// The published file has these matrices transposed, and contains the masks of attention.
Gpt2 network;
try
{
    network = Gpt2.Load(file, new LoadOptions { Transposed = ["c_attn.weight", "c_fc.weight", "c_proj.weight"], Ignored = ["attn.bias", "attn.masked_bias"] });
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ModelFileException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

var tokenizer = TiktokenTokenizer.CreateForModel("gpt2");
int[] tokens = [.. tokenizer.EncodeToIds(prompt)];
var (state, sampler, logits) = (network.NewState(), new Sampler(0.8f, seed: 1) { TopK = 50 }, new float[Gpt2.OutputSize / 1024]);
if (tokens.Length is 0 or > 1024)
{
    Console.Error.WriteLine($"The prompt has {tokens.Length:#,0} tokens; from 1 to 1,024 can be read.");
    return 2;
}
network.Prefill(state, tokens, logits);
Console.Write(prompt);

// One step is one token: keys and values of those before stay in the state.
List<int> written = [];
var (watch, shown) = (Stopwatch.StartNew(), 0);
while (written.Count < length)
{
    written.Add(sampler.Next(logits));
    // A token may be a part of a character.
    var text = tokenizer.Decode(written);
    var whole = text.TrimEnd('\uFFFD');
    Console.Write(whole[Math.Min(shown, whole.Length)..]);
    shown = whole.Length;
    if (state.Position == 1024)
        break;
    network.Step(state, [written[^1]], logits);
}
Console.WriteLine();
Console.WriteLine();
Console.WriteLine($"{written.Count} tokens, {watch.Elapsed.TotalMilliseconds / written.Count:0.0} ms each");
return 0;
