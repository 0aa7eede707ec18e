using System.Globalization;
using System.Text;

namespace Adjoint.Tests.Files;

public sealed class SafetensorsRulesTests
{
    [Fact]
    public void The_header_the_other_tests_break_is_accepted() => TinyNetwork.Load(TinyNetwork.File(TinyNetwork.Header), TinyNetwork.Untouched());

    [Theory]
    [InlineData("", "has 0 bytes; a safetensors file starts with 8")]
    [InlineData("08000000000000", "has 7 bytes; a safetensors file starts with 8")]
    [InlineData("0000000000000000", "does not start with '{'")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D", "claims 18446744073709551615 bytes; the format allows 100000000")]
    [InlineData("01E1F505000000007B7D", "claims 100000001 bytes; the format allows 100000000")]
    [InlineData("00E1F505000000007B7D", "claims 100000000 bytes, and the file has 2 after the first 8")]
    [InlineData("03000000000000007B7D", "claims 3 bytes, and the file has 2 after the first 8")]
    [InlineData("0300000000000000207B7D", "does not start with '{'")]
    [InlineData("07000000000000007B22C3223A317D", "is not valid UTF-8 at byte 9")]
    [InlineData("05000000000000007B22C3227D", "is not valid JSON at byte 12")]
    [InlineData("0200000000000000 7B7D 00", "its tensors need 0 bytes of data and the file has 1")]
    public void A_broken_frame_is_refused(string hex, string message) =>
        Assert.Contains(message, TinyNetwork.Refusal(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"fc1.bias":""", """{"fc1.weight":""", "names 'fc1.weight' twice")]
    [InlineData("""{"fc1.bias":""", """{"fc1\u002eweight":""", "names 'fc1.weight' twice")]
    [InlineData("""[2],""", """[2],"shape":[2],""", "names 'shape' of tensor 'fc1.bias' twice")]
    [InlineData("""{"dtype":"F32","shape":[2],""", """{"dtype":"F32","dtype":"F32","shape":[2],""", "names 'dtype' of tensor 'fc1.bias' twice")]
    [InlineData("""[2],""", """[2],"data_offsets":[0,8],""", "names 'data_offsets' of tensor 'fc1.bias' twice")]
    [InlineData("""[2],""", """[2],"offsets":[0,8],""", "has 'offsets' in the entry of tensor 'fc1.bias'; only dtype, shape and data_offsets")]
    [InlineData("\"shape\":[2],", "", "lacks 'shape' of tensor 'fc1.bias'")]
    [InlineData("""{"dtype":"F32","shape":[2],""", """{"shape":[2],""", "lacks 'dtype' of tensor 'fc1.bias'")]
    [InlineData(""","data_offsets":[0,8]}""", "}", "lacks 'data_offsets' of tensor 'fc1.bias'")]
    [InlineData("[0,8]", "[0]", "gives 1 data_offsets of tensor 'fc1.bias'; two are needed")]
    [InlineData("[0,8]", "[0,8,8]", "gives 3 data_offsets of tensor 'fc1.bias'; two are needed")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", "[]", "has a list for the entry of tensor 'fc1.bias'; an object is needed")]
    [InlineData("[0,8]", "{}", "has an object for data_offsets of tensor 'fc1.bias'; a list is needed")]
    [InlineData("[0,8]", "[0,8.0]", "whole numbers from 0")]
    [InlineData("[0,8]", "[0,8e0]", "whole numbers from 0")]
    [InlineData("[0,8]", "[-8,8]", "whole numbers from 0")]
    [InlineData("[0,8]", "[0,99999999999999999999]", "whole numbers from 0")]
    [InlineData("[0,8]", "[0,\"8\"]", "whole numbers from 0")]
    [InlineData("[0,8]", "[0,[8]]", "not valid JSON")]
    [InlineData("[0,8]", "[0,4]", "tensor 'fc1.bias' of type F32 and shape [2] needs 8 bytes and has 4")]
    [InlineData("[0,8]", "[4,8]", "tensor 'fc1.bias' begins at byte 4 and leaves a hole before it; it must begin at 0")]
    [InlineData("[8,32]", "[9,33]", "tensor 'fc1.weight' begins at byte 9 and leaves a hole before it; it must begin at 8")]
    [InlineData("[8,32]", "[4,28]", "tensor 'fc1.weight' begins at byte 4 and overlaps the tensor before it; it must begin at 8")]
    [InlineData("[8,32]", "[8,4]", "tensor 'fc1.weight' begins at byte 8 and ends at 4")]
    [InlineData("[32,36]", "[32,40]", "tensor 'scale' of type F32 and shape [] needs 4 bytes and has 8")]
    [InlineData(",\"scale\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[32,36]}", "", "its tensors need 32 bytes of data and the file has 36")]
    [InlineData("[2,3]", "[2,4]", "tensor 'fc1.weight' of type F32 and shape [2, 4] needs 32 bytes and has 24")]
    [InlineData("[2,3]", "[4294967296,4294967296]", "has the shape [4294967296, 4294967296], more than any file can hold")]
    [InlineData("[2,3]", "[9223372036854775807]", "has the shape [9223372036854775807], more than any file can hold")]
    [InlineData("[2,3]", "[2305843009213693952,2,3]", "more than any file can hold")]
    [InlineData("[2,3]", "[-2,-3]", "whole numbers from 0")]
    [InlineData("[2,3]", "[3,2]", "'fc1.weight' is [3, 2], [2, 3] is needed")]
    [InlineData("[2,3]", "[6]", "'fc1.weight' is [6], [2, 3] is needed")]
    [InlineData("\"shape\":[]", "\"shape\":[1]", "'scale' is [1], [] is needed")]
    [InlineData("\"F32\",\"shape\":[2]", "\"F8_E4M3\",\"shape\":[2]", "gives the dtype 'F8_E4M3' of tensor 'fc1.bias'; those that can be read are F64, F32, F16, BF16, I64")]
    [InlineData("\"F32\",\"shape\":[2]", "\"f32\",\"shape\":[2]", "gives the dtype 'f32' of tensor 'fc1.bias'")]
    [InlineData("\"F32\",\"shape\":[2]", "null,\"shape\":[2]", "has null for dtype of tensor 'fc1.bias'; a string is needed")]
    [InlineData("{\"fc1.bias\"", "{\"__metadata__\":{\"a\":1},\"fc1.bias\"", "has a number for a value of __metadata__; a string is needed")]
    [InlineData("{\"fc1.bias\"", "{\"__metadata__\":[],\"fc1.bias\"", "has a list for __metadata__; an object is needed")]
    [InlineData("{\"fc1.bias\"", "{\"__metadata__\":null,\"__metadata__\":null,\"fc1.bias\"", "names '__metadata__' twice")]
    [InlineData("{\"fc1.bias\"", "{\"__metadata__\":{\"scale\":\"\",\"scale\":\"\"},\"fc1.bias\"", "names 'scale' in __metadata__ twice")]
    [InlineData("{\"fc1.bias\"", "{\"__metadata__\":{},\"__metadata__\":{},\"fc1.bias\"", "names '__metadata__' twice")]
    [InlineData("{\"fc1.bias\"", "{\"\\ud800\":{},\"fc1.bias\"", "has a string that is not valid Unicode")]
    [InlineData("{\"fc1.bias\"", "{/**/\"fc1.bias\"", "not valid JSON")]
    [InlineData("[32,36]}}", "[32,36]},}", "not valid JSON")]
    [InlineData("[32,36]}}", "[32,36]}} x", "not valid JSON")]
    [InlineData("[32,36]}}", "[32,36]}", "not valid JSON")]
    [InlineData("[32,36]}}", "[32,36]}}\0", "not valid JSON")]
    public void A_broken_header_is_refused(string found, string replacement, string message)
    {
        var broken = ReplaceFirst(TinyNetwork.Header, found, replacement);
        Assert.Contains(message, TinyNetwork.Refusal(TinyNetwork.File(broken)), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_without_following_it()
    {
        var deep = "{\"a\":{\"shape\":" + new string('[', 1_000_000);
        Assert.Contains("not valid JSON", TinyNetwork.Refusal(TinyNetwork.File(deep, 0)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{/**/\"fc1.bias\"", "at byte 9 or shortly after")]
    [InlineData("{\"fc1.bias\":{\"dtype\":\"F32\",}", "at byte 35 or shortly after")]
    public void A_header_that_is_not_JSON_is_refused_in_our_own_words(string header, string place)
    {
        var message = TinyNetwork.Refusal(TinyNetwork.File(header, 0));
        Assert.Equal(
            $"'tiny.safetensors': its header is not valid JSON {place}. The file is damaged, or not a safetensors file; fetch or save it again.", message);
    }

    [Fact]
    public void No_metadata_may_be_said_by_null() =>
        TinyNetwork.Load(TinyNetwork.File(TinyNetwork.Header.Replace("{\"fc1.bias\"", "{\"__metadata__\":null,\"fc1.bias\"", StringComparison.Ordinal)), TinyNetwork.Untouched());

    [Fact]
    public void Metadata_that_nobody_wants_are_passed_over_however_long()
    {
        var metadata = $$"""{"__metadata__":{"{{new string('k', 5_000)}}":"","notes":"{{new string('x', 300_001)}}"},""";
        TinyNetwork.Load(TinyNetwork.File(metadata + TinyNetwork.Header[1..]), TinyNetwork.Untouched());
    }

    [Theory]
    [InlineData("  ")]
    [InlineData("      ")]
    public void Spaces_after_the_header_are_padding(string padding) =>
        TinyNetwork.Load(TinyNetwork.File(TinyNetwork.Header + padding), TinyNetwork.Untouched());

    [Fact]
    public void A_header_whose_length_looks_like_the_beginning_of_a_pickle_is_read() =>
        TinyNetwork.Load(TinyNetwork.File(TinyNetwork.Header.PadRight(0x0280)), TinyNetwork.Untouched());

    [Fact]
    public void A_pipe_is_refused()
    {
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        var fault = Assert.Throws<ModelFileException>(() => Runtime.ModelFile.Read(pipe, "tiny.safetensors", TinyNetwork.Untouched()));
        Assert.Contains("a file is needed", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F64", "000000000000F03F 0000000000000080 0000000000407F40", "1 -0 500")]
    [InlineData("F32", "0000803F 00000080 DB0F4940", "1 -0 3.1415927")]
    [InlineData("F16", "003C 0080 FF7B", "1 -0 65504")]
    [InlineData("BF16", "803F 0080 4940", "1 -0 3.140625")]
    [InlineData("I64", "FFFFFFFFFFFFFFFF 0000000000000000 0000000000000080", "-1 0 -9.223372E+18")]
    [InlineData("U64", "FFFFFFFFFFFFFFFF 0000000000000000 0000000000000080", "1.8446744E+19 0 9.223372E+18")]
    [InlineData("I32", "FFFFFFFF 00000000 00000080", "-1 0 -2147483648")]
    [InlineData("U32", "FFFFFFFF 00000000 00000080", "4294967296 0 2147483648")]
    [InlineData("I16", "FFFF 0000 0080", "-1 0 -32768")]
    [InlineData("U16", "FFFF 0000 0080", "65535 0 32768")]
    [InlineData("I8", "FF 00 80", "-1 0 -128")]
    [InlineData("U8", "FF 00 80", "255 0 128")]
    [InlineData("BOOL", "01 00 01", "1 0 1")]
    public void Every_type_is_read_as_floats(string type, string hex, string expected)
    {
        var data = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        var header = $$$"""{"b":{"dtype":"{{{type}}}","shape":[3],"data_offsets":[0,{{{data.Length}}}]}}""";
        var layout = new ParameterLayout("Typed", new ParameterInfo("b", [3], 0, ParameterRole.Bias, Initializer.Zeros, 3, 3, outputsTogether: 1));
        var block = new Runtime.ParameterBlock<float>(layout, seed: 0);
        TinyNetwork.Load(TinyNetwork.File(Encoding.UTF8.GetBytes(header), data), block, new LoadOptions { AllowIntegers = true });
        Assert.Equal(expected.Split(' ').Select(Bits), block.Span.ToArray().Select(BitConverter.SingleToInt32Bits));
    }

    private static int Bits(string number) => BitConverter.SingleToInt32Bits(float.Parse(number, CultureInfo.InvariantCulture));

    private static string ReplaceFirst(string text, string found, string replacement)
    {
        var place = text.IndexOf(found, StringComparison.Ordinal);
        Assert.True(place >= 0, $"'{found}' is not in the header that the test breaks.");
        return text[..place] + replacement + text[(place + found.Length)..];
    }
}
