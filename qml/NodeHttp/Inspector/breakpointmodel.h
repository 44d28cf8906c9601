// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BREAKPOINTMODEL_H
#define NODEHTTP_INSPECTOR_BREAKPOINTMODEL_H

#include "inspectorsession.h"
#include "rowsmodel.h"

#include "inspector/breakpoints.h"

namespace NodeHttp::Inspector {

// Breakpoints of the process and what waits at them, for a page or for a script of one's own.
class NODEHTTP_INSPECTOR_EXPORT BreakpointModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY changed)
    Q_PROPERTY(int waiting READ waiting NOTIFY heldChanged)
    Q_PROPERTY(NodeHttp::Inspector::RowsModel *rules READ rules CONSTANT)
    Q_PROPERTY(NodeHttp::Inspector::RowsModel *held READ held CONSTANT)
public:
    explicit BreakpointModel(QObject *parent = nullptr);

    bool isActive() const { return m_breakpoints.isActive(); } // the switch for all; off: what waits goes on
    void setActive(bool on) { m_breakpoints.setActive(on); }
    int waiting() const { return int(m_breakpoints.held().size()); }
    RowsModel *rules() { return &m_rules; } // id, on, filter, where, action, hits, problem
    RowsModel *held() { return &m_held; }   // id, method, url, where, since (milliseconds), exchange

    // A breakpoint as an object: filter, request, response, server, client (where it holds), action ("hold", "delay",
    // "abort", "reset"), delay (milliseconds), every, times, on. What is left out has its default, or stays as it is.
    Q_INVOKABLE void add(const QVariantMap &breakpoint);
    Q_INVOKABLE void set(int row, const QVariantMap &breakpoint);
    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE QVariantMap get(int row) const;
    Q_INVOKABLE QString problemOf(const QString &filter) const; // empty: it is one

    Q_INVOKABLE QString headOf(double id) const;   // of what waits, as lines of text; empty: it does not wait any more
    Q_INVOKABLE bool proceed(double id);
    Q_INVOKABLE bool proceedWith(double id, const QString &head); // false: that is no head
    Q_INVOKABLE bool proceedLater(double id, int milliseconds);
    Q_INVOKABLE bool abort(double id);
    Q_INVOKABLE bool reset(double id);
    Q_INVOKABLE void proceedAll();

Q_SIGNALS:
    void changed();
    void heldChanged();
    void holds(double id);               // one more waits

private:
    static Breakpoint from(const QVariantMap &map, Breakpoint breakpoint);
    static QString whereOf(const Breakpoint &breakpoint);
    void updateRules();
    void updateHeld();

    Breakpoints m_breakpoints;
    QList<int> m_ids;                    // of the rules
    int m_lastId = 0;
    RowsModel m_rules, m_held;
    QTimer m_clock;                      // of what waits
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BREAKPOINTMODEL_H
