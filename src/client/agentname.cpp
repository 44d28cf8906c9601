// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// The name of a pool. What is derived from a QSslConfiguration is dear, so the last few of them are remembered.

#include "client/agentname_p.h"

#if QT_CONFIG(ssl)
#include <QtCore/qcryptographichash.h>
#include <QtCore/qdatastream.h>
#include <QtCore/qvariant.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslcipher.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtNetwork/qssldiffiehellmanparameters.h>
#include <QtNetwork/qsslellipticcurve.h>
#include <QtNetwork/qsslkey.h>
#include <QtNetwork/qsslsocket.h>

#include <array>
#endif

namespace NodeHttp {

namespace {

QStringView hostOf(const RequestOptions &options)
{
    if (!options.hostname.isEmpty())
        return options.hostname;
    return options.host.isEmpty() ? QStringView(u"localhost") : QStringView(options.host);
}

#if QT_CONFIG(ssl)

// The fields of S8.20 that a QSslConfiguration decides, ready to be put into a name; empty ones are unset.
struct TlsFields
{
    QString upToKey;    // ":ca:cert:clientCertEngine:ciphers:key:pfx"
    QString verifies;   // rejectUnauthorized, where the options say nothing
    QString fromMin;    // ":minVersion" up to ":privateKeyEngine"
};

QString joined(std::initializer_list<QStringView> fields)
{
    QString text;
    for (const QStringView field : fields) {
        text += u':';
        text += field;
    }
    return text;
}

// A name must not show what it was made from, and 128 bits keep two of them apart.
class Fingerprint
{
public:
    void add(QByteArrayView bytes)
    {
        m_hash.addData(QByteArray::number(bytes.size()) + ':');
        m_hash.addData(bytes.toByteArray());
        m_empty = false;
    }
    QString text() const
    {
        return m_empty ? QString() : QString::fromLatin1(m_hash.result().left(16).toHex());
    }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
    bool m_empty = true;
};

QString fingerprint(const QList<QSslCertificate> &certificates)
{
    Fingerprint print;
    print.add({}); // an empty list that is not the default is something too
    for (const QSslCertificate &certificate : certificates)
        print.add(certificate.toDer());
    return print.text();
}

QString fingerprint(const QSslKey &key)
{
    Fingerprint print;
    if (const QByteArray der = key.toDer(); !der.isEmpty())
        print.add(der);
    else if (!key.isNull())
        print.add(QByteArray::number(quintptr(key.handle())));
    return print.text();
}

// Where the system's certificates are loaded on demand, "none" and "the system's" are both an empty list; but setting
// one turns the loading off, which a configuration where it is off already does not notice.
bool hasOwnCa(const QSslConfiguration &configuration)
{
    QSslConfiguration copy = configuration;
    copy.setCaCertificates(configuration.caCertificates());
    return copy == configuration;
}

int optionBits(const QSslConfiguration &configuration)
{
    int bits = configuration.ocspStaplingEnabled() ? 0x10000 : 0;
    for (int bit = 1; bit <= QSsl::SslOptionDisableServerCipherPreference; bit <<= 1)
        bits |= configuration.testSslOption(QSsl::SslOption(bit)) ? bit : 0;
    return bits;
}

struct Versions
{
    QStringView least;
    QStringView most;
};

Versions versions(QSsl::SslProtocol protocol)
{
    static constexpr QStringView k10(u"TLSv1"), k11(u"TLSv1.1"), k12(u"TLSv1.2"), k13(u"TLSv1.3");
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    switch (protocol) {
    case QSsl::TlsV1_0: return {k10, k10};
    case QSsl::TlsV1_1: return {k11, k11};
    case QSsl::TlsV1_2: return {k12, k12};
    case QSsl::TlsV1_3: return {k13, k13};
    case QSsl::AnyProtocol:
    case QSsl::TlsV1_0OrLater: return {k10, {}};
    case QSsl::TlsV1_1OrLater: return {k11, {}};
    case QSsl::TlsV1_2OrLater: return {k12, {}};
    case QSsl::TlsV1_3OrLater: return {k13, {}};
    default: return {};
    }
    QT_WARNING_POP
}

TlsFields derive(const QSslConfiguration &configuration)
{
    const QSslConfiguration standard = QSslConfiguration::defaultConfiguration();
    QString ca, cert, ciphers, key, curves, dh, options, backend;
    if (configuration.caCertificates() != standard.caCertificates() || hasOwnCa(configuration) != hasOwnCa(standard))
        ca = fingerprint(configuration.caCertificates());
    if (configuration.localCertificateChain() != standard.localCertificateChain())
        cert = fingerprint(configuration.localCertificateChain());
    if (configuration.ciphers() != standard.ciphers()) {
        Fingerprint print;
        for (const QSslCipher &cipher : configuration.ciphers())
            print.add(cipher.name().toLatin1());
        ciphers = print.text();
    }
    if (configuration.privateKey() != standard.privateKey())
        key = fingerprint(configuration.privateKey());
    if (configuration.ellipticCurves() != standard.ellipticCurves()) {
        Fingerprint print;
        for (const QSslEllipticCurve &curve : configuration.ellipticCurves())
            print.add(curve.shortName().toLatin1());
        curves = print.text();
    }
    if (configuration.diffieHellmanParameters() != standard.diffieHellmanParameters())
        dh = QString::number(qHash(configuration.diffieHellmanParameters()), 16);
    if (const int bits = optionBits(configuration);
        bits != optionBits(standard) || configuration.peerVerifyDepth() != standard.peerVerifyDepth())
        options = QString::number(bits + (qint64(configuration.peerVerifyDepth()) << 20));
    if (configuration.backendConfiguration() != standard.backendConfiguration()) {
        const QMap<QByteArray, QVariant> settings = configuration.backendConfiguration();
        QByteArray bytes;
        QDataStream stream(&bytes, QIODevice::WriteOnly);
        for (auto it = settings.cbegin(); it != settings.cend(); ++it)
            stream << it.key() << it.value();
        Fingerprint print;
        print.add(bytes);
        backend = u'"' + print.text() + u'"';
    }
    const Versions version = configuration.protocol() == standard.protocol() ? Versions() : versions(configuration.protocol());

    TlsFields fields;
    fields.upToKey = joined({ca, cert, {}, ciphers, key, {}});
    const QSslSocket::PeerVerifyMode mode = configuration.peerVerifyMode();
    if (mode == QSslSocket::VerifyNone || mode == QSslSocket::QueryPeer)
        fields.verifies = QStringLiteral("false");
    fields.fromMin = joined({version.least, version.most, {}, {}, {}, curves, dh, options, {}, backend, {}, {}});
    return fields;
}

// Equality is cheap for copies of one configuration, which is what an agent and its requests have. What is answered is
// good until the next call.
const TlsFields &fieldsOf(const QSslConfiguration &configuration)
{
    struct Known
    {
        std::optional<QSslConfiguration> configuration;
        TlsFields fields;
    };
    static thread_local std::array<Known, 4> known;
    static thread_local size_t next = 0;
    for (const Known &entry : known) {
        if (entry.configuration && *entry.configuration == configuration)
            return entry.fields;
    }
    Known &entry = known[next];
    next = (next + 1) % known.size();
    entry.configuration = configuration;
    entry.fields = derive(configuration);
    return entry.fields;
}

#endif // QT_CONFIG(ssl)

} // namespace

QString agentName(const RequestOptions &options, bool secure)
{
    const QStringView host = hostOf(options);
    QString name;
    name.reserve(host.size() + options.localAddress.size() + options.socketPath.size() + (secure ? 160 : 16));
    name += host;
    name += u':';
    if (options.port > 0) {
        char16_t digits[8];
        char16_t *const end = digits + 8;
        char16_t *at = end;
        for (int rest = options.port; rest > 0 && at > digits; rest /= 10)
            *--at = char16_t(u'0' + rest % 10);
        name += QStringView(at, end);
    }
    name += u':';
    name += options.localAddress;
    if (options.family == 4)
        name += QStringView(u":4");
    else if (options.family == 6)
        name += QStringView(u":6");
    if (!options.socketPath.isEmpty()) {
        name += u':';
        name += options.socketPath;
    }
#if QT_CONFIG(ssl)
    if (secure) {
        const TlsFields *fields = options.sslConfiguration ? &fieldsOf(*options.sslConfiguration) : nullptr;
        name += fields ? QStringView(fields->upToKey) : QStringView(u"::::::");
        name += u':';
        if (options.rejectUnauthorized)
            name += *options.rejectUnauthorized ? QStringView(u"true") : QStringView(u"false");
        else if (fields)
            name += fields->verifies;
        name += u':';
        if (options.servername && *options.servername != host)
            name += *options.servername;
        name += fields ? QStringView(fields->fromMin) : QStringView(u"::::::::::::");
    }
#else
    Q_UNUSED(secure);
#endif
    return name;
}

} // namespace NodeHttp
