// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "jsrequestoptions_p.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"
#include "qmlagent.h"
#include "qmlincomingmessage.h"
#include "qmlsocket.h"

#include <QtCore/qfile.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslkey.h>

using namespace Qt::StringLiterals;

namespace NodeHttp {

JsCallback::JsCallback(Function function, QObject *parent) : QObject(parent), m_function(std::move(function))
{
    QJSEngine::setObjectOwnership(this, QJSEngine::CppOwnership);
}

void JsCallback::settle(const QJSValue &a, const QJSValue &b, const QJSValue &c)
{
    if (const Function function = std::exchange(m_function, nullptr)) {
        deleteLater();
        function(a, b, c);
    }
}

namespace JsRequestOptions {

namespace {

struct Reader
{
    const QObject *object;
    const JsRealm *realm;
    RequestOptions *options;
    Error error;

    Error type(const QString &name, const char *expected, const QJSValue &value) const
    {
        return JsThrow::argumentType(realm, ("options." + name.toLatin1()).constData(), expected, value);
    }

    bool text(const QString &name, const QJSValue &value, QString *to)
    {
        if (!value.isString())
            error = type(name, "of type string", value);
        else
            *to = value.toString();
        return true;
    }

    template <typename T> bool number(const QString &name, const QJSValue &value, T *to)
    {
        const double given = value.isString() ? value.toNumber() : value.isNumber() ? value.toNumber() : qQNaN();
        if (qIsNaN(given))
            error = type(name, "of type number", value);
        else
            *to = T(given);
        return true;
    }

    template <typename T> bool flag(const QString &name, const QJSValue &value, T *to)
    {
        if (!value.isBool())
            error = type(name, "of type boolean", value);
        else
            *to = value.toBool();
        return true;
    }

    template <typename T> bool duration(const QString &name, const QJSValue &value, T *to)
    {
        std::chrono::milliseconds time{0};
        error = JsValues::readMilliseconds(realm, name.toLatin1().constData(), value, &time);
        *to = time;
        return true;
    }

