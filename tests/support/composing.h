// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef COMPOSING_H
#define COMPOSING_H

#include "inspector/composer.h"

#include <QtTest/qtest.h>

inline NodeHttp::Inspector::ComposedRequest post(const QString &url, NodeHttp::Inspector::BodyKind kind, const QByteArray &body = {})
{
    NodeHttp::Inspector::ComposedRequest request;
    request.method = "POST";
    request.url = url;
    request.kind = kind;
    request.body = body;
    return request;
}

inline bool isDone(NodeHttp::Inspector::Sending *sending)
{
    return QTest::qWaitFor([&] { return sending->isOver(); }, 10000);
}

#endif // COMPOSING_H
