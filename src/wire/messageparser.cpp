// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// Bytes in, parts of messages out. llhttp knows the grammar; here are the limits it does not have, the versions and
// methods we do not serve, and the translation of its findings into Error.

#include "wire/messageparser_p.h"

#include "wire/requestchecks_p.h"

#include <NodeHttp/protocol.h>

#include <array>

namespace NodeHttp {

namespace {

constexpr qint64 kMaxChunkExtensions = 16384; // S2.91
constexpr qint64 kPlainChunkLine = 16;        // of a size line; what is longer is paid with data
constexpr int kLastHttpMethod = 33;           // S7.1; above are HTTP/2's PRI, RTSP and later additions

// Method names as shared byte arrays: a request costs no allocation for its method.
QByteArray methodName(int method)
{
    static const auto names = [] {
        std::array<QByteArray, kLastHttpMethod + 1> made;
        for (int i = 0; i <= kLastHttpMethod; ++i)
            made[size_t(i)] = QByteArray(llhttp_method_name(static_cast<llhttp_method_t>(i)));
        return made;
    }();
    return names[size_t(method)];
}

} // namespace

const llhttp_settings_t *MessageParser::settings()
{
    static const llhttp_settings_t settings = [] {
        llhttp_settings_t s;
        llhttp_settings_init(&s);
        s.on_message_begin = [](llhttp_t *p) {
            MessageParser *m = self(p);
            m->m_inMessage = true;
            m->m_inTrailers = false;
            m->m_inChunkLine = false;
            m->m_inField = false;
            m->m_hadChunk = false;
            m->m_checksLines = !m->m_lenient;
            m->m_headerBytes = 0;
            m->m_url.clear();
            m->m_statusMessage.clear();
            m->m_headers.clear();
            m->m_rawHead.clear();
            m->m_rawFrom = m->m_keepsHeads ? m->m_last : nullptr;
            m->m_sink->messageBegin();
            return 0;
        };
        s.on_url = [](llhttp_t *p, const char *at, size_t size) {
            MessageParser *m = self(p);
            m->endSpan(at + size);
            if (m->m_url.isEmpty()) // nearly always there is one piece
                m->m_url = QByteArray(at, qsizetype(size));
            else
                m->m_url.append(at, qsizetype(size));
            return m->count(size) ? 0 : m->fail("HPE_HEADER_OVERFLOW", "Header overflow");
        };
        s.on_status = [](llhttp_t *p, const char *at, size_t size) {
            MessageParser *m = self(p);
            m->m_statusMessage.append(at, qsizetype(size));
            return m->count(size) ? 0 : m->fail("HPE_HEADER_OVERFLOW", "Header overflow");
        };
        s.on_version = [](llhttp_t *p, const char *at, size_t size) {
            self(p)->endSpan(at + size);
            return 0;
        };
        s.on_version_complete = [](llhttp_t *p) {
            return llhttp_get_http_major(p) == 1 ? 0 : self(p)->fail("HPE_INVALID_VERSION", "Invalid HTTP version");
        };
        s.on_header_field = [](llhttp_t *p, const char *at, size_t size) { return self(p)->onName(at, size); };
        s.on_header_value = [](llhttp_t *p, const char *at, size_t size) { return self(p)->onValue(at, size); };
        s.on_header_value_complete = [](llhttp_t *p) { return self(p)->onValueComplete(); };
        s.on_headers_complete = [](llhttp_t *p) { return self(p)->onHeadersComplete(); };
        s.on_body = [](llhttp_t *p, const char *at, size_t size) { return self(p)->onBody(at, size); };
        s.on_chunk_header = [](llhttp_t *p) { return p->content_length == 0 ? self(p)->onLastChunk() : 0; };
        s.on_chunk_complete = [](llhttp_t *p) {
            MessageParser *m = self(p);
            m->m_inChunkLine = !m->m_inTrailers;
            m->m_chunkLineBytes = 0;
            return 0;
        };
        s.on_message_complete = [](llhttp_t *p) { return self(p)->onMessageComplete(); };
        return s;
    }();
    return &settings;
}

MessageParser::MessageParser(Type type, ParserSink *sink) : m_sink(sink), m_maxHeaderSize(NodeHttp::maxHeaderSize)
{
    llhttp_init(&m_parser, type == Type::Request ? HTTP_REQUEST : HTTP_RESPONSE, settings());
    m_parser.data = this;
}

void MessageParser::setLenient(bool on)
{
    m_lenient = on;
    llhttp_set_lenient_headers(&m_parser, on);
    llhttp_set_lenient_chunked_length(&m_parser, on);
    llhttp_set_lenient_keep_alive(&m_parser, on);
    llhttp_set_lenient_transfer_encoding(&m_parser, on);
#if LLHTTP_VERSION_MAJOR >= 9
    llhttp_set_lenient_version(&m_parser, on);
    llhttp_set_lenient_data_after_close(&m_parser, on);
    llhttp_set_lenient_optional_lf_after_cr(&m_parser, on);
    llhttp_set_lenient_optional_crlf_after_chunk(&m_parser, on);
#  if LLHTTP_VERSION_MAJOR > 9 || LLHTTP_VERSION_MINOR >= 2
    llhttp_set_lenient_optional_cr_before_lf(&m_parser, on);
    llhttp_set_lenient_spaces_after_chunk_size(&m_parser, on);
#  endif
#endif
}

bool MessageParser::count(size_t bytes)
{
    m_headerBytes += qint64(bytes);
    return m_headerBytes < m_maxHeaderSize;
}

int MessageParser::fail(const char *code, const char *reason)
{
    m_failCode = code;
    m_failReason = reason;
    llhttp_set_error_reason(&m_parser, reason);
    return HPE_USER;
}

int MessageParser::onHeadersComplete()
{
    const bool request = m_parser.type == HTTP_REQUEST;
    ParsedHead head;
    head.major = m_parser.http_major;
    head.minor = m_parser.http_minor;
    if (head.major != 1) // the bare request line of HTTP/0.9 has no version at all
        return fail("HPE_INVALID_VERSION", "Invalid HTTP version");
    if (std::exchange(m_checksLines, false) && !endsWithEmptyLine())
        return fail("HPE_CR_EXPECTED", "Missing expected CR after headers");
    endSpan(m_last);
    if (m_rawFrom)
        takeRawHead(m_last);
    if (request) {
        if (m_parser.method > kLastHttpMethod)
            return fail("HPE_INVALID_METHOD", "Invalid method encountered");
        if (!m_lenient) {
            if (const char *problem = transferEncodingProblem(m_headers, head.minor))
                return fail("HPE_INVALID_TRANSFER_ENCODING", problem);
        }
        head.method = methodName(m_parser.method);
        head.url = std::move(m_url);
    } else {
        if (m_parser.status_code < 100 || m_parser.status_code > 999) // RFC 9112 section 4: three digits
            return fail("HPE_INVALID_STATUS", "Invalid status code");
        head.statusCode = m_parser.status_code;
        head.statusMessage = std::move(m_statusMessage);
    }
    head.headers = std::move(m_headers);
    head.keepAlive = llhttp_should_keep_alive(&m_parser);
    head.upgrade = m_parser.upgrade;
    m_headers.clear();
    m_headerBytes = 0;
    m_chunkLineBytes = 0;
    m_extensionDebt = 0;

    switch (m_sink->head(std::move(head))) {
    case ParserSink::Verdict::Continue:
        m_parser.upgrade = 0; // S3.9: nobody took the upgrade, so it is an ordinary message
        m_inChunkLine = m_parser.flags & F_CHUNKED;
        return 0;
    case ParserSink::Verdict::SkipBody:
        m_parser.upgrade = 0;
        m_inChunkLine = false;
        return 1;
    case ParserSink::Verdict::Upgrade:
        m_handsOver = true;
        m_inChunkLine = false;
        return 2;
    case ParserSink::Verdict::Stop:
        break;
    }
    m_stopped = true;
    return HPE_USER;
}

// A lenient parser does not look for the empty line, so its end is looked for here.
void MessageParser::takeRawHead(const char *end)
{
    if (m_lenient) {
        const qsizetype size = m_inputEnd - end;
        const qsizetype blank = QByteArrayView(end, size).indexOf("\n\r\n");
        end += blank < 0 ? size : blank + 3;
    }
    const char *const from = std::exchange(m_rawFrom, nullptr);
    m_rawHead.append(from, end - from);
    qsizetype blanks = 0; // RFC 9112 section 2.2: line ends before the start line are no part of it
    while (blanks < m_rawHead.size() && (m_rawHead.at(blanks) == '\r' || m_rawHead.at(blanks) == '\n'))
        ++blanks;
    m_rawHead.remove(0, blanks);
}

int MessageParser::onName(const char *at, size_t size)
{
    if (!std::exchange(m_inField, true) && m_checksLines) {
        scanGap(at);
        if (m_gapLines != 1 || m_gapBad)
            return fail("HPE_CR_EXPECTED", "Missing expected CR before header line"); // S2.82
    }
    endSpan(at + size);
    m_headers.appendName(at, qsizetype(size));
    return count(size) ? 0 : fail("HPE_HEADER_OVERFLOW", "Header overflow");
}

int MessageParser::onValue(const char *at, size_t size)
{
    if (size == 0)
        return 0; // an empty value is reported somewhere behind its line end
    if (m_checksLines) {
        scanGap(at);
        if (m_gapLines > 0)
            return fail("HPE_INVALID_HEADER_TOKEN", "Unexpected whitespace after header value"); // S2.34
    }
    endSpan(at + size);
    m_headers.appendValue(at, qsizetype(size));
    return count(size) ? 0 : fail("HPE_HEADER_OVERFLOW", "Header overflow");
}

int MessageParser::onValueComplete()
{
    // llhttp 8 lets a line begin with its colon; the value would look like more of the value before it.
    const bool nameless = !std::exchange(m_inField, false) || m_headers.lastNameIsEmpty();
    if (nameless && !m_lenient)
        return fail("HPE_INVALID_HEADER_TOKEN", "Invalid header token");
    m_headers.finishValue();
    return 0;
}

// llhttp reports what lies between two line ends, not how they are spelled, and version 8 is generous about that:
// a bare LF after the request line, a folded value, an empty line of LF alone. Whoever stands in front of us may read
// such input differently, so the bytes between two reported pieces are looked at.
void MessageParser::scanGap(const char *end)
{
    for (; m_last < end; ++m_last) {
        if (*m_last == '\n') {
            ++m_gapLines;
            m_gapBad = m_gapBad || !m_gapCr;
        }
        m_gapCr = *m_last == '\r';
    }
}

void MessageParser::endSpan(const char *end)
{
    m_last = end;
    m_gapLines = 0;
    m_gapBad = m_gapCr = false;
}

// The head ends with the second line end behind its last field.
bool MessageParser::endsWithEmptyLine()
{
    while (m_last < m_inputEnd && m_gapLines < 2)
        scanGap(m_last + 1);
    return m_gapLines == 2 && !m_gapBad;
}

int MessageParser::onBody(const char *at, size_t size)
{
    if (m_inChunkLine) {
        if (!countChunkLine(at))
            return fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow");
        m_inChunkLine = false;
        m_extensionDebt += qMax<qint64>(0, m_chunkLineBytes - kPlainChunkLine);
        if (m_extensionDebt > kMaxChunkExtensions)
            return fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow");
    }
    m_extensionDebt = qMax<qint64>(0, m_extensionDebt - 2 * qint64(size));
    m_hadChunk = true;
    endSpan(at + size);
    m_stopped = !m_sink->body(at, qsizetype(size));
    return m_stopped ? HPE_USER : 0;
}

// Trailers follow, with a budget of their own (S2.48) and the same line ends as a head.
int MessageParser::onLastChunk()
{
    m_inChunkLine = false;
    m_inTrailers = true;
    m_headerBytes = 0;
    m_headers.clear();
    if (m_lenient)
        return 0;
    const int lines = m_hadChunk ? 2 : 1; // the end of the chunk before, and of this size line
    while (m_last < m_inputEnd && m_gapLines < lines)
        scanGap(m_last + 1);
    if (m_gapBad)
        return fail("HPE_CR_EXPECTED", "Missing expected CR after chunk size");
    endSpan(m_last);
    m_gapLines = 1; // the size line stands where a head has its start line
    m_checksLines = true;
    return 0;
}

int MessageParser::onMessageComplete()
{
    if (std::exchange(m_checksLines, false) && !endsWithEmptyLine())
        return fail("HPE_CR_EXPECTED", "Missing expected CR after trailers");
    m_inMessage = false;
    m_inChunkLine = false;
    m_stopped = !m_sink->messageEnd(std::move(m_headers));
    m_headers.clear();
    return m_stopped ? HPE_USER : 0;
}

// A chunk's size line ends where its data begins. llhttp skips extensions silently, so they are counted as the
// distance from the last thing it reported, in every piece of input that passes while such a line is open.
bool MessageParser::countChunkLine(const char *upTo)
{
    m_chunkLineBytes += upTo - m_last;
    return m_chunkLineBytes <= kMaxChunkExtensions;
}

MessageParser::Result MessageParser::feed(const char *data, qsizetype size)
{
    m_last = data;
    m_inputEnd = data + size;
    if (m_rawFrom)
        m_rawFrom = data;
    llhttp_errno_t code = llhttp_execute(&m_parser, data, size_t(size));
    // llhttp 9 takes every 101 for the end of HTTP, asked for or not; that is for the sink to say.
    while (code == HPE_PAUSED_UPGRADE && !m_handsOver) {
        const char *const rest = llhttp_get_error_pos(&m_parser);
        llhttp_resume_after_upgrade(&m_parser);
        code = llhttp_execute(&m_parser, rest, size_t(m_inputEnd - rest));
    }
    if (code == HPE_OK) {
        if (m_inChunkLine && !countChunkLine(m_inputEnd)) {
            fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow");
            setParseError(HPE_USER, data, size);
            return {Status::Failed, size};
        }
        if (m_rawFrom)
            m_rawHead.append(m_rawFrom, m_inputEnd - m_rawFrom);
        if (m_checksLines || m_inChunkLine || m_hadChunk) // the CR behind a chunk may be the last byte of this input
            scanGap(m_inputEnd);
        return {Status::Ok, size};
    }
    const char *at = llhttp_get_error_pos(&m_parser);
    const qsizetype consumed = at ? qBound(qsizetype(0), qsizetype(at - data), size) : 0;
    if (m_stopped)
        return {Status::Stopped, consumed};
    if (code == HPE_PAUSED_UPGRADE)
        return {Status::Upgraded, consumed};
    setParseError(code, data, size);
    return {Status::Failed, consumed};
}

void MessageParser::setParseError(llhttp_errno_t code, const char *data, qsizetype size)
{
    const QString name = QString::fromLatin1(m_failCode ? m_failCode : llhttp_errno_name(code));
    const char *why = m_failReason ? m_failReason : llhttp_get_error_reason(&m_parser);
    const QString reason = QString::fromLatin1(why ? why : "");
    const char *at = llhttp_get_error_pos(&m_parser);
    const qint64 parsed = at ? qBound(qsizetype(0), qsizetype(at - data), size) : 0;
    m_error = Error(name, reason.isEmpty() ? QStringLiteral("Parse Error") : QStringLiteral("Parse Error: ") + reason)
                      .withPacket(reason, parsed, QByteArray(data, size));
}

bool MessageParser::finish()
{
    const llhttp_errno_t code = llhttp_finish(&m_parser);
    if (code == HPE_OK && !m_inMessage)
        return true;
    m_error = Error(QStringLiteral("HPE_INVALID_EOF_STATE"), QStringLiteral("Parse Error"));
    return false;
}

} // namespace NodeHttp
