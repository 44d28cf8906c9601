// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// A command line taken apart as a shell would do it, without anything that would run or be looked up.

#include "inspector/curl.h"

namespace NodeHttp::Inspector {

using namespace Qt::StringLiterals;

namespace {

class Reader
{
public:
    explicit Reader(const QString &text) : m_text(text) {}

    bool atEnd() const { return m_at >= m_text.size(); }
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar(); }
    QChar take() { return m_text.at(m_at++); }
    qsizetype at() const { return m_at; }

    bool readSingle(QString *word) // behind '
    {
        while (!atEnd()) {
            const QChar c = take();
            if (c == u'\'')
                return true;
            *word += c;
        }
        return false;
    }

    bool readDouble(QString *word) // behind "
    {
        while (!atEnd()) {
            const QChar c = take();
            if (c == u'"')
                return true;
            if (c == u'\\' && !atEnd() && u"\"\\$`\n"_s.contains(peek())) {
                if (const QChar escaped = take(); escaped != u'\n')
                    *word += escaped;
            } else {
                *word += c;
            }
        }
        return false;
    }

    bool readAnsi(QString *word) // behind $'
    {
        QByteArray bytes; // \x escapes are bytes, which together may be UTF-8
        while (!atEnd()) {
            const QChar c = take();
            if (c == u'\'') {
                *word += QString::fromUtf8(bytes);
                return true;
            }
            if (c != u'\\' || atEnd()) {
                QString plain(c);
                if (c.isHighSurrogate() && !atEnd())
                    plain += take();
                bytes += plain.toUtf8();
                continue;
            }
            readEscape(&bytes);
        }
        return false;
    }

private:
    uint digits(int base, int most)
    {
        uint value = 0;
        for (int i = 0; i < most && !atEnd(); ++i) {
            bool good = false;
            const uint digit = QString(peek()).toUInt(&good, base);
            if (!good)
                break;
            take();
            value = value * uint(base) + digit;
        }
        return value;
    }

    void readEscape(QByteArray *bytes)
    {
        const QChar c = peek();
        if (c >= u'0' && c <= u'7') {
            *bytes += char(digits(8, 3));
            return;
        }
        take();
        switch (c.unicode()) {
        case u'n': *bytes += '\n'; return;
        case u't': *bytes += '\t'; return;
        case u'r': *bytes += '\r'; return;
        case u'a': *bytes += '\a'; return;
        case u'b': *bytes += '\b'; return;
        case u'e': *bytes += '\x1b'; return;
        case u'f': *bytes += '\f'; return;
        case u'v': *bytes += '\v'; return;
        case u'x': *bytes += char(digits(16, 2)); return;
        case u'u':
        case u'U': {
            const char32_t code = digits(16, c == u'u' ? 4 : 8);
            *bytes += QString::fromUcs4(&code, 1).toUtf8();
            return;
        }
        default: *bytes += QString(c).toUtf8(); return; // \\ \' \" \?
        }
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

// cmd.exe first: ^ makes the next character plain, and a line that ends with it goes on.
QString withoutCarets(const QString &text, QList<qsizetype> *origin)
{
    QString out;
    bool inQuotes = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        QChar c = text.at(i);
        if (c == u'^' && !inQuotes) {
            if (++i >= text.size())
                break;
            c = text.at(i);
            if (c == u'\r' && i + 1 < text.size() && text.at(i + 1) == u'\n')
                c = text.at(++i);
            if (c == u'\n') { // a second one is a real line end
                if (i + 1 < text.size() && text.at(i + 1) == u'\n')
                    ++i;
                else
                    continue;
            }
        } else if (c == u'"') {
            inQuotes = !inQuotes;
        }
        out += c;
        origin->append(i);
    }
    return out;
}

QList<ShellWord> windowsWords(const QString &original, QString *problem, qsizetype *problemAt)
{
    QList<qsizetype> origin;
    const QString text = withoutCarets(original, &origin);
    QList<ShellWord> words;
    QString word;
    bool inWord = false, inQuotes = false;
    qsizetype start = 0;
    const auto begin = [&](qsizetype i) {
        if (!std::exchange(inWord, true))
            start = i;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'\\') { // only backslashes before a quote mean anything
            begin(i);
            qsizetype end = i;
            while (end < text.size() && text.at(end) == u'\\')
                ++end;
            const qsizetype count = end - i;
            if (end < text.size() && text.at(end) == u'"') {
                word += QString(count / 2, u'\\');
                if (count % 2 == 1) {
                    word += u'"';
                    ++end;
                }
            } else {
                word += QString(count, u'\\');
            }
            i = end - 1;
        } else if (c == u'"') {
            begin(i);
            if (inQuotes && i + 1 < text.size() && text.at(i + 1) == u'"') {
                word += c;
                ++i;
            } else {
                inQuotes = !inQuotes;
            }
        } else if (c.isSpace() && !inQuotes) {
            if (std::exchange(inWord, false))
                words.append({std::exchange(word, {}), origin.at(start)});
        } else {
            begin(i);
            word += c;
        }
    }
    if (inQuotes) {
        *problem = u"a quote is not closed"_s;
        *problemAt = origin.at(start);
    }
    if (inWord)
        words.append({word, origin.at(start)});
    return words;
}

} // namespace

Quoting quotingOf(const QString &text)
{
    return text.contains("^\""_L1) || text.contains("^\n"_L1) || text.contains("^\r"_L1) ? Quoting::Windows : Quoting::Posix;
}

QList<ShellWord> shellWords(const QString &text, Quoting quoting, QString *problem, qsizetype *problemAt)
{
    problem->clear();
    if (quoting == Quoting::Windows)
        return windowsWords(text, problem, problemAt);
    QList<ShellWord> words;
    QString word;
    bool inWord = false;
    qsizetype start = 0;
    Reader reader(text);
    const auto fail = [&](qsizetype at) {
        *problem = u"a quote is not closed"_s;
        *problemAt = at;
        return words;
    };
    while (!reader.atEnd()) {
        const qsizetype at = reader.at();
        const QChar c = reader.take();
        if (c.isSpace()) {
            if (std::exchange(inWord, false))
                words.append({std::exchange(word, {}), start});
            continue;
        }
        if (c == u'#' && !inWord) { // a comment
            while (!reader.atEnd() && reader.peek() != u'\n')
                reader.take();
            continue;
        }
        if (c == u'\\' && (reader.peek() == u'\n' || (reader.peek() == u'\r' && reader.peek(1) == u'\n'))) {
            if (reader.take() == u'\r')
                reader.take();
            continue;
        }
        if (!std::exchange(inWord, true))
            start = at;
        if (c == u'\\' && !reader.atEnd()) {
            word += reader.take();
        } else if (c == u'\'') {
            if (!reader.readSingle(&word))
                return fail(at);
        } else if (c == u'"') {
            if (!reader.readDouble(&word))
                return fail(at);
        } else if (c == u'$' && reader.peek() == u'\'') {
            reader.take();
            if (!reader.readAnsi(&word))
                return fail(at);
        } else {
            word += c;
        }
    }
    if (inWord)
        words.append({word, start});
    return words;
}

} // namespace NodeHttp::Inspector
