// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_INSPECTORTOOLS_H
#define NODEHTTP_INSPECTOR_INSPECTORTOOLS_H

#include "inspectorexport.h"

#include <QtCore/qobject.h>
#include <QtCore/qurl.h>
#include <QtCore/qvariant.h>
#include <QtQmlIntegration/qqmlintegration.h>

namespace NodeHttp::Inspector {

// The path of what a file dialog gave; the one that Qt draws itself leaves the scheme out, in Qt 6.4.
NODEHTTP_INSPECTOR_EXPORT QString localPath(const QUrl &file);

// What QML has no way to do by itself: the clipboard, remembered choices, names of files.
class NODEHTTP_INSPECTOR_EXPORT InspectorTools : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;

    Q_INVOKABLE void copy(const QString &text);
    // Remembered for the user, whichever application shows the inspector.
    Q_INVOKABLE QVariant remembered(const QString &key, const QVariant &otherwise) const;
    Q_INVOKABLE void remember(const QString &key, const QVariant &value);
    Q_INVOKABLE QUrl folderOf(const QUrl &file) const;
    Q_INVOKABLE QUrl fileIn(const QUrl &folder, const QString &name) const;
    Q_INVOKABLE QString durationText(double nanoseconds) const;
    Q_INVOKABLE QString bytesText(double bytes) const;
};

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_INSPECTORTOOLS_H
