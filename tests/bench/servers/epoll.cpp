// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT

// epoll_server --port N: an answer prepared beforehand for each request head, straight on the system's calls. What the
// machine can do, and the server that clients are measured against.

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

namespace {

constexpr char kAnswer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: Wed, 25 Nov 2026 12:00:00 GMT\r\n"
                           "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 13\r\n\r\nHello, World!";
constexpr int kEvents = 512;

std::vector<int> matches; // by descriptor: how much of "\r\n\r\n" was seen

void watch(int epoll, int fd)
{
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

void accept(int epoll, int listener)
{
    for (;;) {
        const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (matches.size() <= size_t(fd))
            matches.resize(size_t(fd) * 2 + 1);
        matches[size_t(fd)] = 0;
        watch(epoll, fd);
    }
}

void serve(int fd)
{
    static char buffer[65536];
    static std::string output;
    const ssize_t size = read(fd, buffer, sizeof buffer);
    if (size <= 0) {
        close(fd);
        return;
    }
    int &match = matches[size_t(fd)];
    output.clear();
    for (ssize_t i = 0; i < size; ++i) {
        match = buffer[i] == "\r\n\r\n"[match] ? match + 1 : buffer[i] == '\r';
        if (match == 4) {
            output.append(kAnswer, sizeof kAnswer - 1);
            match = 0;
        }
    }
    if (!output.empty() && write(fd, output.data(), output.size()) < 0)
        close(fd);
}

} // namespace

int main(int argc, char **argv)
{
    const int port = argc == 3 ? std::atoi(argv[2]) : 0;
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(uint16_t(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || listen(listener, 4096) != 0)
        return 1;
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener);
    epoll_event events[kEvents];
    for (;;) {
        const int count = epoll_wait(epoll, events, kEvents, -1);
        for (int i = 0; i < count; ++i) {
            if (events[i].data.fd == listener)
                accept(epoll, listener);
            else
                serve(events[i].data.fd);
        }
    }
}
