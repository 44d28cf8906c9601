// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Qt's errors of connecting, looking up, tunnelling and TLS, as Node names them.

#include "client/connecterrors_p.h"

#include "core/error_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtNetwork/qhostaddress.h>

#if QT_CONFIG(ssl)
#include <QtNetwork/qsslcertificate.h>
#endif

namespace NodeHttp::Errors {

namespace {

constexpr QLatin1String kConnect("connect");

// Qt has one code for several troubles of the network. Its texts may be translated; so is what they are compared with.
QLatin1String networkCode(const QString &text)
{
    struct Text
    {
        const char *words;
        QLatin1String code;
    };
    static constexpr Text kTexts[] = {
        {"Network unreachable", QLatin1String("ENETUNREACH")},
        {"Host unreachable", QLatin1String("EHOSTUNREACH")},
        {"Connection timed out", QLatin1String("ETIMEDOUT")},
        {"The bound address is already in use", QLatin1String("EADDRINUSE")},
        {"Connection reset by peer", QLatin1String("ECONNRESET")},
    };
    for (const Text &known : kTexts) {
        if (text == QCoreApplication::translate("QNativeSocketEngine", known.words))
            return known.code;
    }
    return QLatin1String("EHOSTUNREACH");
}

QLatin1String systemCode(QAbstractSocket::SocketError why, const QString &text)
{
    switch (why) {
    case QAbstractSocket::ConnectionRefusedError: return QLatin1String("ECONNREFUSED");
    case QAbstractSocket::RemoteHostClosedError: return QLatin1String("ECONNRESET");
    case QAbstractSocket::SocketAccessError: return QLatin1String("EACCES");
    case QAbstractSocket::SocketResourceError: return QLatin1String("EMFILE");
    case QAbstractSocket::SocketTimeoutError: return QLatin1String("ETIMEDOUT");
    case QAbstractSocket::AddressInUseError: return QLatin1String("EADDRINUSE");
    case QAbstractSocket::SocketAddressNotAvailableError: return QLatin1String("EADDRNOTAVAIL");
    case QAbstractSocket::UnsupportedSocketOperationError: return QLatin1String("EAFNOSUPPORT");
    case QAbstractSocket::NetworkError: return networkCode(text);
    default: return QLatin1String("EINVAL");
    }
}

} // namespace

Error cannotConnect(QAbstractSocket::SocketError why, const QString &text, const QString &address, int port)
{
    return systemCall(kConnect, systemCode(why, text), address, port);
}

Error cannotConnect(QLocalSocket::LocalSocketError why, const QString &path)
{
    const auto code = [why] {
        switch (why) {
        case QLocalSocket::ServerNotFoundError: return QLatin1String("ENOENT");
        case QLocalSocket::ConnectionRefusedError: return QLatin1String("ECONNREFUSED");
        case QLocalSocket::SocketAccessError: return QLatin1String("EACCES");
        case QLocalSocket::PeerClosedError: return QLatin1String("ECONNRESET");
        case QLocalSocket::SocketResourceError: return QLatin1String("EMFILE");
        case QLocalSocket::SocketTimeoutError: return QLatin1String("ETIMEDOUT");
        case QLocalSocket::ConnectionError: return QLatin1String("EAGAIN");
        default: return QLatin1String("EINVAL"); // a path that is too long, for instance
        }
    };
    return systemCall(kConnect, code(), path);
}

Error cannotBind(QAbstractSocket::SocketError why, const QString &address, int port)
{
    return systemCall(QLatin1String("bind"), systemCode(why, {}), address, port);
}

Error cannotLookUp(QHostInfo::HostInfoError why, const QString &name)
{
    const QLatin1String code(why == QHostInfo::HostNotFound || why == QHostInfo::NoError ? "ENOTFOUND" : "EAI_AGAIN");
    return systemCall(QLatin1String("getaddrinfo"), code, name);
}

Error cannotTunnel(QAbstractSocket::SocketError why, const QNetworkProxy &proxy, const QString &host, int port)
{
    const auto problem = [&](const char *words) {
        return proxyTunnel(QStringLiteral("Failed to establish tunnel to %1:%2 via %3:%4: %5")
                               .arg(host, QString::number(port), proxy.hostName(), QString::number(proxy.port()),
                                    QLatin1String(words)));
    };
    switch (why) {
    case QAbstractSocket::ProxyConnectionRefusedError:
        return systemCall(kConnect, QLatin1String("ECONNREFUSED"), proxy.hostName(), proxy.port());
    case QAbstractSocket::ProxyConnectionTimeoutError:
        return systemCall(kConnect, QLatin1String("ETIMEDOUT"), proxy.hostName(), proxy.port());
    case QAbstractSocket::ProxyNotFoundError:
        return cannotLookUp(QHostInfo::HostNotFound, proxy.hostName());
    case QAbstractSocket::ProxyConnectionClosedError:
    case QAbstractSocket::RemoteHostClosedError:
        return proxyTunnel(QStringLiteral("Connection to establish proxy tunnel ended unexpectedly"));
    case QAbstractSocket::ProxyAuthenticationRequiredError:
        return problem("the proxy asks for credentials, or refuses those it got");
    case QAbstractSocket::SocketAccessError: return problem("the proxy forbids it");
    case QAbstractSocket::ConnectionRefusedError: return problem("the connection was refused");
    case QAbstractSocket::HostNotFoundError: return problem("the host was not found");
    case QAbstractSocket::NetworkError: return problem("the host cannot be reached");
    case QAbstractSocket::SocketTimeoutError: return problem("no answer in time");
    default: return problem("the proxy did not agree");
    }
}

#if QT_CONFIG(ssl)

Error cannotSecure(QAbstractSocket::SocketError why, const QString &text)
{
    switch (why) {
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        // OpenSSL's own words stand behind Qt's, which may be translated.
        return Error(QStringLiteral("EPROTO"), text.mid(qMax(qsizetype(0), text.indexOf(QLatin1String("error:")))));
    default:
        break;
    }
    const QLatin1String code = systemCode(why, text);
    if (code != QLatin1String("ETIMEDOUT") && code != QLatin1String("EMFILE"))
        return lostBeforeSecure();
    return Error(code, QLatin1String("read ") + code).withSyscall(QStringLiteral("read"));
}

namespace {

struct Verdict
{
    QSslError::SslError error;
    const char *code;
    const char *message;
};

constexpr Verdict kVerdicts[] = { // OpenSSL's names and sentences, which are Node's (S8.26)
    {QSslError::UnableToGetIssuerCertificate, "UNABLE_TO_GET_ISSUER_CERT", "unable to get issuer certificate"},
    {QSslError::UnableToDecryptCertificateSignature, "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
     "unable to decrypt certificate's signature"},
    {QSslError::UnableToDecodeIssuerPublicKey, "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
     "unable to decode issuer public key"},
    {QSslError::CertificateSignatureFailed, "CERT_SIGNATURE_FAILURE", "certificate signature failure"},
    {QSslError::CertificateNotYetValid, "CERT_NOT_YET_VALID", "certificate is not yet valid"},
    {QSslError::CertificateExpired, "CERT_HAS_EXPIRED", "certificate has expired"},
    {QSslError::InvalidNotBeforeField, "ERROR_IN_CERT_NOT_BEFORE_FIELD",
     "format error in certificate's notBefore field"},
    {QSslError::InvalidNotAfterField, "ERROR_IN_CERT_NOT_AFTER_FIELD", "format error in certificate's notAfter field"},
    {QSslError::SelfSignedCertificate, "DEPTH_ZERO_SELF_SIGNED_CERT", "self-signed certificate"},
    {QSslError::SelfSignedCertificateInChain, "SELF_SIGNED_CERT_IN_CHAIN",
     "self-signed certificate in certificate chain"},
    {QSslError::UnableToGetLocalIssuerCertificate, "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
     "unable to get local issuer certificate"},
    {QSslError::UnableToVerifyFirstCertificate, "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
     "unable to verify the first certificate"},
    {QSslError::CertificateRevoked, "CERT_REVOKED", "certificate revoked"},
    {QSslError::InvalidCaCertificate, "INVALID_CA", "invalid CA certificate"},
    {QSslError::PathLengthExceeded, "PATH_LENGTH_EXCEEDED", "path length constraint exceeded"},
    {QSslError::InvalidPurpose, "INVALID_PURPOSE", "unsuitable certificate purpose"},
    {QSslError::CertificateUntrusted, "CERT_UNTRUSTED", "certificate not trusted"},
    {QSslError::CertificateRejected, "CERT_REJECTED", "certificate rejected"},
};

// Node's checkServerIdentity() in its words.
QString mismatch(const QSslCertificate &certificate, const QString &name)
{
    const QMultiMap<QSsl::AlternativeNameEntryType, QString> names = certificate.subjectAlternativeNames();
    const QStringList hosts = names.values(QSsl::DnsEntry);
    const QStringList addresses = names.values(QSsl::IpAddressEntry);
    if (!QHostAddress(name).isNull()) {
        return QStringLiteral("IP: %1 is not in the cert's list: %2")
            .arg(name, addresses.join(QStringLiteral(", ")));
    }
    QStringList all;
    for (const QString &host : hosts)
        all.prepend(QStringLiteral("DNS:") + host); // values() begins with the one inserted last
    for (const QString &address : addresses)
        all.append(QStringLiteral("IP Address:") + address);
    if (!hosts.isEmpty()) {
        return QStringLiteral("Host: %1. is not in the cert's altnames: %2")
            .arg(name, all.join(QStringLiteral(", ")));
    }
    const QString common = certificate.subjectInfo(QSslCertificate::CommonName).value(0);
    if (common.isEmpty())
        return QStringLiteral("Cert does not contain a DNS name");
    return QStringLiteral("Host: %1. is not cert's CN: %2").arg(name, common);
}

} // namespace

Error badCertificate(const QList<QSslError> &errors, const QSslCertificate &certificate, const QString &name)
{
    bool nameDiffers = false;
    for (auto error = errors.crbegin(); error != errors.crend(); ++error) {
        nameDiffers = nameDiffers || error->error() == QSslError::HostNameMismatch;
        for (const Verdict &verdict : kVerdicts) {
            if (verdict.error == error->error())
                return Error(QLatin1String(verdict.code), QLatin1String(verdict.message));
        }
    }
    if (nameDiffers) {
        const QString why = mismatch(certificate, name);
        return Error(QStringLiteral("ERR_TLS_CERT_ALTNAME_INVALID"),
                     QStringLiteral("Hostname/IP does not match certificate's altnames: ") + why)
            .withPacket(why, 0, {});
    }
    return Error(QStringLiteral("CERT_REJECTED"),
                 errors.isEmpty() ? QStringLiteral("certificate rejected") : errors.constLast().errorString());
}

#endif // QT_CONFIG(ssl)

} // namespace NodeHttp::Errors
