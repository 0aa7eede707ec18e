using Adjoint.Data;

namespace Adjoint;

/// <summary>Receives what a layer has computed of some rows of a batch; see <see cref="ITrainable.Inspect"/>.</summary>
/// <param name="output">
/// The rows, under the name of the layer, or of several that are computed together: <c>dense1, relu1</c>. Rows that come later take their place, so copy what must outlive the call.
/// </param>
/// <param name="firstRow">The number of the first of them in the batch.</param>
public delegate void LayerObserver(PortRows output, int firstRow);
