// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_TRAFFICSEARCH_H
#define NODEHTTP_INSPECTOR_TRAFFICSEARCH_H

#include "inspectorsession.h"

namespace NodeHttp::Inspector {

/*
    Looks for a text in heads and bodies (decoded) of the rows of the table, from the selected one on and around. In slices:
    found() or missed() comes when it is known. What is masked on the screen is not looked at.
*/
class NODEHTTP_INSPECTOR_EXPORT TrafficSearch : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::InspectorSession *session READ session WRITE setSession NOTIFY sessionChanged)
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
    Q_PROPERTY(bool searching READ isSearching NOTIFY searchingChanged)
public:
    // Where in an exchange, in this order.
    enum Place : int { RequestHead, RequestBody, ResponseHead, ResponseBody, PlaceCount };
    Q_ENUM(Place)

    explicit TrafficSearch(QObject *parent = nullptr);

    InspectorSession *session() const { return m_session; }
    void setSession(InspectorSession *session);
    QString text() const { return m_text; }
    void setText(const QString &text);
    bool isSearching() const { return m_timer.isActive(); }

    Q_INVOKABLE void next();
    Q_INVOKABLE void previous();
    Q_INVOKABLE void stop();

Q_SIGNALS:
    void sessionChanged();
    void textChanged();
    void searchingChanged();
    // The n-th occurrence, from 0, in that place; its row in the table is selected.
    void found(double number, NodeHttp::Inspector::TrafficSearch::Place place, int occurrence);
    void missed();

private:
    struct Spot
    {
        qint64 number = 0;
        int place = 0;
        int occurrence = 0;
    };

    void start(int direction);
    void work();
    bool lookAt(int row, bool whole);
    int countIn(const ExchangeRecord &record, int place) const;

    QPointer<InspectorSession> m_session;
    QString m_text;
    QTimer m_timer;
    Spot m_last;                // what was found last; number 0: nothing yet
    int m_direction = 1;
    int m_row = 0;
    int m_left = 0;             // rows that were not looked at
    bool m_first = false;       // the next row is the one of m_last
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_TRAFFICSEARCH_H
