// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BODYIMAGE_H
#define NODEHTTP_INSPECTOR_BODYIMAGE_H

#include "bodycontent.h"

#include <QtQuick/qquickpainteditem.h>

namespace NodeHttp::Inspector {

// The image of a body, never larger than it is, on squares that show where it is transparent.
class NODEHTTP_INSPECTOR_EXPORT BodyImage : public QQuickPaintedItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::BodyContent *content READ content WRITE setContent NOTIFY contentChanged)
public:
    using QQuickPaintedItem::QQuickPaintedItem;

    BodyContent *content() const { return m_content; }
    void setContent(BodyContent *content);
    void paint(QPainter *painter) override;

Q_SIGNALS:
    void contentChanged();

private:
    QPointer<BodyContent> m_content;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BODYIMAGE_H
