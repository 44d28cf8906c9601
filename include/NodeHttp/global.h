// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_GLOBAL_H
#define NODEHTTP_GLOBAL_H

#include <QtCore/qglobal.h>

#if defined(NODEHTTP_STATIC)
#  define NODEHTTP_EXPORT
#elif defined(NODEHTTP_CORE_LIBRARY)
#  define NODEHTTP_EXPORT Q_DECL_EXPORT
#else
#  define NODEHTTP_EXPORT Q_DECL_IMPORT
#endif

#define NODEHTTP_VERSION_STR "0.1.0"
#define NODEHTTP_VERSION QT_VERSION_CHECK(0, 1, 0)

/*!
    Node's http module for Qt: a streaming HTTP/1.1 server built on QObjects and signals.

    Every class lives in the thread that made it. No call is thread-safe, no call blocks, no call throws.
*/
namespace NodeHttp {
}

#endif // NODEHTTP_GLOBAL_H
