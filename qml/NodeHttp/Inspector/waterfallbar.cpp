// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Rectangle nodes, which every renderer of Qt Quick has, the software one included.

#include "waterfallbar.h"

#include <QtGui/qcolor.h>
#include <QtQuick/qquickwindow.h>
#include <QtQuick/qsgrectanglenode.h>

#include <array>

namespace NodeHttp::Inspector {

namespace {

constexpr double kNarrowest = 2; // pixels of a whole bar

struct Colors
{
    QRgb light, dark;
};
// queued, lookup, connect, TLS, send, wait, receive
constexpr std::array<Colors, 7> kColors = {{{0xffb4bcc6, 0xff5d6772}, {0xff35a79c, 0xff3fb8ad}, {0xffe08a2c, 0xffe39a4a},
                                           {0xffb26bc4, 0xffc084d2}, {0xff5aa02c, 0xff7cc04c}, {0xff7fa8d9, 0xff5f8fc9},
                                           {0xff2563b8, 0xff8abaf5}}};

} // namespace

WaterfallBar::WaterfallBar(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

template<typename Value>
void WaterfallBar::set(Value *member, Value value)
{
    if (std::exchange(*member, value) == value)
        return;
    update();
    Q_EMIT lookChanged();
}

void WaterfallBar::setSource(ExchangeModel *source)
{
    set(&m_source, QPointer(source));
}

void WaterfallBar::setNumber(qint64 number)
{
    set(&m_number, number);
}

void WaterfallBar::setFrom(double from)
{
    set(&m_from, from);
}

void WaterfallBar::setTo(double to)
{
    set(&m_to, to);
}

void WaterfallBar::setDark(bool dark)
{
    set(&m_dark, dark);
}

void WaterfallBar::setRevision(int revision)
{
    set(&m_revision, revision);
}

QColor WaterfallBar::phaseColor(int phase, bool dark)
{
    const Colors colors = kColors[size_t(qBound(0, phase, int(kColors.size()) - 1))];
    return QColor::fromRgb(dark ? colors.dark : colors.light);
}

void WaterfallBar::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    update();
}

QSGNode *WaterfallBar::updatePaintNode(QSGNode *old, UpdatePaintNodeData *)
{
    QSGNode *const node = old ? old : new QSGNode;
    QSGNode *next = node->firstChild();
    const auto paint = [&](double left, double right, double top, double bottom, const QColor &color) {
        auto *rectangle = static_cast<QSGRectangleNode *>(next);
        if (!rectangle) {
            rectangle = window()->createRectangleNode();
            node->appendChildNode(rectangle);
        } else {
            next = next->nextSibling();
        }
        rectangle->setRect(QRectF(QPointF(left, top), QPointF(right, bottom)));
        rectangle->setColor(color);
    };
    const ExchangeRecord *const record = m_source ? m_source->record(m_number) : nullptr;
    if (record && m_to > m_from && width() > 0) {
        const double scale = width() / ((m_to - m_from) * 1e6); // pixels a nanosecond
        const double start = (double(m_source->recorder()->wallTime(*record)) - m_from * 1e6) * scale;
        const Phases phases = record->phases();
        const double total = double(phases.total()) * scale;
        const double stretch = total > 0 ? qMax(1.0, kNarrowest / total) : 1;
        double left = qBound(0.0, start, width() - kNarrowest);
        if (total <= 0)
            paint(left, left + kNarrowest, 0, height(), phaseColor(5, m_dark));
        const std::array<qint64, 7> all = {phases.queued, phases.lookup, phases.connect, phases.tls, phases.send, phases.wait, phases.receive};
        for (int phase = 0; phase < int(all.size()); ++phase) {
            const double wide = double(qMax<qint64>(0, all[size_t(phase)])) * scale * stretch;
            if (wide <= 0)
                continue;
            const double inset = phase < 4 ? height() / 4 : 0; // until the request is sent the bar is thin
            paint(left, qMin(width(), left + wide), inset, height() - inset, phaseColor(phase, m_dark));
            left = qMin(width(), left + wide);
        }
        if (record->state == State::Failed)
            paint(left, qMin(width(), left + 2), 0, height(), m_dark ? QColor(0xf4, 0x8b, 0x83) : QColor(0xb3, 0x26, 0x1e));
    }
    while (next) {
        QSGNode *const unused = next;
        next = next->nextSibling();
        delete unused; // takes itself out
    }
    return node;
}

} // namespace NodeHttp::Inspector
