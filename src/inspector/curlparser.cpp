// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A cURL command as a request. Options that say how cURL prints, retries or stores are passed over and named.

#include "inspector/curl.h"

#include <QtCore/qhash.h>
#include <QtCore/qurl.h>

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

enum class Option : quint8 {
    Request, Header, Data, DataRaw, DataUrlencode, Json, Form, FormString, User, UserAgent, Referer, Cookie, Head, Get,
    Insecure, Compressed, Location, Proxy, MaxTime, Url, UploadFile, Oauth, PassedOver, PassedOverWithValue,
};

const QHash<QString, Option> &longOptions()
{
    static const QHash<QString, Option> options = {
        {u"request"_s, Option::Request}, {u"header"_s, Option::Header}, {u"data"_s, Option::Data},
        {u"data-ascii"_s, Option::Data}, {u"data-binary"_s, Option::Data}, {u"data-raw"_s, Option::DataRaw},
        {u"data-urlencode"_s, Option::DataUrlencode}, {u"json"_s, Option::Json}, {u"form"_s, Option::Form},
        {u"form-string"_s, Option::FormString}, {u"user"_s, Option::User}, {u"user-agent"_s, Option::UserAgent},
        {u"referer"_s, Option::Referer}, {u"cookie"_s, Option::Cookie}, {u"head"_s, Option::Head}, {u"get"_s, Option::Get},
        {u"insecure"_s, Option::Insecure}, {u"compressed"_s, Option::Compressed}, {u"location"_s, Option::Location},
        {u"location-trusted"_s, Option::Location}, {u"proxy"_s, Option::Proxy}, {u"max-time"_s, Option::MaxTime},
        {u"url"_s, Option::Url}, {u"upload-file"_s, Option::UploadFile}, {u"oauth2-bearer"_s, Option::Oauth},
        {u"output"_s, Option::PassedOverWithValue}, {u"connect-timeout"_s, Option::PassedOverWithValue},
        {u"write-out"_s, Option::PassedOverWithValue}, {u"cacert"_s, Option::PassedOverWithValue},
        {u"cert"_s, Option::PassedOverWithValue}, {u"key"_s, Option::PassedOverWithValue},
        {u"cookie-jar"_s, Option::PassedOverWithValue}, {u"retry"_s, Option::PassedOverWithValue},
        {u"resolve"_s, Option::PassedOverWithValue}, {u"connect-to"_s, Option::PassedOverWithValue},
        {u"max-redirs"_s, Option::PassedOverWithValue}, {u"limit-rate"_s, Option::PassedOverWithValue},
        {u"range"_s, Option::PassedOverWithValue}, {u"dump-header"_s, Option::PassedOverWithValue},
        {u"interface"_s, Option::PassedOverWithValue}, {u"ciphers"_s, Option::PassedOverWithValue},
        {u"config"_s, Option::PassedOverWithValue}, {u"trace"_s, Option::PassedOverWithValue},
        {u"trace-ascii"_s, Option::PassedOverWithValue}, {u"noproxy"_s, Option::PassedOverWithValue},
        {u"proxy-user"_s, Option::PassedOverWithValue}, {u"unix-socket"_s, Option::PassedOverWithValue},
    };
    return options;
}

const QHash<QChar, Option> &shortOptions()
{
    static const QHash<QChar, Option> options = {
        {u'X', Option::Request}, {u'H', Option::Header}, {u'd', Option::Data}, {u'F', Option::Form}, {u'u', Option::User},
        {u'A', Option::UserAgent}, {u'e', Option::Referer}, {u'b', Option::Cookie}, {u'I', Option::Head},
        {u'G', Option::Get}, {u'k', Option::Insecure}, {u'L', Option::Location}, {u'x', Option::Proxy},
        {u'm', Option::MaxTime}, {u'T', Option::UploadFile}, {u'o', Option::PassedOverWithValue},
        {u'w', Option::PassedOverWithValue}, {u'c', Option::PassedOverWithValue}, {u'E', Option::PassedOverWithValue},
        {u'D', Option::PassedOverWithValue}, {u'r', Option::PassedOverWithValue}, {u'K', Option::PassedOverWithValue},
        {u'U', Option::PassedOverWithValue},
    };
    return options;
}

bool takesValue(Option option)
{
    switch (option) {
    case Option::Head:
    case Option::Get:
    case Option::Insecure:
    case Option::Compressed:
    case Option::Location:
    case Option::PassedOver:
        return false;
    default:
        return true;
    }
}

