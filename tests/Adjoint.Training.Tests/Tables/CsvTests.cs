using System.Globalization;
using System.Text;
using Adjoint.Training.Tests.Harness;
using static Adjoint.Training.Tests.Tables.Tables;

namespace Adjoint.Training.Tests.Tables;

/// <summary>CSV files: what is told of their columns, and what is refused, with file, line and column.</summary>
public sealed class CsvTests
{
    [Fact]
    public void What_a_column_holds_is_told_from_its_values()
    {
        var table = Table.ParseCsv(Animals());
        Assert.Equal(203, table.Rows);
        Assert.Equal(["Name", "Mass", "Length", "Sex", "Colour", "Seen", "Herd", "Kind"], table.Names);
        ColumnKind[] kinds = [ColumnKind.Category, ColumnKind.Number, ColumnKind.Number, ColumnKind.Category, ColumnKind.Category, ColumnKind.Date, ColumnKind.Category, ColumnKind.Category];
        Assert.Equal(kinds, table.Columns.Select(static c => c.Kind));
        Assert.True(table.Columns[1][3].IsMissing && table.Columns[3][7].IsMissing);
        Assert.Equal(new DateTime(2024, 1, 4), table.Columns[5][1]);
    }

    [Fact]
    public void Postcodes_can_be_categories_and_keep_their_zeros()
    {
        var table = Table.ParseCsv("code,x\n01234,1\n99999,2\n").Category("code");
        Assert.Equal((ColumnKind.Category, "01234"), (table.Columns[0].Kind, table.Columns[0][0].ToString()));
    }

    [Fact]
    public void A_quoted_field_may_hold_separators_quotes_and_lines()
    {
        var table = Table.ParseCsv("a;b\n\"x; \"\"y\"\"\nz\";1\nq;2\n");
        Assert.Equal("x; \"y\"\nz", table.Columns[0][0].ToString());
        Assert.Equal("'text', line 4", table.Columns[0].Place(1));
    }

    [Fact]
    public void Numbers_are_read_in_the_invariant_culture_unless_told_otherwise()
    {
        var before = CultureInfo.CurrentCulture;
        var comma = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(1.5, Table.ParseCsv("x,y\n1.5,2\n").Columns[0][0]);
            Assert.Equal(1.5, Table.ParseCsv("x;y\n1,5;2\n", new() { Numbers = comma.NumberFormat }).Columns[0][0]);
            Assert.Equal(ColumnKind.Category, Table.ParseCsv("x;y\n1,5;2\n").Columns[0].Kind);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_name()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("bom.csv", [0xEF, 0xBB, 0xBF, .. "x,y\n1,2\n"u8]);
        Assert.Equal(["x", "y"], Table.ReadCsv(path).Names);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3: it has 3 fields, and the header 2; field 3 is '5'")]
    [InlineData("a,b\n1,2\n\n3\n", "line 4: it has 1 field, and the header 2; the column 'b' (2) is the first without one")]
    [InlineData("a,b,a\n1,2,3\n", "line 1: column 3 is called 'a', like a column before it")]
    [InlineData("a,,b\n1,2,3\n", "line 1: column 2 has no name")]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n", "line 3: Malformed CSV")]
    [InlineData("a,b\n1,\"2\"x\n", "line 2: Malformed CSV")]
    [InlineData("", "is empty; the first line must name the columns")]
    [InlineData("a,b\n", "has a header and no rows")]
    public void A_file_that_has_two_meanings_is_refused(string text, string words)
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("odd.csv", Encoding.UTF8.GetBytes(text));
        var message = Refusal<InvalidDataException>(() => Table.ReadCsv(path));
        Assert.Contains(words, message);
        Assert.Contains($"'{path}'", message);
    }

