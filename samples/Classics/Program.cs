using System.Text;
using Classics;

Console.OutputEncoding = Encoding.UTF8;
FitLine.Run();
FitProbability.Run();
FitMargin.Run();
FitXor.Run();