class Parser
{
public:
    CurlCommand parse(const QString &text)
    {
        const QList<ShellWord> words = shellWords(text, quotingOf(text), &m_command.problem, &m_command.problemAt);
        if (!m_command.isGood())
            return m_command;
        qsizetype i = 0;
        while (i < words.size() && (words.at(i).text == u"$"_s || words.at(i).text == u">"_s)) // a copied prompt
            ++i;
        const QString program = i < words.size() ? words.at(i).text.section(u'/', -1).section(u'\\', -1).toLower() : QString();
        if (program != "curl"_L1 && program != "curl.exe"_L1)
            return fail(u"this is no cURL command"_s, i < words.size() ? words.at(i).at : 0);
        for (++i; i < words.size() && m_command.isGood(); ++i) {
            const QString &word = words.at(i).text;
            m_at = words.at(i).at;
            if (word == "|"_L1 || word == ";"_L1 || word == "&&"_L1 || word == ">"_L1)
                break; // what follows is another program's
            const QString *const next = i + 1 < words.size() ? &words.at(i + 1).text : nullptr;
            if (word.startsWith("--"_L1) && word.size() > 2)
                i += longOption(word.mid(2), next);
            else if (word.startsWith(u'-') && word.size() > 1)
                i += shortCluster(word, next);
            else
                setUrl(word);
        }
        if (m_command.isGood())
            finish();
        return m_command;
    }

private:
    CurlCommand fail(const QString &problem, qsizetype at)
    {
        m_command.problem = problem;
        m_command.problemAt = at;
        return m_command;
    }

    qsizetype longOption(const QString &name, const QString *next) // how many words it took besides
    {
        const auto found = longOptions().constFind(name);
        if (found == longOptions().constEnd()) {
            m_command.passedOver.append(u"--"_s + name);
            return 0;
        }
        if (!takesValue(*found)) {
            apply(*found, {}, u"--"_s + name);
            return 0;
        }
        if (!next) {
            fail(u"--%1 needs a value"_s.arg(name), m_at);
            return 0;
        }
        apply(*found, *next, u"--"_s + name);
        return 1;
    }

    qsizetype shortCluster(const QString &word, const QString *next)
    {
        for (qsizetype i = 1; i < word.size(); ++i) {
            const Option option = shortOptions().value(word.at(i), Option::PassedOver);
            const QString name = u'-' + QString(word.at(i));
            if (!takesValue(option)) {
                apply(option, {}, name);
                continue;
            }
            if (i + 1 < word.size()) { // -XPOST
                apply(option, word.mid(i + 1), name);
                return 0;
            }
            if (next)
                apply(option, *next, name);
            else
                fail(u"%1 needs a value"_s.arg(name), m_at + i);
            return next ? 1 : 0;
        }
        return 0;
    }

    void setUrl(const QString &url)
    {
        if (m_command.url.isEmpty())
            m_command.url = url;
        else
            m_command.passedOver.append(url);
    }

    void addData(const QByteArray &data)
    {
        if (m_hasData && !m_isJson)
            m_command.body += '&';
        m_command.body += data;
        m_hasData = true;
    }

    void addHeader(const QString &line)
    {
        const qsizetype colon = line.indexOf(u':');
        if (colon <= 0) {
            if (line.endsWith(u';')) // how cURL writes a field without a value
                m_command.headers.append({line.chopped(1).trimmed().toUtf8(), QByteArray("")});
            else
                m_command.passedOver.append(line);
            return;
        }
        const QString name = line.left(colon).trimmed(), value = line.mid(colon + 1).trimmed();
        m_named.append(name.toLower());
        if (!value.isEmpty()) // else cURL leaves its own field of that name out
            m_command.headers.append({name.toUtf8(), value.toUtf8()});
    }

    void addDefault(const char *name, const QByteArray &value)
    {
        if (!m_named.contains(QString::fromLatin1(name).toLower()))
            m_command.headers.append({name, value});
    }

    void addForm(const QString &text, bool literal)
    {
        FormPart part;
        const qsizetype equals = text.indexOf(u'=');
        part.name = text.left(equals < 0 ? text.size() : equals).toUtf8();
        QString value = equals < 0 ? QString() : text.mid(equals + 1);
        if (!literal) {
            QStringList pieces = value.split(u';');
            value = pieces.takeFirst();
            for (const QString &piece : std::as_const(pieces)) {
                if (piece.startsWith("type="_L1))
                    part.type = piece.mid(5).toUtf8();
                else if (piece.startsWith("filename="_L1))
                    part.fileName = piece.mid(9);
                else
                    value += u';' + piece;
            }
            if (value.startsWith(u'@') || value.startsWith(u'<')) {
                part.file = value.mid(1);
                if (part.fileName.isEmpty() && value.startsWith(u'@'))
                    part.fileName = part.file.section(u'/', -1);
                value.clear();
            }
        }
        part.value = value.toUtf8();
        m_command.form.append(part);
    }