    bool read(const QString &name, const QJSValue &value);
    bool readTarget(const QString &name, const QJSValue &value);
    bool readConnection(const QString &name, const QJSValue &value);
    bool readTls(const QString &name, const QJSValue &value);
    void readTimeouts(const QJSValue &value);
    void readAgent(const QJSValue &value);
    void readProxy(const QJSValue &value);
    void readLookup(const QJSValue &value);
    void readCreateConnection(const QJSValue &value);
};

bool Reader::readTarget(const QString &name, const QJSValue &value)
{
    if (name == "protocol"_L1)
        return text(name, value, &options->protocol);
    if (name == "hostname"_L1)
        return text(name, value, &options->hostname);
    if (name == "host"_L1)
        return text(name, value, &options->host);
    if (name == "port"_L1)
        return number(name, value, &options->port);
    if (name == "defaultPort"_L1)
        return number(name, value, &options->defaultPort);
    if (name == "socketPath"_L1)
        return text(name, value, &options->socketPath);
    if (name == "family"_L1)
        return number(name, value, &options->family);
    if (name == "hints"_L1)
        return number(name, value, &options->hints);
    if (name == "localAddress"_L1)
        return text(name, value, &options->localAddress);
    if (name == "localPort"_L1)
        return number(name, value, &options->localPort);
    if (name == "method"_L1)
        return text(name, value, &options->method);
    if (name == "path"_L1)
        return text(name, value, &options->path);
    if (name == "auth"_L1)
        return text(name, value, &options->auth);
    if (name == "setHost"_L1)
        return flag(name, value, &options->setHost);
    if (name == "setDefaultHeaders"_L1)
        return flag(name, value, &options->setDefaultHeaders);
    if (name == "headers"_L1) {
        options->headers.clear();
        options->headersAsArray = value.isArray();
        error = JsValues::readHeaders(realm, value, &options->headers);
        return true;
    }
    if (name == "uniqueHeaders"_L1) {
        const QVariantList names = value.toVariant().toList();
        for (const QVariant &unique : names)
            options->uniqueHeaders.append(unique.toString().toLatin1());
        return true;
    }
    return false;
}

bool Reader::readConnection(const QString &name, const QJSValue &value)
{
    if (name == "noDelay"_L1)
        return flag(name, value, &options->noDelay);
    if (name == "keepAlive"_L1)
        return flag(name, value, &options->keepAlive);
    if (name == "keepAliveInitialDelay"_L1)
        return duration(name, value, &options->keepAliveInitialDelay);
    if (name == "highWaterMark"_L1)
        return number(name, value, &options->highWaterMark);
    if (name == "timeout"_L1)
        return duration(name, value, &options->timeout);
    if (name == "maxHeaderSize"_L1)
        return number(name, value, &options->maxHeaderSize);
    if (name == "maxHeadersCount"_L1)
        return number(name, value, &options->maxHeadersCount);
    if (name == "insecureHTTPParser"_L1)
        return flag(name, value, &options->insecureHTTPParser);
    if (name == "joinDuplicateHeaders"_L1)
        return flag(name, value, &options->joinDuplicateHeaders);
    if (name == "timeouts"_L1)
        return readTimeouts(value), true;
    if (name == "agent"_L1)
        return readAgent(value), true;
    if (name == "proxy"_L1)
        return readProxy(value), true;
    if (name == "lookup"_L1)
        return readLookup(value), true;
    if (name == "createConnection"_L1)
        return readCreateConnection(value), true;
    if (name == "signal"_L1) {
        options->signal = qobject_cast<AbortSignal *>(value.toQObject());
        if (!options->signal)
            error = type(name, "an instance of AbortSignal", value);
        return true;
    }
    return false;
}

void Reader::readTimeouts(const QJSValue &value)
{
    const std::pair<const char *, std::chrono::milliseconds *> phases[] = {
        {"queue", &options->timeouts.queue}, {"connect", &options->timeouts.connect}, {"tls", &options->timeouts.tls},
        {"firstByte", &options->timeouts.firstByte}, {"idle", &options->timeouts.idle}, {"total", &options->timeouts.total}};
    for (const auto &[name, to] : phases) {
        const QJSValue given = value.property(QLatin1String(name));
        if (!given.isUndefined() && !error)
            error = JsValues::readMilliseconds(realm, name, given, to);
    }
}

void Reader::readAgent(const QJSValue &value)
{
    options->agent = nullptr;
    options->oneTimeAgent = value.isBool() && !value.toBool();
    if (options->oneTimeAgent || value.isNull())
        return;
    options->agent = qobject_cast<Agent *>(value.toQObject());
    if (!options->agent)
        error = type(u"agent"_s, "an Agent, undefined or false", value);
}

void Reader::readProxy(const QJSValue &value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    const bool socks = url.scheme() == "socks5"_L1;
    if (value.isNull() || (value.isBool() && !value.toBool()))
        options->proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    else if (url.isValid() && !url.host().isEmpty() && (socks || url.scheme() == "http"_L1))
        options->proxy = QNetworkProxy(socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, url.host(),
                                       quint16(url.port(socks ? 1080 : 80)), url.userName(), url.password());
    else
        error = type(u"proxy"_s, "false or a URL with http: or socks5:", value);
}

void Reader::readLookup(const QJSValue &value)
{
    if (!value.isCallable()) {
        error = type(u"lookup"_s, "of type function", value);
        return;
    }
    QObject *const engine = realm->engine();
    options->lookup = [function = value, realm = realm, engine, object = QPointer<const QObject>(object)](
                          const QString &hostname, int family, int hints, const LookupCallback &done) {
        auto *callback = new JsCallback([done](const QJSValue &failure, const QJSValue &address, const QJSValue &) {
            QList<QHostAddress> addresses;
            if (address.isArray()) { // Node's { all: true }: objects with an address
                for (quint32 i = 0; i < address.property(u"length"_s).toUInt(); ++i)
                    addresses.append(QHostAddress(address.property(i).property(u"address"_s).toString()));
            } else if (address.isString()) {
                addresses.append(QHostAddress(address.toString()));
            }
            done(JsThrow::fromJs(failure), addresses);
        }, engine);
        const QJSValue wishes = realm->object({u"family"_s, u"hints"_s, u"all"_s}, {QJSValue(family), QJSValue(hints), QJSValue(false)});
        JsThrow::callBack(object, function, {QJSValue(hostname), wishes, realm->functionOf(callback)});
    };
}

void Reader::readCreateConnection(const QJSValue &value)
{
    if (!value.isCallable()) {
        error = type(u"createConnection"_s, "of type function", value);
        return;
    }
    options->createConnection = [function = value, realm = realm](const RequestOptions &wanted,
                                                                  const ConnectionCallback &done) -> QIODevice * {
        auto *callback = new JsCallback([done](const QJSValue &failure, const QJSValue &made, const QJSValue &) {
            auto *socket = qobject_cast<QmlSocket *>(made.toQObject());
            done(JsThrow::fromJs(failure), socket ? socket->release() : nullptr);
        }, realm->engine());
        const QJSValue target = realm->object({u"host"_s, u"port"_s, u"path"_s},
                                              {QJSValue(wanted.hostname), QJSValue(wanted.port), QJSValue(wanted.socketPath)});
        const QJSValue made = QJSValue(function).call({target, realm->functionOf(callback)});
        auto *socket = qobject_cast<QmlSocket *>(made.toQObject());
        if (made.isError())
            done(JsThrow::fromJs(made), nullptr);
        return socket ? socket->release() : nullptr;
    };
}

bool Reader::readTls(const QString &name, const QJSValue &value)
{
#if QT_CONFIG(ssl)
    if (name == "rejectUnauthorized"_L1)
        return flag(name, value, &options->rejectUnauthorized);
    if (name == "servername"_L1) {
        options->servername = value.toString();
        return true;
    }
    if (name != "ca"_L1 && name != "certificate"_L1 && name != "key"_L1)
        return false;
    QSslConfiguration tls = options->sslConfiguration.value_or(QSslConfiguration::defaultConfiguration());
    const QString path = JsValues::localPath(value.toString());
    if (name == "key"_L1) {
        for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec}) {
            QFile file(path);
            if (file.open(QIODevice::ReadOnly)) {
                if (const QSslKey key(&file, algorithm); !key.isNull())
                    tls.setPrivateKey(key);
            }
        }
        if (tls.privateKey().isNull())
            error = Error(u"ERR_TLS_KEY"_s, path + u": not a private key in PEM form"_s);
    } else {
        const QList<QSslCertificate> certificates = QSslCertificate::fromPath(path);
        if (certificates.isEmpty())
            error = Error(u"ERR_TLS_CERTIFICATE"_s, path + u": not a certificate in PEM form"_s);
        else if (name == "ca"_L1)
            tls.setCaCertificates(certificates);
        else
            tls.setLocalCertificateChain(certificates);
    }
    options->sslConfiguration = tls;
    return true;
#else
    Q_UNUSED(name)
    Q_UNUSED(value)
    return false;
#endif
}

bool Reader::read(const QString &name, const QJSValue &value)
{
    // What a URL object has beside the parts that matter.
    static const QStringList ignored = {u"href"_s, u"hash"_s, u"search"_s, u"pathname"_s, u"query"_s, u"origin"_s};
    return readTarget(name, value) || readConnection(name, value) || readTls(name, value) || ignored.contains(name);
}

} // namespace

