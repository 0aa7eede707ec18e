// The second mark gave a second file of the same name: the generator threw.
using Adjoint;
[Network] class Net;
[Network] partial class Net;
