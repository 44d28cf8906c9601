// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Between the fields of the composer's page and the engine that sends.

#include "composermodel.h"

#include "exchangecolumns.h"

#include "inspector/snippets.h"

#include <QtCore/qregularexpression.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

ComposerModel::ComposerModel(QObject *parent) : QObject(parent)
{
    for (FieldModel *model : {&m_headers, &m_form, &m_trailers})
        connect(model, &FieldModel::changed, this, &ComposerModel::changed);
}

ComposerModel::~ComposerModel() = default;

void ComposerModel::setSession(InspectorSession *session)
{
    if (std::exchange(m_session, session) == session)
        return;
    m_composer = session ? std::make_unique<Composer>(session->recorder()) : nullptr;
    if (session)
        connect(session, &QObject::destroyed, this, [this] { m_composer.reset(); });
    Q_EMIT sessionChanged();
}

void ComposerModel::setMethod(const QString &method)
{
    const QByteArray value = method.trimmed().toLatin1();
    if (std::exchange(m_request.method, value) != value)
        Q_EMIT changed();
}

void ComposerModel::setUrl(const QString &url)
{
    if (std::exchange(m_request.url, url.trimmed()) != url.trimmed())
        Q_EMIT changed();
}

void ComposerModel::setKind(const QString &kind)
{
    const BodyKind wanted = bodyKindFrom(kind.toLatin1());
    if (std::exchange(m_request.kind, wanted) == wanted)
        return;
    if (wanted != BodyKind::None && (m_request.method == "GET" || m_request.method == "HEAD"))
        m_request.method = "POST"; // what nearly everybody means
    Q_EMIT changed();
}

QString ComposerModel::bodyText() const
{
    return m_request.kind == BodyKind::Bytes ? QString() : QString::fromUtf8(m_request.body);
}

void ComposerModel::setBodyText(const QString &text)
{
    if (m_request.kind != BodyKind::Bytes && std::exchange(m_request.body, text.toUtf8()) != text.toUtf8())
        Q_EMIT changed();
}

void ComposerModel::setFile(const QString &file)
{
    const QString path = file.startsWith("file:"_L1) ? QUrl(file).toLocalFile() : file;
    if (std::exchange(m_request.file, path) != path)
        Q_EMIT changed();
}

void ComposerModel::setChunked(bool on)
{
    if (std::exchange(m_request.chunked, on) != on)
        Q_EMIT changed();
}

void ComposerModel::setExpectContinue(bool on)
{
    if (std::exchange(m_request.expectContinue, on) != on)
        Q_EMIT changed();
}

void ComposerModel::setTimeout(int milliseconds)
{
    const std::chrono::milliseconds value(qMax(0, milliseconds));
    if (std::exchange(m_request.timeout, value) != value)
        Q_EMIT changed();
}

void ComposerModel::setKeepAlive(bool on)
{
    if (std::exchange(m_request.keepAlive, on) != on)
        Q_EMIT changed();
}

void ComposerModel::setMaxSockets(int sockets)
{
    if (std::exchange(m_request.maxSockets, qMax(0, sockets)) != qMax(0, sockets))
        Q_EMIT changed();
}

void ComposerModel::setProxy(const QString &url)
{
    if (std::exchange(m_request.proxy, url.trimmed()) != url.trimmed())
        Q_EMIT changed();
}

void ComposerModel::setInsecure(bool on)
{
    if (std::exchange(m_request.insecure, on) != on)
        Q_EMIT changed();
}

QStringList ComposerModel::methods()
{
    return {u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"HEAD"_s, u"OPTIONS"_s};
}

ComposedRequest ComposerModel::request() const
{
    ComposedRequest request = m_request;
    request.headers = m_headers.headers();
    request.form = m_form.parts();
    request.trailers = m_trailers.headers();
    if (!request.url.isEmpty() && !request.url.contains("://"_L1))
        request.url.prepend("http://"_L1);
    return request;
}

QString ComposerModel::problem() const
{
    return m_request.url.isEmpty() ? tr("There is no URL yet.") : request().problem();
}

void ComposerModel::say(const QString &outcome, bool failed)
{
    m_outcome = outcome;
    m_failed = failed;
    Q_EMIT progressChanged();
}

