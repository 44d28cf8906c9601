// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// From a recorded body to what a view shows of it.

#include "bodycontent.h"

#include "inspectortools.h"

#include "inspector/contentdecoder.h"

#include <QtCore/qbuffer.h>
#include <QtCore/qsavefile.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qurlquery.h>
#include <QtGui/qdesktopservices.h>
#include <QtGui/qimagereader.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRefresh = 100;       // milliseconds between looks at a body that still comes
constexpr qsizetype kValue = 4000;  // characters of a form's field

QString shortened(const QString &text)
{
    return text.size() <= kValue ? text : text.left(kValue) + u'\u2026';
}

} // namespace

BodyContent::BodyContent(QObject *parent) : QObject(parent)
{
    m_later.setSingleShot(true);
    m_later.setInterval(kRefresh);
    connect(&m_later, &QTimer::timeout, this, &BodyContent::refresh);
    connect(this, &BodyContent::sourceChanged, this, &BodyContent::refresh);
}

void BodyContent::setSession(InspectorSession *session)
{
    if (session == m_session)
        return;
    if (m_session)
        m_session->recorder()->disconnect(this);
    m_session = session;
    if (session) {
        connect(session->recorder(), &TrafficRecorder::recordsChanged, this, [this](const QList<quint64> &numbers) {
            if (!m_later.isActive() && std::binary_search(numbers.begin(), numbers.end(), quint64(m_number)))
                m_later.start();
        });
    }
    Q_EMIT sourceChanged();
}

void BodyContent::setNumber(qint64 number)
{
    if (std::exchange(m_number, number) != number)
        Q_EMIT sourceChanged();
}

void BodyContent::setOfRequest(bool ofRequest)
{
    if (std::exchange(m_ofRequest, ofRequest) != ofRequest)
        Q_EMIT sourceChanged();
}

void BodyContent::setRaw(bool raw)
{
    if (std::exchange(m_raw, raw) != raw)
        Q_EMIT sourceChanged();
}

void BodyContent::setChosen(int view)
{
    if (std::exchange(m_chosen, view) != view)
        Q_EMIT sourceChanged();
}

QStringList BodyContent::viewNames() const
{
    return {tr("Text"), tr("JSON"), tr("XML"), tr("Image"), tr("Form"), tr("Parts"), tr("Hex")};
}

QStringList BodyContent::choices() const
{
    return QStringList(tr("By type: %1").arg(viewNames().at(int(m_view)))) + viewNames();
}

QString BodyContent::about() const
{
    QStringList parts{m_size};
    if (!m_type.isEmpty())
        parts.append(type());
    if (!m_charset.isEmpty() && !m_type.contains("charset"))
        parts.append(m_charset);
    if (!m_image.isNull())
        parts.append(tr("%1 × %2 pixels").arg(m_image.width()).arg(m_image.height()));
    return parts.join(u" \u00b7 "_s);
}

void BodyContent::refresh()
{
    const ExchangeRecord *const record = m_session ? m_session->model()->record(m_number) : nullptr;
    m_notes.clear();
    m_charset.clear();
    m_size.clear();
    m_bytes.clear();
    m_type.clear();
    m_encoding.clear();
    if (record) {
        const Body &body = m_ofRequest ? record->request : record->response;
        m_type = m_ofRequest ? record->requestHeader("content-type") : record->responseHeader("content-type");
        m_encoding = m_ofRequest ? record->requestHeader("content-encoding") : record->responseHeader("content-encoding");
        m_bytes = m_session->recorder()->bodies().read(body, kShown);
        m_size = bytesText(body.size);
        if (body.isTruncated())
            m_notes.append(tr("Truncated: only the first %1 of %2 were kept.").arg(bytesText(body.kept()), bytesText(body.size)));
        else if (body.kept() > kShown)
            m_notes.append(tr("The first %1 are shown; saved is all of it.").arg(bytesText(kShown)));
        if (!m_raw && !body.decoded && !m_encoding.isEmpty() && !m_bytes.isEmpty()) {
            const Decoded decoded = decodeContent(m_bytes, m_encoding, kShown);
            m_bytes = decoded.bytes;
            if (!decoded.isGood() && body.kept() <= kShown)
                m_notes.append(tr("%1: %2").arg(encoding(), decoded.problem));
        }
    }
    m_view = m_chosen >= 0 ? BodyView(m_chosen) : m_raw && !m_encoding.isEmpty() ? BodyView::Hex : viewFor(m_type, m_bytes);
    prepare();
    Q_EMIT contentChanged();
}

// Only the chosen view costs something.
void BodyContent::prepare()
{
    m_rows.clear();
    m_image = {};
    QString text, problem;
    if (m_view == BodyView::Text || m_view == BodyView::Json || m_view == BodyView::Xml)
        text = decodedText(m_bytes, m_type, &m_charset);
    m_hex.setBytes(m_view == BodyView::Hex ? m_bytes : QByteArray());
    m_json.setText(m_view == BodyView::Json ? text : QString());
    if (m_view == BodyView::Json && !m_json.problem().isEmpty() && !text.isEmpty()) {
        m_notes.append(tr("No JSON: %1 at byte %2").arg(m_json.problem()).arg(m_json.problemAt()));
        m_view = BodyView::Text;
    }
    if (m_view == BodyView::Xml)
        text = indentedXml(text, &problem);
    if (!problem.isEmpty() && !text.isEmpty())
        m_notes.append(tr("No XML: %1").arg(problem));
    m_lines.setText(m_view == BodyView::Text || m_view == BodyView::Xml ? text : QString());
    if (m_view == BodyView::Image)
        prepareImage();
    prepareRows();
}

