// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "qmlnet.h"

#include "jsrealm_p.h"
#include "jsthrow_p.h"
#include "jsvalues_p.h"

#include <QtNetwork/qtcpsocket.h>

using namespace Qt::StringLiterals;

namespace NodeHttp {

QmlSocket *QmlNet::connect(const QJSValue &port, const QJSValue &host, const QJSValue &callback)
{
    if (host.isCallable())
        return connect(port, QJSValue(), host);
    if (port.isObject())
        return connect(port.property(u"port"_s), port.property(u"host"_s), callback);
    const double number = port.toNumber(); // Node takes "8080" too
    if (!(number >= 0 && number <= 65535)) {
        JsThrow::raise(this, Error(u"ERR_SOCKET_BAD_PORT"_s,
                                   u"Port should be >= 0 and < 65536. %1."_s.arg(JsRealm::of(this)->describe(port)),
                                   u"RangeError"_s));
        return nullptr;
    }
    auto *device = new QTcpSocket(qjsEngine(this)); // until closed(), which ends it
    QmlSocket *socket = QmlSocket::adopt(device);
    QJSEngine::setObjectOwnership(socket, QJSEngine::CppOwnership);
    if (callback.isCallable())
        QObject::connect(socket, &QmlSocket::connected, socket, [socket, callback] { JsThrow::callBack(socket, callback); });
    device->connectToHost(host.isUndefined() ? u"localhost"_s : host.toString(), quint16(number));
    return socket;
}

} // namespace NodeHttp
