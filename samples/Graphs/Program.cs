using System.Globalization;
using Graphs;

// Networks of graphs: labels that spread along edges, and communities found as well as they can be.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
KarateClub.Run();
Communities.Run(args.Length > 0 ? int.Parse(args[0]) : 2000);
