// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_BODYCONTENT_H
#define NODEHTTP_INSPECTOR_BODYCONTENT_H

#include "bodytext.h"
#include "hexmodel.h"
#include "inspectorsession.h"
#include "jsontreemodel.h"
#include "linesmodel.h"

#include <QtGui/qimage.h>

namespace NodeHttp::Inspector {

/*
    One body, prepared for the view that is chosen: by its type, or by hand. Only its first kShown bytes are looked at here;
    save() writes all that was kept.
*/
class NODEHTTP_INSPECTOR_EXPORT BodyContent : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(NodeHttp::Inspector::InspectorSession *session READ session WRITE setSession NOTIFY sourceChanged)
    Q_PROPERTY(double number READ number WRITE setNumber NOTIFY sourceChanged)
    Q_PROPERTY(bool ofRequest READ isOfRequest WRITE setOfRequest NOTIFY sourceChanged)
    Q_PROPERTY(bool raw READ isRaw WRITE setRaw NOTIFY sourceChanged)
    Q_PROPERTY(int chosen READ chosen WRITE setChosen NOTIFY sourceChanged)
    Q_PROPERTY(int view READ view NOTIFY contentChanged)
    Q_PROPERTY(QStringList viewNames READ viewNames CONSTANT)
    Q_PROPERTY(QStringList choices READ choices NOTIFY contentChanged)
    Q_PROPERTY(QString about READ about NOTIFY contentChanged)
    Q_PROPERTY(bool empty READ isEmpty NOTIFY contentChanged)
    Q_PROPERTY(QString type READ type NOTIFY contentChanged)
    Q_PROPERTY(QString encoding READ encoding NOTIFY contentChanged)
    Q_PROPERTY(QString charset READ charset NOTIFY contentChanged)
    Q_PROPERTY(QString size READ size NOTIFY contentChanged)
    Q_PROPERTY(QStringList notes READ notes NOTIFY contentChanged)
    Q_PROPERTY(QVariantList rows READ rows NOTIFY contentChanged)
    Q_PROPERTY(NodeHttp::Inspector::LinesModel *lines READ lines CONSTANT)
    Q_PROPERTY(NodeHttp::Inspector::JsonTreeModel *json READ json CONSTANT)
    Q_PROPERTY(NodeHttp::Inspector::HexModel *hex READ hex CONSTANT)
public:
    static constexpr qint64 kShown = 2 * 1024 * 1024;
    static constexpr int kLargestImage = 16 * 1024 * 1024; // pixels

    explicit BodyContent(QObject *parent = nullptr);

    InspectorSession *session() const { return m_session; }
    void setSession(InspectorSession *session);
    qint64 number() const { return m_number; }
    void setNumber(qint64 number);
    bool isOfRequest() const { return m_ofRequest; }
    void setOfRequest(bool ofRequest);
    bool isRaw() const { return m_raw; }         // its content encoding stays
    void setRaw(bool raw);
    int chosen() const { return m_chosen; }      // a view of viewNames() by hand; -1: by the type
    void setChosen(int view);
    int view() const { return int(m_view); }     // the one that is prepared
    QStringList viewNames() const;
    QStringList choices() const;                 // viewNames() behind "By type: …"
    QString about() const;                       // size, type and charset in one line
    bool isEmpty() const { return m_bytes.isEmpty(); }
    QString type() const { return QString::fromLatin1(m_type); }
    QString encoding() const { return QString::fromLatin1(m_encoding); } // empty: none
    QString charset() const { return m_charset; }
    QString size() const { return m_size; }
    QStringList notes() const { return m_notes; } // what is cut, what could not be decoded or read
    QVariantList rows() const { return m_rows; }  // a form's fields, or parts: { name, value, note }
    QImage image() const { return m_image; }
    LinesModel *lines() { return &m_lines; }
    JsonTreeModel *json() { return &m_json; }
    HexModel *hex() { return &m_hex; }

    Q_INVOKABLE QString asText() const;           // for the clipboard
    Q_INVOKABLE bool save(const QUrl &file);      // false: the session's problem says why
    Q_INVOKABLE bool openOutside();               // a copy in a temporary file, with the desktop's program
    Q_INVOKABLE QString fileName() const;         // a good one to save it under

Q_SIGNALS:
    void sourceChanged();
    void contentChanged();

private:
    void refresh();
    void prepare();
    void prepareImage();
    void prepareRows();
    QByteArray wholeBody() const;

    QPointer<InspectorSession> m_session;
    qint64 m_number = 0;
    bool m_ofRequest = false;
    bool m_raw = false;
    int m_chosen = -1;
    QTimer m_later;

    BodyView m_view = BodyView::Text;
    QByteArray m_bytes, m_type, m_encoding;
    QString m_charset, m_size;
    QStringList m_notes;
    QVariantList m_rows;
    QImage m_image;
    LinesModel m_lines;
    JsonTreeModel m_json;
    HexModel m_hex;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_BODYCONTENT_H
