// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Must 1, from outside: a program that runs with NODEHTTP_INSPECT, and one that attaches to it.

#include "asking.h"
#include "harschema.h"
#include "inspectorprogram.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qtemporarydir.h>

using namespace NodeHttp;
using namespace Qt::StringLiterals;

class tst_AttachProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_name = u"attach-%1"_s.arg(QCoreApplication::applicationPid()); }
    void recordsAnotherProcess();
    void failsWhereNobodyIs();
    void keepsItsOwnBin();

private:
    QString m_name;
};

void tst_AttachProgram::recordsAnotherProcess() // must 1
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"out.har"_s);
    Program inspected({u"--bin"_s, u"0"_s, u"--reply-body"_s, u"seen"_s, u"--quiet"_s}, m_name);
    const int port = inspected.port(u"bin"_s);
    Program inspector({u"--attach"_s, m_name, u"--record"_s, file, u"--fail-if"_s, u"path:/bad"_s});
    QVERIFY(inspector.hasPrinted(u"attached to "_s + m_name));
    ClientRequest *made = request(by(u"POST"_s, to(port, u"/bad"_s)));
    made->end("the body");
    Asked asked(made);
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY2(inspector.hasPrinted(u"attached POST 200 /bad 4 B"_s), qPrintable(inspector.output));
    QCOMPARE(inspected.end(), 0);
    QCOMPARE(inspector.end(0), 1); // ends with it, and an exchange matched
    QFile har(file);
    QVERIFY(har.open(QIODevice::ReadOnly));
    const QByteArray text = har.readAll();
    QCOMPARE(harProblems(text), QString());
    const QJsonArray entries = QJsonDocument::fromJson(text)[u"log"_s][u"entries"_s].toArray();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries[0][u"request"_s][u"postData"_s][u"text"_s].toString(), u"the body"_s);
    QCOMPARE(entries[0][u"response"_s][u"content"_s][u"text"_s].toString(), u"seen"_s);
}

void tst_AttachProgram::failsWhereNobodyIs()
{
    Program inspector({u"--attach"_s, u"nobody-"_s + m_name});
    QCOMPARE(inspector.end(0), 3);
    QVERIFY(inspector.errors.contains(u"Nobody offers traffic"_s));
}

void tst_AttachProgram::keepsItsOwnBin()
{
    Program inspector({u"--attach"_s, u"nobody-"_s + m_name, u"--bin"_s, u"0"_s});
    Asked asked(get(to(inspector.port(u"bin"_s))));
    QTRY_COMPARE(asked.outcome(), u"200"_s);
    QVERIFY(inspector.hasPrinted(u"bin GET 200 / "_s));
    QCOMPARE(inspector.end(), 3); // what was asked for did not work
    QVERIFY(inspector.errors.contains(u"Nobody offers traffic"_s));
}

QTEST_GUILESS_MAIN(tst_AttachProgram)
#include "tst_attachprogram.moc"
