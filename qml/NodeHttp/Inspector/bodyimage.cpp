// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "bodyimage.h"

#include <QtGui/qpainter.h>

namespace NodeHttp::Inspector {

void BodyImage::setContent(BodyContent *content)
{
    if (content == m_content)
        return;
    if (m_content)
        m_content->disconnect(this);
    m_content = content;
    if (content)
        connect(content, &BodyContent::contentChanged, this, [this] { update(); });
    update();
    Q_EMIT contentChanged();
}

void BodyImage::paint(QPainter *painter)
{
    const QImage image = m_content ? m_content->image() : QImage();
    if (image.isNull())
        return;
    QSizeF size = image.size();
    if (size.width() > width() || size.height() > height())
        size.scale(QSizeF(width(), height()), Qt::KeepAspectRatio);
    const QRectF place(QPointF(0, 0), size);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    if (image.hasAlphaChannel()) {
        painter->fillRect(place, QColor(0xff, 0xff, 0xff));
        painter->fillRect(place, QBrush(QColor(0xc8, 0xc8, 0xc8), Qt::Dense4Pattern));
    }
    painter->drawImage(place, image);
}

} // namespace NodeHttp::Inspector