bool ComposerModel::send()
{
    return problem().isEmpty() && start(request());
}

bool ComposerModel::start(const ComposedRequest &request)
{
    if (!m_composer)
        return false;
    abort();
    if (!m_session->isRecording())
        m_session->setRecording(true);
    Sending *const sending = m_composer->send(request);
    m_sending = sending;
    m_session->recorder()->settle(); // it has a record now
    const quint64 number = m_session->recorder()->numberOf(sending->exchange());
    say(tr("Sending…"));
    follow(sending);
    if (number != 0) {
        m_session->setSelected(qint64(number));
        Q_EMIT sent(double(number));
    }
    return true;
}

void ComposerModel::follow(Sending *sending)
{
    connect(sending, &Sending::changed, this, [this, sending] {
        const QString size = bytesText(sending->received());
        if (!sending->isOver())
            return say(tr("%1, %2 so far").arg(QString::number(sending->status()), size));
        sending->deleteLater();
        m_sending = nullptr;
        if (sending->isGood())
            return say(tr("%1, %2").arg(QString::number(sending->status()), size));
        say(sending->error() ? sending->error().message() : tr("It ended without an answer."), true);
    });
}

bool ComposerModel::repeat(int times, int atOnce)
{
    if (!m_composer || !problem().isEmpty())
        return false;
    abort();
    if (!m_session->isRecording())
        m_session->setRecording(true);
    Repetition *const repetition = m_composer->repeat(request(), times, atOnce);
    m_repetition = repetition;
    connect(repetition, &Repetition::changed, this, [this, repetition] {
        QStringList parts;
        const QMap<int, int> statuses = repetition->statuses();
        for (auto it = statuses.cbegin(); it != statuses.cend(); ++it)
            parts.append(u"%1 × %2"_s.arg(QString::number(it.value()), it.key() == 0 ? tr("no answer") : QString::number(it.key())));
        if (repetition->isOver())
            m_repetition = nullptr;
        say(tr("%1 of %2: %3").arg(QString::number(repetition->done() + repetition->failed()),
                                    QString::number(repetition->wanted()), parts.join(", "_L1)),
            repetition->failed() > 0);
    });
    connect(repetition, &Repetition::over, this, [this, repetition] {
        m_repetition = nullptr;
        repetition->deleteLater();
        Q_EMIT progressChanged();
    });
    say(tr("0 of %1").arg(times));
    return true;
}

void ComposerModel::abort()
{
    if (m_sending)
        m_sending->abort();
    if (m_repetition)
        m_repetition->abort();
}

void ComposerModel::clear()
{
    load(ComposedRequest());
    say({});
}

void ComposerModel::load(const ComposedRequest &request)
{
    m_request = request;
    m_headers.setHeaders(request.headers);
    m_form.setParts(request.form);
    m_trailers.setHeaders(request.trailers);
    Q_EMIT changed();
}

bool ComposerModel::paste(const QString &command)
{
    const CurlCommand parsed = fromCurl(command);
    if (!parsed.isGood()) {
        say(tr("No cURL command: %1 at %2.").arg(parsed.problem, QString::number(parsed.problemAt + 1)), true);
        return false;
    }
    load(ComposedRequest::fromCurl(parsed));
    say(parsed.passedOver.isEmpty() ? QString() : tr("Passed over: %1").arg(parsed.passedOver.join(", "_L1)));
    return true;
}

const ExchangeRecord *ComposerModel::record(qint64 number) const
{
    const qsizetype row = m_session ? m_session->recorder()->rowOf(quint64(number)) : -1;
    return row < 0 ? nullptr : &m_session->recorder()->at(row);
}

bool ComposerModel::edit(double number)
{
    const ExchangeRecord *const found = record(qint64(number));
    if (!found)
        return false;
    load(ComposedRequest::fromRecord(*found, m_session->recorder()->bodies()));
    say(found->request.isTruncated() ? tr("The body is not whole: %1 of %2 bytes were kept.")
                                           .arg(QString::number(found->request.kept()), QString::number(found->request.size))
                                     : QString());
    return true;
}

