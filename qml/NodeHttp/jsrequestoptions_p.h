// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_JSREQUESTOPTIONS_P_H
#define NODEHTTP_JSREQUESTOPTIONS_P_H

#include <NodeHttp/requestoptions.h>

#include <QtQml/qjsvalue.h>

namespace NodeHttp {

// The options of Http.request(), read from JavaScript: Node's names, and functions where Node takes functions.
namespace JsRequestOptions {

//! Lays what \a value says over \a options. \a object is whose engine the functions belong to.
Error read(const QObject *object, const QJSValue &value, RequestOptions *options);
//! A string or a URL object.
bool isUrl(const QJSValue &value);
Error readUrl(const QJSValue &value, RequestOptions *options);

} // namespace JsRequestOptions

// The far end of a callback that a script was given; it lives until it is called, or its owner is gone.
class JsCallback : public QObject
{
    Q_OBJECT
public:
    using Function = std::function<void(const QJSValue &, const QJSValue &, const QJSValue &)>;
    JsCallback(Function function, QObject *parent);
    Q_INVOKABLE void settle(const QJSValue &a, const QJSValue &b, const QJSValue &c);

private:
    Function m_function;
};

} // namespace NodeHttp

#endif // NODEHTTP_JSREQUESTOPTIONS_P_H
