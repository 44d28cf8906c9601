// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_EXCHANGEDETAILS_H
#define NODEHTTP_INSPECTOR_EXCHANGEDETAILS_H

#include "inspectorsession.h"

namespace NodeHttp::Inspector {

// Everything the pages say about one exchange. Follows it while it goes on, some ten times a second.
class NODEHTTP_INSPECTOR_EXPORT ExchangeDetails : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::InspectorSession *session READ session WRITE setSession NOTIFY sessionChanged)
    Q_PROPERTY(double number READ number WRITE setNumber NOTIFY numberChanged)
    Q_PROPERTY(bool exists READ exists NOTIFY changed)
    Q_PROPERTY(QString title READ title NOTIFY changed)
    Q_PROPERTY(QString url READ url NOTIFY changed)
    Q_PROPERTY(double peer READ peer NOTIFY changed)
    Q_PROPERTY(bool isClient READ isClient NOTIFY changed)
    Q_PROPERTY(bool failed READ hasFailed NOTIFY changed)
    Q_PROPERTY(QVariantList overview READ overview NOTIFY changed)
    Q_PROPERTY(QString requestLine READ requestLine NOTIFY changed)
    Q_PROPERTY(QString statusLine READ statusLine NOTIFY changed)
    Q_PROPERTY(QVariantList requestHeaders READ requestHeaders NOTIFY changed)
    Q_PROPERTY(QVariantList responseHeaders READ responseHeaders NOTIFY changed)
    Q_PROPERTY(QVariantList requestTrailers READ requestTrailers NOTIFY changed)
    Q_PROPERTY(QVariantList responseTrailers READ responseTrailers NOTIFY changed)
    Q_PROPERTY(QByteArray requestBytes READ requestBytes NOTIFY changed)
    Q_PROPERTY(QByteArray responseBytes READ responseBytes NOTIFY changed)
    Q_PROPERTY(QByteArray informationBytes READ informationBytes NOTIFY changed)
    Q_PROPERTY(QVariantList query READ query NOTIFY changed)
    Q_PROPERTY(QVariantList requestCookies READ requestCookies NOTIFY changed)
    Q_PROPERTY(QVariantList responseCookies READ responseCookies NOTIFY changed)
    Q_PROPERTY(QVariantList phases READ phases NOTIFY changed)
    Q_PROPERTY(double total READ total NOTIFY changed)
    Q_PROPERTY(bool reused READ isReused NOTIFY changed)
    Q_PROPERTY(QVariantList connectionFacts READ connectionFacts NOTIFY changed)
    Q_PROPERTY(QVariantList events READ events NOTIFY changed)
    Q_PROPERTY(QVariantList pressure READ pressure NOTIFY changed)
    Q_PROPERTY(double fullness READ fullness NOTIFY changed)
    Q_PROPERTY(QVariantList errors READ errors NOTIFY changed)
    Q_PROPERTY(bool hasErrorBytes READ hasErrorBytes NOTIFY changed)
    Q_PROPERTY(QByteArray errorBytes READ errorBytes NOTIFY changed)
    Q_PROPERTY(double errorAt READ errorAt NOTIFY changed)
public:
    explicit ExchangeDetails(QObject *parent = nullptr);

    InspectorSession *session() const { return m_session; }
    void setSession(InspectorSession *session);
    qint64 number() const { return m_number; }
    void setNumber(qint64 number);
    bool exists() const { return record(); }
    const ExchangeRecord *record() const;

    QString title() const;                 // "GET /path"
    QString url() const;
    qint64 peer() const;                   // the number of its other end in this process; 0: none
    bool isClient() const;                 // seen from that side
    bool hasFailed() const;
    QVariantList overview() const;         // the lists: see detaillists.h
    QString requestLine() const;
    QString statusLine() const;
    QVariantList requestHeaders() const;
    QVariantList responseHeaders() const;
    QVariantList requestTrailers() const;
    QVariantList responseTrailers() const;
    QByteArray requestBytes() const;       // of the heads, secrets written over until they are asked for
    QByteArray responseBytes() const;
    QByteArray informationBytes() const;
    QVariantList query() const;
    QVariantList requestCookies() const;
    QVariantList responseCookies() const;
    QVariantList phases() const;
    double total() const;                  // nanoseconds of all phases
    bool isReused() const;
    QVariantList connectionFacts() const;
    QVariantList events() const;
    QVariantList pressure() const;
    double fullness() const;               // the most that waited in parts of the high-water mark
    QVariantList errors() const;
    bool hasErrorBytes() const { return !errorBytes().isEmpty(); } // scripts cannot ask an empty one for its size
    QByteArray errorBytes() const;         // of a parse error: what was read
    qint64 errorAt() const;                // ...and where it failed

    Q_INVOKABLE QString headersAsText(bool ofRequest) const;

Q_SIGNALS:
    void sessionChanged();
    void numberChanged();
    void changed();

private:
    template<typename Value, typename Read>
    Value read(Read how) const;
    bool withSecrets() const { return m_session && m_session->areSecretsShown(); }

    QPointer<InspectorSession> m_session;
    qint64 m_number = 0;
    QTimer m_soon;          // before the next key is looked at
    QTimer m_later;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_EXCHANGEDETAILS_H
