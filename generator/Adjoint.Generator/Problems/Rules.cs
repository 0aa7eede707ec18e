namespace Adjoint.Generator.Problems;

/// <summary>The ids of the rules, as the stages name them; what they say is in Diagnostics/Descriptors.cs.</summary>
internal static class Rules
{
    // Declaration
    public const string NotPartial = "ADJ0101";
    public const string NoInput = "ADJ0102";
    public const string InputSizeBelowOne = "ADJ0103";
    public const string LayersOnTwoDeclarations = "ADJ0104";
    public const string ContainingTypeNotPartial = "ADJ0105";
    public const string NotAPlainClass = "ADJ0106";
    public const string MemberClash = "ADJ0108";
    public const string ProjectDiffers = "ADJ0110";
    public const string InputNotFirst = "ADJ0111";
    public const string LayerAfterLoss = "ADJ0112";
    public const string NotMarked = "ADJ0113";
    public const string UnknownLayer = "ADJ0114";
    public const string ConstructorSkipsNetwork = "ADJ0115";
    public const string NotABlock = "ADJ0116";
    public const string NotInABlock = "ADJ0117";
    public const string BlockInItself = "ADJ0118";
    public const string NotAParameter = "ADJ0119";
    public const string NotABlockInput = "ADJ0120";
    public const string ClassNamedAsMember = "ADJ0121";
    public const string IsRecord = "ADJ0122";
    public const string RequiredMember = "ADJ0123";
    public const string ConstructorClash = "ADJ0124";
    public const string BaseDoesNotFit = "ADJ0125";

    // Values
    public const string WidthBelowOne = "ADJ0201";
    public const string RateOutOfRange = "ADJ0202";
    public const string WindowTooLarge = "ADJ0203";
    public const string GroupsDoNotDivide = "ADJ0204";
    public const string PaddingAboveHalf = "ADJ0205";
    public const string SmoothingOutOfRange = "ADJ0209";
    public const string ValueOutOfRange = "ADJ0211";
    public const string NotASize = "ADJ0212";
    public const string SizeHasNoValue = "ADJ0213";
    public const string ArgumentDoesNotFit = "ADJ0214";

    // Shapes
    public const string ShapesDiffer = "ADJ0301";
    public const string BatchInInput = "ADJ0126";
    public const string BatchLikely = "ADJ0127";
    public const string GivenTwice = "ADJ0215";
    public const string ConstantLayer = "ADJ0353";
    public const string NormOverSteps = "ADJ0354";
    public const string DropoutBeforeLoss = "ADJ0419";
    public const string NothingChanges = "ADJ0420";
    public const string ConvolutionTwice = "ADJ0421";
    public const string UnlikelyNumber = "ADJ0422";
    public const string OutputUntrained = "ADJ0423";
    public const string EpochInLoop = "ADJ0617";
    public const string NetworkInLoop = "ADJ0618";
    public const string OneOptimizer = "ADJ0619";
    public const string RefusedNumber = "ADJ0620";
    public const string ArgumentNotTaken = "ADJ0621";
    public const string MissingMember = "ADJ0622";
    public const string ForeignOptimizer = "ADJ0623";
    public const string ForeignWord = "ADJ0128";
    public const string RankDiffers = "ADJ0303";
    public const string ReshapeSizeDiffers = "ADJ0304";
    public const string ConcatAxesDiffer = "ADJ0305";
    public const string UnknownValue = "ADJ0306";
    public const string DeadValue = "ADJ0308";
    public const string NameTakenTwice = "ADJ0309";
    public const string SharedTensorsDiffer = "ADJ0310";
    public const string BlockArgumentsDiffer = "ADJ0311";
    public const string BlockDoesNotFit = "ADJ0312";
    public const string TokensNotRead = "ADJ0314";
    public const string NameNotAnIdentifier = "ADJ0317";
    public const string TooLarge = "ADJ0318";
    public const string AxisOutOfRange = "ADJ0319";
    public const string TokensNeeded = "ADJ0320";
    public const string UnknownSize = "ADJ0321";
    public const string NothingToMerge = "ADJ0340";
    public const string BlockInputsDiffer = "ADJ0342";
    public const string FactorsDoNotFit = "ADJ0341";
    public const string HeadsDoNotFit = "ADJ0207";
    public const string EdgesDoNotFit = "ADJ0216";
    public const string StateDiffers = "ADJ0343";
    public const string NotInACell = "ADJ0344";
    public const string NoStep = "ADJ0345";
    public const string NoLengths = "ADJ0346";
    public const string NothingToCarry = "ADJ0347";
    public const string EntryDiffers = "ADJ0360";

