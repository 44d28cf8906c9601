// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLHTTP_H
#define NODEHTTP_QMLHTTP_H

#include "qmlagent.h"
#include "qmlclientrequest.h"
#include "qmlserver.h"

namespace NodeHttp {

/*!
    The module itself: Node's http. `Http.createServer((request, response) => …).listen(8080)`
*/
class QmlHttp : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Http)
    QML_SINGLETON
    Q_PROPERTY(QJSValue METHODS READ methods CONSTANT)
    Q_PROPERTY(QJSValue STATUS_CODES READ statusCodes CONSTANT)
    Q_PROPERTY(int maxHeaderSize READ maxHeaderSize CONSTANT)
    Q_PROPERTY(NodeHttp::QmlAgent *globalAgent READ globalAgent CONSTANT)
    Q_PROPERTY(QJSValue Agent READ agentConstructor CONSTANT)

public:
    explicit QmlHttp(QObject *parent = nullptr) : QObject(parent) {}

    QJSValue methods();                          //!< What a server accepts, sorted.
    QJSValue statusCodes();                      //!< Code to reason phrase.
    int maxHeaderSize() const { return int(NodeHttp::maxHeaderSize); }

    QmlAgent *globalAgent();                     //!< Of "http:" requests that name none; "https:" has its own.
    QJSValue agentConstructor();                 //!< new Http.Agent(options)

    //! createServer([options][, listener]). Options are the properties of Server.
    Q_INVOKABLE NodeHttp::QmlServer *createServer(const QJSValue &options = QJSValue(),
                                                  const QJSValue &listener = QJSValue());
    //! request(options[, listener]) or request(url[, options][, listener]); end() must follow.
    Q_INVOKABLE NodeHttp::QmlClientRequest *request(const QJSValue &where, const QJSValue &options = QJSValue(),
                                                    const QJSValue &listener = QJSValue());
    //! request() and end().
    Q_INVOKABLE NodeHttp::QmlClientRequest *get(const QJSValue &where, const QJSValue &options = QJSValue(),
                                                const QJSValue &listener = QJSValue());
    Q_INVOKABLE NodeHttp::QmlAgent *createAgent(const QJSValue &options = QJSValue());
    Q_INVOKABLE void validateHeaderName(const QJSValue &name, const QString &label = QString());
    Q_INVOKABLE void validateHeaderValue(const QJSValue &name, const QJSValue &value = QJSValue());

private:
    bool applyOptions(QObject *object, const QJSValue &options);
    void applyAgentOptions(QmlAgent *agent, const QJSValue &options);

    QmlAgent *agentFor(const QString &protocol);

    QmlAgent *m_plainAgent = nullptr;
    QmlAgent *m_secureAgent = nullptr;
    QJSValue m_agentConstructor;
    QJSValue m_methods;
    QJSValue m_statusCodes;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLHTTP_H
