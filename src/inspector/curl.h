// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_INSPECTOR_CURL_H
#define NODEHTTP_INSPECTOR_CURL_H

#include "inspector/exchangerecord.h"

#include <NodeHttp/headervalue.h>

#include <QtCore/qstringlist.h>

namespace NodeHttp::Inspector {

// How a command line is quoted.
enum class Quoting : quint8 {
    Posix,   // sh, bash, zsh
    Windows, // cmd.exe
};

struct CurlOptions
{
    Quoting quoting = Quoting::Posix;
    bool withSecrets = false; // as HarWriter::Options
};

// The command that sends this exchange's request again. What cURL adds by itself is left out.
QString toCurl(const ExchangeRecord &record, const BodyStore &bodies, const CurlOptions &options = {});

// One word, quoted so that the shell hands it on as it is.
QString quoted(const QByteArray &word, Quoting quoting);

// A part of a form: a value, or a file to be read by whoever sends it.
struct FormPart
{
    QByteArray name;
    QByteArray value;
    QString file;
    QByteArray type;
    QString fileName;
};

// What a pasted command asks for.
struct CurlCommand
{
    QByteArray method;           // as cURL would choose it
    QString url;
    HeaderList headers;          // Authorization, Cookie and so on included
    QByteArray body;
    QList<QString> bodyFiles;    // "@file" of --data and --upload-file: to be read in order
    QList<FormPart> form;
    QString proxy;
    double maxTime = 0;          // seconds; 0: no limit
    bool insecure = false;       // any certificate will do
    bool compressed = false;
    bool followRedirects = false;
    QStringList passedOver;      // options that mean nothing here

    QString problem;             // empty: it was understood
    qsizetype problemAt = -1;    // where in the text
    bool isGood() const { return problem.isEmpty(); }
};

CurlCommand fromCurl(const QString &text);

// The words of a command line; for tests and fromCurl().
struct ShellWord
{
    QString text;
    qsizetype at = 0; // where it begins
};
QList<ShellWord> shellWords(const QString &text, Quoting quoting, QString *problem, qsizetype *problemAt);
Quoting quotingOf(const QString &text); // what it looks like

} // namespace NodeHttp::Inspector

#endif // NODEHTTP_INSPECTOR_CURL_H
