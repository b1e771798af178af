using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsBot.Bot.Channels.Teams;

/// <summary>
/// The certificate the bot proves itself with; learn.microsoft.com/entra/identity-platform, certificate-credentials. Read at start:
/// a new one is taken at the next.
/// </summary>
internal static class TeamsCertificate
{
    private const string Begins = "-----BEGIN";

    /// <summary>Reads it.</summary>
    /// <returns>The certificate, or what is wrong with it.</returns>
    internal static (X509Certificate2? Certificate, string? Problem) Read(TeamsOptions options)
    {
        var path = options.Certificate;
        if (path.Contains(Begins, StringComparison.Ordinal))
            return (null, "is a certificate itself; the path of its file is wanted.");
        if (!File.Exists(path))
            return (null, $"names {path}, and there is no such file.");
        try
        {
            var certificate = Load(path, options.CertificatePassword);
            using var key = certificate.GetRSAPrivateKey();
            return key is null
                ? (null, $"names {path}, which has no private key of the kind RSA.")
                : (certificate, null);
        }
        catch (CryptographicException)
        {
            return (
                null,
                $"names {path}, which holds no certificate with its private key, or CertificatePassword does not open it."
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (null, $"names {path}, which cannot be read: {error.Message}");
        }
    }

    private static X509Certificate2 Load(string path, string password) =>
        !File.ReadAllText(path).Contains(Begins, StringComparison.Ordinal)
            ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
        : password.Length > 0 ? X509Certificate2.CreateFromEncryptedPemFile(path, password)
        : X509Certificate2.CreateFromPemFile(path);
}
