// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

#ifndef NODEHTTP_MESSAGEPARSER_P_H
#define NODEHTTP_MESSAGEPARSER_P_H

#include "wire/incomingheaders_p.h"

#include <NodeHttp/error.h>

#include <llhttp.h>

namespace NodeHttp {

// What is known of a message when its head is complete.
struct ParsedHead
{
    QByteArray method;         // requests; shared text, never copied
    QByteArray url;            // requests: the target exactly as sent
    int statusCode = 0;        // responses
    QByteArray statusMessage;  // responses
    IncomingHeaders headers;
    int major = 1;
    int minor = 1;
    bool keepAlive = false;    // S3.24–S3.28
    bool upgrade = false;      // S3.9: both header fields are there, or the method is CONNECT
};

// Receives what the parser finds. Each call says whether the parser goes on.
class ParserSink
{
public:
    enum class Verdict { Continue, SkipBody, Upgrade, Stop };

    virtual void messageBegin() = 0;                      // the first byte of a message
    virtual Verdict head(ParsedHead &&head) = 0;          // once a message, before any body()
    virtual bool body(const char *data, qsizetype size) = 0; // as often as pieces arrive; false stops
    virtual bool messageEnd(IncomingHeaders &&trailers) = 0; // once a message; false stops

protected:
    ~ParserSink() = default;
};

// llhttp in C++ clothes, plus the limits and checks llhttp leaves to its user.
class MessageParser
{
public:
    enum class Type { Request, Response };
    enum class Status { Ok, Upgraded, Stopped, Failed };

    struct Result
    {
        Status status = Status::Ok;
        qsizetype consumed = 0; // after Upgraded: where the other protocol begins
    };

    MessageParser(Type type, ParserSink *sink);
    Q_DISABLE_COPY_MOVE(MessageParser)

    void setLenient(bool on);
    void setMaxHeaderSize(qint64 bytes) { m_maxHeaderSize = bytes; }

    Result feed(const char *data, qsizetype size);
    bool finish();                              // end of stream; false: in the middle of a message
    Error error() const { return m_error; }     // after Failed, or after finish() said no

    bool isBetweenMessages() const { return !m_inMessage; }

    void keepHeads(bool on) { m_keepsHeads = on; }  // of messages that begin from now on
    QByteArray rawHead() const { return m_rawHead; } // inside ParserSink::head(): its bytes, if they were kept

private:
    static const llhttp_settings_t *settings();
    static MessageParser *self(llhttp_t *p) { return static_cast<MessageParser *>(p->data); }
    int onHeadersComplete();
    int onMessageComplete();
    int onName(const char *at, size_t size);
    int onValue(const char *at, size_t size);
    int onBody(const char *at, size_t size);
    int onValueComplete();
    int onLastChunk();
    void takeRawHead(const char *end);
    void scanGap(const char *end);
    void endSpan(const char *end);
    bool endsWithEmptyLine();
    bool count(size_t bytes);                   // S2.45: false when the head is too large
    bool countChunkLine(const char *upTo);      // S2.91: false when the extensions are too long
    int fail(const char *code, const char *reason);
    void setParseError(llhttp_errno_t code, const char *data, qsizetype size);

    llhttp_t m_parser;
    ParserSink *m_sink;
    IncomingHeaders m_headers;
    QByteArray m_url;
    QByteArray m_statusMessage;
    qint64 m_maxHeaderSize;
    qint64 m_headerBytes = 0;
    qint64 m_chunkLineBytes = 0;
    qint64 m_extensionDebt = 0;       // what chunk extensions of this message took beyond the data that came with them
    const char *m_inputEnd = nullptr;           // of the current input
    const char *m_last = nullptr;               // where the last piece of the current input ended
    const char *m_failCode = nullptr;
    const char *m_failReason = nullptr;
    Error m_error;
    QByteArray m_rawHead;
    const char *m_rawFrom = nullptr;            // what is not in m_rawHead yet begins here, inside the current input
    bool m_keepsHeads = false;
    bool m_inMessage = false;
    bool m_inTrailers = false;
    bool m_hadChunk = false;
    bool m_inField = false;                     // between the name of a field and the end of its value
    bool m_checksLines = false;                 // inside a head whose line ends must be CR LF
    bool m_gapCr = false;                       // the last byte behind the last piece was a CR
    bool m_gapBad = false;                      // an LF without CR stood there
    int m_gapLines = 0;                         // line ends since the last piece
    bool m_inChunkLine = false;
    bool m_handsOver = false;                   // the sink took the upgrade
    bool m_stopped = false;
    bool m_lenient = false;
};

} // namespace NodeHttp

#endif // NODEHTTP_MESSAGEPARSER_P_H
