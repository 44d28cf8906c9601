// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLABORTCONTROLLER_H
#define NODEHTTP_QMLABORTCONTROLLER_H

#include "jsthrow_p.h"

#include <NodeHttp/abortcontroller.h>

#include <QtQml/qqml.h>

namespace NodeHttp {

/*!
    AbortController for QML: the button to a signal that any number of requests may watch.
*/
class QmlAbortController : public NodeHttp::AbortController
{
    Q_OBJECT
    QML_NAMED_ELEMENT(AbortController)

public:
    explicit QmlAbortController(QObject *parent = nullptr) : AbortController(parent) {}

    //! Fires the signal, with \a reason or Node's ABORT_ERR.
    Q_INVOKABLE void abort(const QJSValue &reason = QJSValue()) { AbortController::abort(JsThrow::fromJs(reason)); }
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLABORTCONTROLLER_H