bool isUrl(const QJSValue &value)
{
    return value.isString() || (value.isObject() && value.property(u"href"_s).isString() && value.hasProperty(u"searchParams"_s))
        || value.isUrl();
}

Error readUrl(const QJSValue &value, RequestOptions *options)
{
    const QString text = value.isObject() && !value.isUrl() ? value.property(u"href"_s).toString() : value.toString();
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.isRelative() || text.isEmpty())
        return Error(u"ERR_INVALID_URL"_s, u"Invalid URL"_s, u"TypeError"_s);
    *options = RequestOptions(url);
    return {};
}

Error read(const QObject *object, const QJSValue &value, RequestOptions *options)
{
    if (value.isUndefined() || value.isNull())
        return {};
    const JsRealm *realm = JsRealm::of(object);
    if (!value.isObject() || value.isArray() || !realm)
        return JsThrow::argumentType(realm, "options", "of type object", value);
    Reader reader{object, realm, options, {}};
    const QJSValueList pairs = realm->pairs(value);
    for (qsizetype i = 0; i + 1 < pairs.size(); i += 2) {
        const QJSValue &given = pairs.at(i + 1);
        if (given.isUndefined())
            continue;
        const QString name = pairs.at(i).toString();
        if (!reader.read(name, given)) // most likely a mistake in writing
            return Error(u"ERR_INVALID_ARG_VALUE"_s, u"There is no option '%1'"_s.arg(name), u"TypeError"_s);
        if (reader.error)
            return reader.error;
    }
    return {};
}

} // namespace JsRequestOptions
} // namespace NodeHttp
