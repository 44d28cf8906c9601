// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_WATERFALLBAR_H
#define NODEHTTP_INSPECTOR_WATERFALLBAR_H

#include "exchangemodel.h"

#include <QtCore/qpointer.h>
#include <QtQuick/qquickitem.h>

namespace NodeHttp::Inspector {

// The phases of one exchange as rectangles of the scene graph, in a stretch of time. A reused connection is a hollow start.
class NODEHTTP_INSPECTOR_EXPORT WaterfallBar : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::ExchangeModel *source READ source WRITE setSource NOTIFY lookChanged)
    Q_PROPERTY(double number READ number WRITE setNumber NOTIFY lookChanged)
    Q_PROPERTY(double from READ from WRITE setFrom NOTIFY lookChanged)
    Q_PROPERTY(double to READ to WRITE setTo NOTIFY lookChanged)
    Q_PROPERTY(bool dark READ isDark WRITE setDark NOTIFY lookChanged)
    Q_PROPERTY(int revision READ revision WRITE setRevision NOTIFY lookChanged)
public:
    explicit WaterfallBar(QQuickItem *parent = nullptr);

    ExchangeModel *source() const { return m_source; }
    void setSource(ExchangeModel *source);
    qint64 number() const { return m_number; }
    void setNumber(qint64 number);
    double from() const { return m_from; }       // milliseconds since 1970: the left edge
    void setFrom(double from);
    double to() const { return m_to; }           // ...and the right one
    void setTo(double to);
    bool isDark() const { return m_dark; }
    void setDark(bool dark);
    int revision() const { return m_revision; }  // any other number: the exchange has changed
    void setRevision(int revision);

    Q_INVOKABLE static QColor phaseColor(int phase, bool dark);

Q_SIGNALS:
    void lookChanged();

protected:
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;
    void geometryChange(const QRectF &now, const QRectF &before) override;

private:
    template<typename Value>
    void set(Value *member, Value value);

    QPointer<ExchangeModel> m_source;
    qint64 m_number = 0;
    double m_from = 0, m_to = 0;
    int m_revision = 0;
    bool m_dark = false;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_WATERFALLBAR_H