    // Meaning of training
    public const string TooFewClasses = "ADJ0403";
    public const string ClassWeightsDiffer = "ADJ0412";
    public const string LossNeedsVector = "ADJ0413";
    public const string LossNeedsOutput = "ADJ0414";
    public const string TargetsDiffer = "ADJ0415";
    public const string NoTangent = "ADJ0416";
    public const string DerivativeNeeds = "ADJ0417";
    public const string TangentIsZero = "ADJ0418";
    public const string ObjectiveTrainsNothing = "ADJ0430";
    public const string TargetDoesNotFit = "ADJ0431";
    public const string TargetIsTrained = "ADJ0432";

    /// <summary>What is wrong with a layer is wrong with its function, and is reported there.</summary>
    public const string ReportedAtFunction = "";

    // Remarks on networks that are right
    public const string NothingToLearn = "ADJ0107";
    public const string DenseOnImage = "ADJ0302";
    public const string PoolOfOne = "ADJ0315";
    public const string ChannelsLast = "ADJ0322";
    public const string LastByHand = "ADJ0348";
    public const string NoPositions = "ADJ0349";
    public const string ScoresUnscaled = "ADJ0350";
    public const string SoftmaxOverQueries = "ADJ0351";
    public const string CausalOverNoTime = "ADJ0352";
    public const string SoftmaxTwice = "ADJ0401";
    public const string SigmoidTwice = "ADJ0402";
    public const string ReluBeforeLoss = "ADJ0404";
    public const string BiasBeforeNorm = "ADJ0405";
    public const string AllFrozen = "ADJ0408";
    public const string LinearTwice = "ADJ0410";

    // Cost
    public const string SeenShape = "ADJ0316";
    public const string OverBudget = "ADJ0704";
    public const string NotOptimised = "ADJ0709";

    // Calls of generated members
    public const string LearningRateTooLarge = "ADJ0208";
    public const string OneRowNormalised = "ADJ0406";
    public const string InputLengthDiffers = "ADJ0601";
    public const string OutputLengthDiffers = "ADJ0602";
    public const string RowsDiffer = "ADJ0603";
    public const string SizeWrittenAgain = "ADJ0604";
    public const string LabelOutOfRange = "ADJ0605";
    public const string SpansSwapped = "ADJ0606";
    public const string LossIgnored = "ADJ0609";
    public const string AllocatedInLoop = "ADJ0610";
    public const string OptimizerInLoop = "ADJ0612";
    public const string ViewOutOfRange = "ADJ0614";
    public const string DataDiffers = "ADJ0615";
    public const string TooLargeForOnnx = "ADJ0616";

    // Functions
    public const string UnboundedLoop = "ADJ0501";
    public const string NoDerivative = "ADJ0502";
    public const string NotAFunction = "ADJ0503";
    public const string WrongHandWritten = "ADJ0505";
    public const string ReadsState = "ADJ0506";
    public const string WrongSignature = "ADJ0507";
    public const string NotWritable = "ADJ0508";
    public const string UnknownFunction = "ADJ0509";
    public const string TooManySteps = "ADJ0510";
    public const string NoSecondDerivative = "ADJ0511";
    public const string NotALayerFunction = "ADJ0512";
    public const string OutsideGrammar = "ADJ0513";

    /// <summary>Whether a rule judges what is written in one attribute.</summary>
    public static bool IsAboutValues(string rule) => rule.StartsWith("ADJ02", StringComparison.Ordinal);
}