    [Theory]
    [InlineData("a,b\n1,\xe9\n", "line 2, column 'b' (2): its bytes are not UTF-8")]
    [InlineData("a,b\xe9\n1,2\n", "line 1, column 2: its bytes are not UTF-8")]
    public void Bytes_that_are_not_UTF8_are_refused(string text, string words)
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("latin.csv", Encoding.Latin1.GetBytes(text));
        Assert.Contains(words, Refusal<InvalidDataException>(() => Table.ReadCsv(path)));
    }

    [Theory]
    [InlineData("12.x")]
    [InlineData("1,000")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    public void Text_among_numbers_is_refused_with_file_line_and_column(string wrong)
    {
        var table = Table.ParseCsv($"a;mass\n1;10\n2;11\n3;12\n4;\"{wrong}\"\n");
        var words = $"'text', line 5, column 'mass' (2): '{wrong}' is not a finite number";
        Assert.Contains(words, Refusal<InvalidDataException>(() => table.Number("mass")));
        // Most of the column are numbers: read as categories, the mistake would be silent.
        Assert.Contains(words, Refusal<InvalidDataException>(() => Preparation.Fit(table, static p => p.Standardize())));
        Assert.Equal(5, Preparation.Fit(table.Category("mass"), static p => p.OneHot()).FeatureCount);
    }

    [Fact]
    public void Dates_are_read_in_the_form_that_is_given()
    {
        var table = Table.ParseCsv("when,x\n28.11.2026,1\n01.12.2026,2\n");
        Assert.Equal(ColumnKind.Category, table.Columns[0].Kind);
        Assert.Equal(new DateTime(2026, 12, 1), table.Date("when", "dd.MM.yyyy").Columns[0][1]);
        Assert.Contains("line 2, column 'when' (1): '28.11.2026' is not a date in the form 'MM/dd/yyyy'", Refusal<InvalidDataException>(() => table.Date("when", "MM/dd/yyyy")));
    }

    [Fact]
    public void A_name_that_there_is_not_is_answered_with_the_nearest()
    {
        var message = Refusal<ArgumentException>(static () => Read().Ignore("Lenght"));
        Assert.Contains("There is no column 'Lenght'; did you mean 'Length'? The columns are 'Name', 'Mass', 'Length'", message);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_with_its_size_and_can_be_read_in_parts()
    {
        using var scratch = new ScratchDirectory();
        var path = scratch.Write("large.csv", Encoding.UTF8.GetBytes(Animals()));
        var bytes = new FileInfo(path).Length.ToString("#,0", CultureInfo.CurrentCulture);
        Assert.Contains($"has {bytes} bytes, and at most 1,000 are read as a whole", Refusal<InvalidDataException>(() => Table.ReadCsv(path, new() { MaxBytes = 1000 })));

        List<Table> parts = [.. Table.ReadCsvInParts(path, rows: 64, new() { MaxBytes = 1000 })];
        Assert.Equal([64, 64, 64, 11], parts.Select(static p => p.Rows));
        Assert.Equal($"'{path}', line 204", parts[^1].Columns[0].Place(10));
        var whole = Table.ReadCsv(path);
        Assert.Equal(whole.Columns[2][64 * 3 + 5], parts[^1].Columns[2][5]);
    }

    /// <summary>Whatever the bytes, the answer is a table or an <see cref="InvalidDataException"/>.</summary>
    [Fact]
    public void Damaged_files_are_read_or_refused_and_nothing_else()
    {
        var (sound, random, refused) = (Encoding.UTF8.GetBytes(Animals(rows: 37)), new Random(1), 0);
        using var scratch = new ScratchDirectory();
        for (var trial = 0; trial < 500; trial++)
        {
            var bytes = (byte[])sound.Clone();
            for (var i = random.Next(1, 5); i > 0; i--)
                bytes[random.Next(trial % 2 == 0 ? bytes.Length : 60)] = (byte)random.Next(256);
            var path = scratch.Write("damaged.csv", bytes[..random.Next(bytes.Length / 2, bytes.Length)]);
            try
            {
                foreach (var column in Table.ReadCsv(path).Columns)
                    _ = column[0];
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, 50, 499);
    }
}
