// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLNET_H
#define NODEHTTP_QMLNET_H

#include "qmlsocket.h"

namespace NodeHttp {

/*!
    Plain connections, as tunnels need them. Node: net.connect().
*/
class QmlNet : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(Net)
    QML_SINGLETON

public:
    explicit QmlNet(QObject *parent = nullptr) : QObject(parent) {}

    //! connect(port[, host][, callback]) or connect(options[, callback]); host is "localhost" unless given.
    Q_INVOKABLE NodeHttp::QmlSocket *connect(const QJSValue &port, const QJSValue &host = QJSValue(),
                                             const QJSValue &callback = QJSValue());
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLNET_H
