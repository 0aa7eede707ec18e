using TicTacToe;

if (args.Length > 1 || (args.Length == 1 && !(int.TryParse(args[0], out var number) && number > 0)))
{
    Console.Error.WriteLine("TicTacToe [EPOCHS]: the number of times that the network sees each position, 40 by default.");
    return 2;
}
var solution = new Solution();
var network = new PolicyValue(seed: 1);
Console.WriteLine(PolicyValue.Summary);
Console.WriteLine($"The gradient of both losses agrees with their differences to {100 * network.VerifyGradients().Error:0.0} % of its largest number.");
Console.WriteLine($"{solution.Positions.Count:#,0} positions, each with its best moves and who wins.");
new Training(solution, args.Length == 1 ? int.Parse(args[0]) : 40).Run(network);

var player = new Player(network, solution.Positions);
var best = solution.Positions.Count(board => solution.IsBest(board, player.Move(board)));
var foretold = solution.Positions.Count(board => Math.Abs(player.Winner(board) - solution.Value(board)) < 0.5f);
Console.WriteLine($"A best move is found in {100.0 * best / solution.Positions.Count:0.00} % of the positions, the winner is foretold in {100.0 * foretold / solution.Positions.Count:0.00} %.");
Report("first", player.PlayAll(default, isToMove: true));
Report("second", player.PlayAll(default, isToMove: false));
return 0;

static void Report(string turn, (int Won, int Drawn, int Lost) games) => Console.WriteLine(
    $"Moving {turn}, against every way to play: {games.Won} games won, {games.Drawn} drawn, {games.Lost} lost.");