// The size is known before anything is unpacked: a small file can claim a huge picture.
void BodyContent::prepareImage()
{
    QBuffer buffer(&m_bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    const QSize size = reader.size();
    if (size.isValid() && qint64(size.width()) * size.height() > kLargestImage) {
        m_notes.append(tr("The image has %1 × %2 pixels: too many to be shown.").arg(size.width()).arg(size.height()));
        return;
    }
    m_image = reader.read();
    if (m_image.isNull() && !m_bytes.isEmpty())
        m_notes.append(tr("No image: %1").arg(reader.errorString()));
}

void BodyContent::prepareRows()
{
    if (m_view == BodyView::Form) {
        const auto decoded = [](QByteArray text) { return shortened(QString::fromUtf8(QByteArray::fromPercentEncoding(text.replace('+', ' ')))); };
        for (const QByteArray &pair : m_bytes.split('&')) {
            if (m_rows.size() >= 1000)
                break;
            const qsizetype equals = pair.indexOf('=');
            m_rows.append(QVariantMap{{u"name"_s, decoded(equals < 0 ? pair : pair.left(equals))},
                                      {u"value"_s, equals < 0 ? QString() : decoded(pair.mid(equals + 1))}, {u"masked"_s, false}});
        }
    }
    if (m_view != BodyView::Multipart)
        return;
    const QByteArray boundary = parameter(m_type, "boundary");
    const QList<BodyPart> parts = boundary.isEmpty() ? QList<BodyPart>() : partsOf(m_bytes, boundary);
    for (const BodyPart &part : parts) {
        const bool readable = viewFor(part.type, part.body) != BodyView::Hex && viewFor(part.type, part.body) != BodyView::Image;
        QString charset;
        QStringList about;
        if (!part.fileName.isEmpty())
            about.append(tr("file \"%1\"").arg(part.fileName));
        if (!part.type.isEmpty())
            about.append(QString::fromLatin1(part.type));
        about.append(bytesText(part.body.size()));
        m_rows.append(QVariantMap{{u"name"_s, part.name}, {u"note"_s, about.join(u", "_s)}, {u"masked"_s, false},
                                  {u"value"_s, readable ? shortened(decodedText(part.body.left(4 * kValue), part.type, &charset))
                                                        : QString::fromLatin1(part.body.left(64).toHex(' ')) + u" \u2026"_s}});
    }
    if (parts.isEmpty() && !m_bytes.isEmpty())
        m_notes.append(tr("No parts: the boundary that the type names is not in the body."));
}

QString BodyContent::asText() const
{
    QString charset;
    switch (m_view) {
    case BodyView::Hex: {
        QStringList all;
        for (int row = 0; row < m_hex.rowCount(); ++row)
            all.append(m_hex.data(m_hex.index(row)).toString());
        return all.join(u'\n');
    }
    case BodyView::Xml:
        return m_lines.text();
    case BodyView::Text:
    case BodyView::Json:
    case BodyView::Image:
    case BodyView::Form:
    case BodyView::Multipart:
        break;
    }
    return decodedText(m_bytes, m_type, &charset);
}

QByteArray BodyContent::wholeBody() const
{
    const ExchangeRecord *const record = m_session ? m_session->model()->record(m_number) : nullptr;
    if (!record)
        return {};
    const Body &body = m_ofRequest ? record->request : record->response;
    const QByteArray bytes = m_session->recorder()->bodies().read(body);
    if (m_raw || body.decoded || m_encoding.isEmpty())
        return bytes;
    const Decoded decoded = decodeContent(bytes, m_encoding);
    return decoded.isGood() ? decoded.bytes : bytes;
}

bool BodyContent::save(const QUrl &url)
{
    QSaveFile file(localPath(url));
    const QByteArray bytes = wholeBody();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return true;
    if (m_session)
        m_session->setProblem(tr("%1: %2").arg(file.fileName(), file.errorString()));
    return false;
}

bool BodyContent::openOutside()
{
    static const QTemporaryDir folder; // until the application ends: the program that opens a file may read it later
    const QString path = folder.filePath(u"%1-%2"_s.arg(m_number).arg(fileName()));
    return folder.isValid() && save(QUrl::fromLocalFile(path)) && QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

// The last part of the path, with an ending that nobody runs.
QString BodyContent::fileName() const
{
    const ExchangeRecord *const record = m_session ? m_session->model()->record(m_number) : nullptr;
    QString name = record ? record->path().section(u'/', -1) : QString();
    name = name.section(u'.', 0, 0).left(60);
    for (QChar &c : name) {
        if (!c.isLetterOrNumber() && c != u'-' && c != u'_')
            c = u'_';
    }
    return (name.isEmpty() ? u"body"_s : name) + u'.' + safeSuffix(m_type);
}

} // namespace NodeHttp::Inspector
