using System.Drawing;
using Microsoft.Extensions.Configuration;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;

namespace OpsBot.Tests.Infrastructure;

/// <summary>A real Chromium without a window, driven as a person would: by what can be seen and clicked.</summary>
internal sealed class Browser : IDisposable
{
    private const string Absent = "skipped, not there: Chromium and ChromeDriver (./x ci installs them)";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string[] Flags =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--lang=en-GB",
    ];

    private readonly ChromeDriverService service;
    private readonly ChromeDriver driver;

    private Browser(string chromium, string folderOfDriver)
    {
        var options = new ChromeOptions { BinaryLocation = chromium };
        options.AddArguments(Flags);
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        service = ChromeDriverService.CreateDefaultService(folderOfDriver);
        service.SuppressInitialDiagnosticInformation = true;
        driver = new ChromeDriver(service, options);
        driver.Manage().Window.Size = new Size(1440, 1420);
    }

    /// <summary>What the page complained of so far.</summary>
    internal IReadOnlyList<string> Complaints =>
        [
            .. driver
                .Manage()
                .Logs.GetLog(LogType.Browser)
                .Where(entry => entry.Level >= LogLevel.Warning)
                .Select(entry => entry.Message),
        ];

    /// <summary>Opens a page; where there is no Chromium the calling test ends as skipped and says so.</summary>
    internal static Browser Open(Uri page)
    {
        var chromium = FindChromium();
        var chromeDriver = Find("chromedriver");
        if (chromeDriver is null)
            Assert.Skip(Absent);
        var browser = new Browser(chromium, Path.GetDirectoryName(chromeDriver)!);
        browser.driver.Navigate().GoToUrl(page);
        return browser;
    }

    /// <summary>Chromium itself; where there is none the calling test ends as skipped and says so.</summary>
    internal static string FindChromium()
    {
        var chromium = Find("chromium", "chromium-browser", "google-chrome");
        if (chromium is null)
            Assert.Skip(Absent);
        return chromium;
    }

    public void Dispose()
    {
        driver.Quit();
        driver.Dispose();
        service.Dispose();
    }

    /// <summary>Something that can be seen, as soon as it can.</summary>
    internal IWebElement Seen(string css, Func<IWebElement, bool>? wanted = null) =>
        Until(() =>
            driver
                .FindElements(By.CssSelector(css))
                .LastOrDefault(each => each.Displayed && wanted?.Invoke(each) != false)
        );

    /// <summary>Waits for something, however often the page draws itself anew meanwhile.</summary>
    internal T Until<T>(Func<T?> look)
        where T : class
    {
        var wait = new WebDriverWait(driver, Patience) { PollingInterval = TimeSpan.FromMilliseconds(50) };
        wait.IgnoreExceptionTypes(typeof(StaleElementReferenceException), typeof(ElementClickInterceptedException));
        return wait.Until(_ => look())!;
    }

    /// <summary>Clicks a button by what it says.</summary>
    internal void Click(string within, string says) =>
        Until(() =>
        {
            var button = driver
                .FindElements(By.CssSelector($"{within} button"))
                .LastOrDefault(each => each.Displayed && each.Text.StartsWith(says, StringComparison.Ordinal));
            button?.Click();
            return button;
        });

    internal void Type(string css, string text, bool andEnter = false) =>
        Until(() =>
        {
            var field = driver.FindElements(By.CssSelector(css)).LastOrDefault(each => each.Displayed);
            field?.SendKeys(andEnter ? text + Keys.Enter : text);
            return field;
        });

    internal void Choose(string css, string option) =>
        Until(() =>
        {
            var one = driver.FindElements(By.CssSelector($"{css} option")).FirstOrDefault(each => each.Text == option);
            one?.Click();
            return one;
        });

    internal void Picture(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        driver.GetScreenshot().SaveAsFile(file);
    }

    /// <summary>A picture of one thing on the page.</summary>
    internal void Picture(string css, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var shown = Seen(css);
        driver.ExecuteScript("arguments[0].scrollIntoView({ block: 'center' })", shown);
        // What lies over the page tells of other things.
        driver.ExecuteScript("document.querySelectorAll('.newest').forEach(one => (one.hidden = true))");
        ((ITakesScreenshot)Seen(css)).GetScreenshot().SaveAsFile(file);
    }

    /// <summary>A program of this machine.</summary>
    internal static string? Find(params string[] names) =>
        (new ConfigurationBuilder().AddEnvironmentVariables().Build()["PATH"] ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
}
