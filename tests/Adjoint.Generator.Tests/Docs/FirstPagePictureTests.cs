using Adjoint.Generator.Tests.Harness;

namespace Adjoint.Generator.Tests.Docs;

/// <summary>The picture of the first page shows what the compiler says and writes today.</summary>
public sealed class FirstPagePictureTests
{
    [Fact]
    public async Task The_picture_shows_todays_message_fix_and_code()
    {
        var committed = await File.ReadAllTextAsync(Repository.PathOf(FirstPagePicture.File));
        Assert.True(
            await FirstPagePicture.Draw() == committed,
            $"'{FirstPagePicture.File}' shows what the compiler no longer says or writes; draw it again: dotnet run -c Release --project tests/Adjoint.Generator.Tests -- picture");
    }

    [Fact]
    public void The_picture_is_well_formed() => Assert.Equal("svg", System.Xml.Linq.XDocument.Load(Repository.PathOf(FirstPagePicture.File)).Root!.Name.LocalName);

    [Fact]
    public void The_first_page_shows_it() => Assert.Contains("](docs/picture.svg)", File.ReadAllText(Repository.PathOf("README.md")), StringComparison.Ordinal);
}
