// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#include "inspectortools.h"

#include "exchangecolumns.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qsettings.h>
#include <QtGui/qclipboard.h>
#include <QtGui/qguiapplication.h>

namespace NodeHttp::Inspector {

namespace {

struct Settings : QSettings
{
    Settings() : QSettings(IniFormat, UserScope, QStringLiteral("NodeHttp"), QStringLiteral("inspector")) {}
};

} // namespace

QString localPath(const QUrl &file)
{
    return file.scheme().isEmpty() ? file.path() : file.toLocalFile();
}

void InspectorTools::copy(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

// A file keeps text only; what it is meant to be is known from the other value.
QVariant InspectorTools::remembered(const QString &key, const QVariant &otherwise) const
{
    QVariant value = Settings().value(key, otherwise);
    return value.canConvert(otherwise.metaType()) && value.convert(otherwise.metaType()) ? value : otherwise;
}

void InspectorTools::remember(const QString &key, const QVariant &value)
{
    Settings().setValue(key, value);
}

QUrl InspectorTools::folderOf(const QUrl &file) const
{
    return QUrl::fromLocalFile(QFileInfo(localPath(file)).path());
}

QUrl InspectorTools::fileIn(const QUrl &folder, const QString &name) const
{
    return QUrl(folder.toString() + QLatin1Char('/') + QString::fromUtf8(QUrl::toPercentEncoding(name)));
}

QString InspectorTools::bytesText(double bytes) const
{
    return Inspector::bytesText(qint64(bytes));
}

QString InspectorTools::durationText(double nanoseconds) const
{
    return Inspector::durationText(qint64(nanoseconds));
}

} // namespace NodeHttp::Inspector
