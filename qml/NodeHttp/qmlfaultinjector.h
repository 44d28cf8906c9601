// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_QMLFAULTINJECTOR_H
#define NODEHTTP_QMLFAULTINJECTOR_H

#include <NodeHttp/faultinjector.h>

#include <QtCore/qvariant.h>
#include <QtQml/qqml.h>
#include <QtQml/qqmllist.h>
#include <QtQml/qqmlparserstatus.h>

namespace NodeHttp {

/*!
    FaultRule for QML: which exchanges get a fault, and which one. Without a property set, every request that a server
    of this process receives has its connection reset.
*/
class QmlFaultRule : public QObject
{
    Q_OBJECT
    QML_NAMED_ELEMENT(FaultRule)
    Q_PROPERTY(bool enabled MEMBER m_enabled NOTIFY changed)
    Q_PROPERTY(Action action MEMBER m_action NOTIFY changed)
    Q_PROPERTY(QString method MEMBER m_method NOTIFY changed)
    Q_PROPERTY(QString path MEMBER m_path NOTIFY changed)
    Q_PROPERTY(Side side MEMBER m_side NOTIFY changed)
    Q_PROPERTY(Point point MEMBER m_point NOTIFY changed)
    Q_PROPERTY(int every MEMBER m_every NOTIFY changed)
    Q_PROPERTY(int times MEMBER m_times NOTIFY changed)
    Q_PROPERTY(int delay MEMBER m_delay NOTIFY changed)
    Q_PROPERTY(int status MEMBER m_status NOTIFY changed)
    Q_PROPERTY(QVariantMap headers MEMBER m_headers NOTIFY changed)
    Q_PROPERTY(int hits READ hits NOTIFY hitsChanged)

public:
    enum Action {
        Reset, //!< The connection is reset: the peer sees ECONNRESET.
        Abort, //!< The connection ends, as if this side had closed it.
        Delay, //!< It goes on after `delay` milliseconds.
        Edit,  //!< It goes on with `status` (of a response) and `headers`: a value replaces, null removes.
    };
    Q_ENUM(Action)
    enum Side { Server, Client };               //!< At servers, or at clients of this process.
    Q_ENUM(Side)
    enum Point { RequestHead, ResponseHead };   //!< When it happens.
    Q_ENUM(Point)

    explicit QmlFaultRule(QObject *parent = nullptr) : QObject(parent) {}

    int hits() const { return m_hits; }         //!< How often it acted, since it was last changed.
    bool isEnabled() const { return m_enabled; }
    FaultRule rule();

Q_SIGNALS:
    void changed();
    void hitsChanged();

private:
    void hit();

    QString m_method;
    QString m_path;                             //!< Without a query; * stands for anything; empty: any.
    QVariantMap m_headers;
    Action m_action = Reset;
    Side m_side = Server;
    Point m_point = RequestHead;
    int m_every = 1;                            //!< Each n-th exchange that fits.
    int m_times = 0;                            //!< So often, then never again; 0: always.
    int m_delay = 0;
    int m_status = 0;
    int m_hits = 0;
    bool m_enabled = true;
};

/*!
    FaultInjector for QML: makes faults for tests, by the rules inside it.

        FaultInjector {
            FaultRule { path: "/flaky"; every: 2 } // resets every second request to /flaky
        }

    The first rule that fits counts. A change of any rule lets all count anew.
*/
class QmlFaultInjector : public QObject, public QQmlParserStatus
{
    Q_OBJECT
    QML_NAMED_ELEMENT(FaultInjector)
    Q_INTERFACES(QQmlParserStatus)
    Q_CLASSINFO("DefaultProperty", "rules")
    Q_PROPERTY(bool active READ isActive WRITE setActive NOTIFY activeChanged)
    Q_PROPERTY(QQmlListProperty<NodeHttp::QmlFaultRule> rules READ rules NOTIFY rulesChanged)

public:
    explicit QmlFaultInjector(QObject *parent = nullptr) : QObject(parent) {}

    bool isActive() const { return m_active; }  //!< The switch for all rules; true.
    void setActive(bool on);
    QQmlListProperty<QmlFaultRule> rules();

    void classBegin() override { m_complete = false; }
    void componentComplete() override;

Q_SIGNALS:
    void activeChanged();
    void rulesChanged();

private:
    void append(QmlFaultRule *rule);
    void clear();
    void apply();

    FaultInjector m_faults;
    QList<QmlFaultRule *> m_rules;
    bool m_active = true;
    bool m_complete = true;
};

} // namespace NodeHttp

#endif // NODEHTTP_QMLFAULTINJECTOR_H
