// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_COMPOSERMODEL_H
#define NODEHTTP_INSPECTOR_COMPOSERMODEL_H

#include "fieldmodel.h"
#include "inspectorsession.h"

#include "inspector/composer.h"

namespace NodeHttp::Inspector {

/*
    The request that is being written, what sends it, and what became of the last one. The exchange itself is recorded in
    the session like any other, and chosen there.
*/
class NODEHTTP_INSPECTOR_EXPORT ComposerModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::InspectorSession *session READ session WRITE setSession NOTIFY sessionChanged)
    Q_PROPERTY(QString method READ method WRITE setMethod NOTIFY changed)
    Q_PROPERTY(QString url READ url WRITE setUrl NOTIFY changed)
    Q_PROPERTY(QString kind READ kind WRITE setKind NOTIFY changed)
    Q_PROPERTY(QString bodyText READ bodyText WRITE setBodyText NOTIFY changed)
    Q_PROPERTY(double bodySize READ bodySize NOTIFY changed)
    Q_PROPERTY(QString file READ file WRITE setFile NOTIFY changed)
    Q_PROPERTY(bool chunked READ isChunked WRITE setChunked NOTIFY changed)
    Q_PROPERTY(bool expectContinue READ expectsContinue WRITE setExpectContinue NOTIFY changed)
    Q_PROPERTY(int timeout READ timeout WRITE setTimeout NOTIFY changed)
    Q_PROPERTY(bool keepAlive READ isKeptAlive WRITE setKeepAlive NOTIFY changed)
    Q_PROPERTY(int maxSockets READ maxSockets WRITE setMaxSockets NOTIFY changed)
    Q_PROPERTY(QString proxy READ proxy WRITE setProxy NOTIFY changed)
    Q_PROPERTY(bool insecure READ isInsecure WRITE setInsecure NOTIFY changed)
    Q_PROPERTY(NodeHttp::Inspector::FieldModel *headers READ headers CONSTANT)
    Q_PROPERTY(NodeHttp::Inspector::FieldModel *form READ form CONSTANT)
    Q_PROPERTY(NodeHttp::Inspector::FieldModel *trailers READ trailers CONSTANT)
    Q_PROPERTY(QString problem READ problem NOTIFY changed)
    Q_PROPERTY(bool sending READ isSending NOTIFY progressChanged)
    Q_PROPERTY(QString outcome READ outcome NOTIFY progressChanged)
    Q_PROPERTY(bool failed READ hasFailed NOTIFY progressChanged)
    Q_PROPERTY(QStringList methods READ methods CONSTANT)
public:
    explicit ComposerModel(QObject *parent = nullptr);
    ~ComposerModel() override;

    InspectorSession *session() const { return m_session; }
    void setSession(InspectorSession *session);
    QString method() const { return QString::fromLatin1(m_request.method); }
    void setMethod(const QString &method);
    QString url() const { return m_request.url; }
    void setUrl(const QString &url);
    QString kind() const { return QString::fromLatin1(bodyKindName(m_request.kind)); }
    void setKind(const QString &kind);
    QString bodyText() const;            // of kinds with a text; empty for others
    void setBodyText(const QString &text);
    qint64 bodySize() const { return m_request.body.size(); }
    QString file() const { return m_request.file; }
    void setFile(const QString &file);   // a path or a file: URL
    bool isChunked() const { return m_request.chunked; }
    void setChunked(bool on);
    bool expectsContinue() const { return m_request.expectContinue; }
    void setExpectContinue(bool on);
    int timeout() const { return int(m_request.timeout.count()); } // milliseconds
    void setTimeout(int milliseconds);
    bool isKeptAlive() const { return m_request.keepAlive; }
    void setKeepAlive(bool on);
    int maxSockets() const { return m_request.maxSockets; }
    void setMaxSockets(int sockets);
    QString proxy() const { return m_request.proxy; }
    void setProxy(const QString &url);
    bool isInsecure() const { return m_request.insecure; }
    void setInsecure(bool on);
    FieldModel *headers() { return &m_headers; }
    FieldModel *form() { return &m_form; }
    FieldModel *trailers() { return &m_trailers; }
    QString problem() const;             // why it cannot be sent; empty: it can
    bool isSending() const { return m_sending || m_repetition; }
    QString outcome() const { return m_outcome; } // of the last one, in words; while it goes on: how far it is
    bool hasFailed() const { return m_failed; }
    static QStringList methods();

    ComposedRequest request() const;     // what is written

    Q_INVOKABLE bool send();             // false: problem says why not
    Q_INVOKABLE bool repeat(int times, int atOnce);
    Q_INVOKABLE void abort();
    Q_INVOKABLE void clear();
    Q_INVOKABLE bool paste(const QString &command); // a cURL command; false: outcome says where it is wrong
    Q_INVOKABLE bool edit(double number);           // a record; false: it is gone
    Q_INVOKABLE bool replay(double number);         // sends a record's request again as it was
    // What is written, or a record, as "curl", "curl-windows", "cpp" or "qml". Secrets as the session shows them.
    Q_INVOKABLE QString code(const QString &language) const;
    Q_INVOKABLE QString codeOf(double number, const QString &language) const;
    // Names of header fields, and values of one, that begin so.
    Q_INVOKABLE QStringList headerNames(const QString &beginning) const;
    Q_INVOKABLE QStringList headerValues(const QString &name, const QString &beginning) const;

Q_SIGNALS:
    void sessionChanged();
    void changed();
    void progressChanged();
    void sent(double number);            // a request is on its way; the number of its record

private:
    void load(const ComposedRequest &request);
    bool start(const ComposedRequest &request);
    void follow(Sending *sending);
    void say(const QString &outcome, bool failed = false);
    const ExchangeRecord *record(qint64 number) const;
    QString codeFor(const ComposedRequest &request, const QString &language) const;

    InspectorSession *m_session = nullptr;
    std::unique_ptr<Composer> m_composer;
    ComposedRequest m_request;           // without what the models have
    FieldModel m_headers, m_form, m_trailers;
    QPointer<Sending> m_sending;
    QPointer<Repetition> m_repetition;
    QString m_outcome;
    bool m_failed = false;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_COMPOSERMODEL_H