    // "content", "=content", "name=content", "@file", "name@file": the content is encoded.
    QByteArray urlencoded(const QString &text)
    {
        const qsizetype equals = text.indexOf(u'=');
        const qsizetype at = text.indexOf(u'@');
        if (at >= 0 && (equals < 0 || at < equals)) {
            m_command.bodyFiles.append(text.mid(at + 1));
            return at > 0 ? text.left(at).toUtf8() + '=' : QByteArray();
        }
        const QByteArray name = equals > 0 ? text.left(equals).toUtf8() + '=' : QByteArray();
        return name + QUrl::toPercentEncoding(equals < 0 ? text : text.mid(equals + 1));
    }

    void apply(Option option, const QString &value, const QString &name)
    {
        switch (option) {
        case Option::Request: m_command.method = value.toLatin1(); break;
        case Option::Header: addHeader(value); break;
        case Option::Data:
            if (value.startsWith(u'@')) {
                m_command.bodyFiles.append(value.mid(1));
                m_hasData = true;
                break;
            }
            addData(value.toUtf8());
            break;
        case Option::DataRaw: addData(value.toUtf8()); break;
        case Option::DataUrlencode: addData(urlencoded(value)); break;
        case Option::Json:
            m_isJson = true;
            addData(value.toUtf8());
            break;
        case Option::Form: addForm(value, false); break;
        case Option::FormString: addForm(value, true); break;
        case Option::User: m_user = value.toUtf8(); break;
        case Option::UserAgent: addDefault("User-Agent", value.toUtf8()); break;
        case Option::Referer: addDefault("Referer", value.toUtf8()); break;
        case Option::Cookie:
            if (value.contains(u'='))
                addDefault("Cookie", value.toUtf8());
            else
                m_command.passedOver.append(name + u' ' + value); // a file with cookies
            break;
        case Option::Head: m_head = true; break;
        case Option::Get: m_get = true; break;
        case Option::Insecure: m_command.insecure = true; break;
        case Option::Compressed: m_command.compressed = true; break;
        case Option::Location: m_command.followRedirects = true; break;
        case Option::Proxy: m_command.proxy = value; break;
        case Option::MaxTime: m_command.maxTime = value.toDouble(); break;
        case Option::Url: setUrl(value); break;
        case Option::UploadFile:
            m_command.bodyFiles.append(value);
            m_put = true;
            break;
        case Option::Oauth: addDefault("Authorization", "Bearer " + value.toUtf8()); break;
        case Option::PassedOver: m_command.passedOver.append(name); break;
        case Option::PassedOverWithValue: m_command.passedOver.append(name + u' ' + value); break;
        }
    }

    void finish()
    {
        if (m_command.url.isEmpty()) {
            fail(u"the command has no URL"_s, m_at);
            return;
        }
        if (!m_command.url.contains("://"_L1))
            m_command.url.prepend("http://"_L1);
        if (const QUrl url(m_command.url); !url.isValid() || url.host().isEmpty()) {
            fail(u"\"%1\" is no URL"_s.arg(m_command.url), m_at);
            return;
        }
        if (m_get && !m_command.body.isEmpty()) {
            m_command.url += (m_command.url.contains(u'?') ? u'&' : u'?') + QString::fromUtf8(m_command.body);
            m_command.body.clear();
            m_hasData = false;
        }
        if (m_command.method.isEmpty()) {
            m_command.method = m_head ? "HEAD" : m_put ? "PUT" : m_get ? "GET"
                : m_hasData || !m_command.form.isEmpty() ? "POST" : "GET";
        }
        if (!m_user.isNull())
            addDefault("Authorization", "Basic " + m_user.toBase64());
        if (m_isJson) {
            addDefault("Content-Type", "application/json");
            addDefault("Accept", "application/json");
        } else if (m_hasData && m_command.form.isEmpty()) {
            addDefault("Content-Type", "application/x-www-form-urlencoded");
        }
        if (m_command.compressed)
            addDefault("Accept-Encoding", "deflate, gzip, br, zstd");
    }

    CurlCommand m_command;
    QStringList m_named; // header fields that were given, lower case
    QByteArray m_user;
    qsizetype m_at = 0;
    bool m_hasData = false;
    bool m_isJson = false;
    bool m_head = false;
    bool m_get = false;
    bool m_put = false;
};

} // namespace

CurlCommand fromCurl(const QString &text)
{
    return Parser().parse(text);
}

} // namespace NodeHttp::Inspector