bool ComposerModel::replay(double number)
{
    const ExchangeRecord *const found = record(qint64(number));
    if (!found || found->method.isEmpty())
        return false;
    if (found->request.isTruncated()) {
        say(tr("It cannot be sent as it was: %1 of %2 bytes of its body were kept.")
                .arg(QString::number(found->request.kept()), QString::number(found->request.size)), true);
        return false;
    }
    return start(ComposedRequest::asRecorded(*found, m_session->recorder()->bodies()));
}

QString ComposerModel::codeFor(const ComposedRequest &request, const QString &language) const
{
    const bool secrets = m_session && m_session->areSecretsShown();
    if (language == "cpp"_L1)
        return toCpp(request, secrets);
    if (language == "qml"_L1)
        return toQml(request, secrets);
    return toCurl(request, {language == "curl-windows"_L1 ? Quoting::Windows : Quoting::Posix, secrets});
}

QString ComposerModel::code(const QString &language) const
{
    return codeFor(request(), language);
}

QString ComposerModel::codeOf(double number, const QString &language) const
{
    const ExchangeRecord *const found = record(qint64(number));
    if (!found)
        return {};
    const BodyStore &bodies = m_session->recorder()->bodies();
    if (language.startsWith("curl"_L1))
        return toCurl(*found, bodies, {language == "curl-windows"_L1 ? Quoting::Windows : Quoting::Posix, m_session->areSecretsShown()});
    return codeFor(ComposedRequest::fromRecord(*found, bodies), language);
}

QStringList ComposerModel::headerNames(const QString &beginning) const
{
    static const QStringList known = {
        u"Accept"_s, u"Accept-Encoding"_s, u"Accept-Language"_s, u"Authorization"_s, u"Cache-Control"_s, u"Content-Encoding"_s,
        u"Content-Language"_s, u"Content-Type"_s, u"Cookie"_s, u"DNT"_s, u"Date"_s, u"Forwarded"_s, u"From"_s, u"Host"_s, u"If-Match"_s,
        u"If-Modified-Since"_s, u"If-None-Match"_s, u"If-Range"_s, u"If-Unmodified-Since"_s, u"Origin"_s, u"Pragma"_s, u"Prefer"_s,
        u"Range"_s, u"Referer"_s, u"TE"_s, u"Upgrade"_s, u"User-Agent"_s, u"Via"_s, u"X-Forwarded-For"_s, u"X-Forwarded-Proto"_s,
        u"X-Request-ID"_s, u"X-Requested-With"_s};
    return beginning.isEmpty() ? QStringList() : known.filter(QRegularExpression(u"^"_s + QRegularExpression::escape(beginning),
                                                                                  QRegularExpression::CaseInsensitiveOption));
}

QStringList ComposerModel::headerValues(const QString &name, const QString &beginning) const
{
    static const QStringList types = {u"application/json"_s, u"application/octet-stream"_s, u"application/x-www-form-urlencoded"_s,
                                      u"application/xml"_s, u"image/png"_s, u"text/css"_s, u"text/html; charset=utf-8"_s,
                                      u"text/plain; charset=utf-8"_s, u"text/xml"_s};
    static const QHash<QString, QStringList> known = {
        {u"accept"_s, types + QStringList{u"*/*"_s}},
        {u"content-type"_s, types},
        {u"accept-encoding"_s, {u"br"_s, u"deflate"_s, u"gzip"_s, u"gzip, deflate, br"_s, u"identity"_s, u"zstd"_s}},
        {u"content-encoding"_s, {u"br"_s, u"deflate"_s, u"gzip"_s, u"zstd"_s}},
        {u"accept-language"_s, {u"de"_s, u"en"_s, u"en-GB, en;q=0.8"_s, u"fr"_s}},
        {u"authorization"_s, {u"Basic "_s, u"Bearer "_s}},
        {u"cache-control"_s, {u"max-age=0"_s, u"no-cache"_s, u"no-store"_s}},
        {u"range"_s, {u"bytes=0-"_s}},
        {u"te"_s, {u"trailers"_s}},
        {u"x-requested-with"_s, {u"XMLHttpRequest"_s}},
    };
    QStringList found;
    for (const QString &value : known.value(name.toLower())) {
        if (value.startsWith(beginning, Qt::CaseInsensitive) && value.compare(beginning, Qt::CaseInsensitive) != 0)
            found.append(value);
    }
    return found;
}

} // namespace NodeHttp::Inspector
