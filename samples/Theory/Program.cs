using System.Globalization;
using System.Text;
using Theory;

Console.OutputEncoding = Encoding.UTF8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(string Name, string Claim, Action<Page> Run)[] pages =
[
    ("closure", "ReLU networks are closed under addition and composition", Theory.Closure.ClosurePage.Run),
    ("regions", "ReLU networks are piecewise linear; the pieces, counted and drawn", Theory.Regions.RegionsPage.Run),
    ("elements", "a ReLU network is the basis of linear finite elements", Theory.Elements.ElementsPage.Run),
    ("multigrid", "MgNet without its activations is a multigrid V-cycle, which training makes better", Theory.Multigrid.MultigridPage.Run),
    ("jacobian", "the Jacobian of a perceptron is the product W D W D W", Theory.Jacobians.JacobianPage.Run),
    ("superposition", "rare features share directions", Theory.Superposition.SuperpositionPage.Run),
    ("kernel", "a wide network trains as its linearisation does", Theory.TangentKernel.KernelPage.Run),
    ("adversaries", "small changes of an image that change its class, and training against them", Theory.Adversaries.AdversariesPage.Run),
    ("lipschitz", "how much an output can change, bounded layer by layer", Theory.Lipschitz.LipschitzPage.Run),
    ("depth", "signals in deep networks, and the edge of chaos", Theory.MeanField.DepthPage.Run),
    ("symmetry", "layers that commute with a group, checked", Theory.Symmetry.SymmetryPage.Run),
    ("flow", "networks that are differential equations, and their adjoint", Theory.Flows.FlowPage.Run),
];

var full = args.Contains("--full");
var rest = args.Where(static argument => argument != "--full").ToArray();
var page = rest.Length > 0 ? Array.FindIndex(pages, p => p.Name == rest[0]) : -1;
if (page < 0 || rest.Length > 2)
{
    Console.Error.WriteLine("Theory PAGE [FOLDER] [--full]: runs a page, and writes its figure into the folder. --full takes the settings of the readmes.");
    foreach (var (name, claim, _) in pages)
        Console.Error.WriteLine($"  {name,-14} {claim}");
    return 2;
}
pages[page].Run(new Page(pages[page].Name, rest.Length > 1 ? rest[1] : null, full));
return 0;
