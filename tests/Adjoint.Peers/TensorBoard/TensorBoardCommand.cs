using Adjoint.Peers.LibTorch;
using TorchSharp;

namespace Adjoint.Peers.TensorBoard;

/// <summary>Writes tests/Golden/tensorboard.tfevents with TorchSharp's writer: what it makes of some numbers, for a test that writes the same.</summary>
internal static class TensorBoardCommand
{
    /// <summary>Writes the file.</summary>
    public static int Run(string path)
    {
        LibTorchLibrary.Load();
        var folder = Directory.CreateTempSubdirectory("adjoint-tensorboard-");
        try
        {
            var writer = torch.utils.tensorboard.SummaryWriter(folder.FullName);
            writer.add_scalar("loss/step", 0.75f, 1, walltime: 1024);
            writer.add_scalar("loss/step", 0, 2, walltime: 1025);
            writer.add_scalar("metrics/accuracy of Größe", 0.987654f, 127, walltime: 2048);
            writer.add_scalar("loss/step", float.NaN, 128, walltime: 4096);
            writer.add_scalar("loss/step", float.PositiveInfinity, 16_384, walltime: 8192);
            writer.add_scalar("rate", 1e-30f, int.MaxValue, walltime: 16_384);
            writer.add_scalar(new string('x', 200), -1, 0, walltime: 0);
            File.Copy(Directory.GetFiles(folder.FullName)[0], path, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes, by TorchSharp {typeof(torch).Assembly.GetName().Version}");
        return 0;
    }
}
