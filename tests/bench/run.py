#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
"""Measures NodeHttp beside its peers. The program under test has core 0, the other side core 1; inside a suite the
participants take turns, round by round. Every run adds a line to OUT/results.jsonl, which report.py turns into
docs/performance.md.

    run.py --programs DIR --out DIR [--rounds 5] [--seconds 2] [SUITE...]
"""
import argparse
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GIGABYTE = 1 << 30
TICK = os.sysconf('SC_CLK_TCK')
POLL = {'QT_NO_GLIB': '1'}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('suites', nargs='*', metavar='SUITE', help='default: all of ' + ' '.join(SUITES))
    parser.add_argument('--programs', required=True, help='where the built programs are')
    parser.add_argument('--out', required=True)
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--seconds', type=float, default=2)
    parser.add_argument('--node', default='node')
    parser.add_argument('--only', default='', help='participants, separated by semicolons')
    return parser.parse_args()


def program(name):
    return os.path.join(A.programs, name)


def node(side):
    return [A.node, os.path.join(HERE, side, 'node.js')]


def servers():
    """name -> command, environment"""
    found = {
        'Node': (node('servers'), {}),
        'NodeHttp': ([program('ours_server')], POLL),
        'NodeHttp, glib loop': ([program('ours_server')], {}),
        'Qt sockets alone': ([program('qtlimit_server')], POLL),
        'Qt HTTP Server': ([program('qthttpserver_server')], POLL),
        'epoll alone': ([program('epoll_server')], {}),
        'NodeHttp in QML': ([program('../bin/qmlload')], POLL),
        'NodeHttp, one thread': ([program('ours_server'), '--threads', '1'], POLL),
        'NodeHttp, two threads': ([program('ours_server'), '--threads', '2'], POLL),
    }
    if sys.platform == 'linux':
        found['NodeHttp, epoll loop'] = ([program('ours_server'), '--loop', 'epoll'], {})
    return {name: value for name, value in found.items() if is_there(value[0])}


def is_there(command):
    return shutil.which(command[0]) is not None


def cpu_of(pid):
    with open(f'/proc/{pid}/stat') as file:
        fields = file.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory_of(pid, key):
    with open(f'/proc/{pid}/status') as file:
        return next(int(line.split()[1]) for line in file if line.startswith(key + ':'))


class Running:
    """A server on core 0, unless told otherwise."""

    def __init__(self, name, *extra, cores='0'):
        command, environment = servers()[name]
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(['taskset', '-c', cores, *command, '--port', str(self.port), *extra],
                                        env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        for _ in range(100):
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f'{name} does not listen')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def cpu(self):
        return cpu_of(self.process.pid)

    def memory(self, key='VmRSS'):
        return memory_of(self.process.pid, key)


def wrk(server, connections=64, script=None, tls=False, cores='1'):
    place = ['taskset', '-c', cores, 'wrk', f'-t{len(cores.split(","))}', f'-c{connections}']
    command = [*place, f'-d{A.seconds:.0f}s', '--timeout', '20s', '--latency']
    if script:
        command += ['-s', os.path.join(HERE, 'wrk', script)]
    url = f'{"https" if tls else "http"}://127.0.0.1:{server.port}/'
    subprocess.run([*place, '-d1s', url], capture_output=True) # Node compiles
    before, start = server.cpu(), time.monotonic()
    text = subprocess.run([*command, url],
                          capture_output=True, text=True, timeout=A.seconds + 60).stdout
    spent, took = server.cpu() - before, time.monotonic() - start
    count = int(re.search(r'(\d+) requests in', text).group(1))
    errors = re.search(r'Socket errors: (.*)|Non-2xx or 3xx responses: (.*)', text)
    return {'rate': float(re.search(r'Requests/sec:\s+([\d.]+)', text).group(1)),
            'cpu': spent * 1e6 / max(count, 1), 'busy': spent / took, **({'errors': errors.group(0)} if errors else {})}


class Idle:
    """Connections that asked once and then only stay."""

    def __init__(self, port, count):
        self.connections = []
        for _ in range(count):
            connection = socket.create_connection(('127.0.0.1', port))
            connection.sendall(b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
            if not connection.recv(4096):
                raise RuntimeError('an idle connection was closed')
            self.connections.append(connection)

    def close(self):
        for connection in self.connections:
            connection.close()


def stream(server, upload):
    """A gigabyte over one connection; the other side is this program, on core 1."""
    piece = memoryview(bytearray(1 << 20))
    with socket.create_connection(('127.0.0.1', server.port)) as peer:
        before, start = server.cpu(), time.monotonic()
        if upload:
            peer.sendall(b'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n' % GIGABYTE)
            for _ in range(GIGABYTE // len(piece)):
                peer.sendall(piece)
            peer.recv(65536)
        else:
            peer.sendall(b'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
            received = 0
            while received < GIGABYTE: # the head comes on top
                size = peer.recv_into(piece)
                if not size:
                    raise RuntimeError('the download was cut short')
                received += size
        took = time.monotonic() - start
    return {'rate': GIGABYTE / took / 1e6, 'cpu': (server.cpu() - before) * 1e6, 'peak': server.memory('VmHWM')}


# --- suites: each gives (participant, what to do with it) ---

def against(names, *extra, script=None, connections=64, tls=False):
    def measure(name):
        with Running(name, *extra, *(certificate() if tls else ())) as server:
            return wrk(server, connections, script, tls)
    return names, measure


ALL = ['Node', 'Qt HTTP Server', 'NodeHttp, glib loop', 'NodeHttp', 'NodeHttp, epoll loop', 'Qt sockets alone', 'epoll alone']
MAIN = ['Node', 'Qt HTTP Server', 'NodeHttp', 'NodeHttp, epoll loop', 'Qt sockets alone']
HTTP = ['Node', 'Qt HTTP Server', 'NodeHttp']
QML = ['Node', 'NodeHttp', 'NodeHttp in QML']
TLS = ['Node', 'NodeHttp', 'NodeHttp, epoll loop', 'Qt sockets alone']


def idle(count):
    def measure(name):
        with Running(name) as server:
            wrk(server, 64) if count else None # the memory of the active ones is not counted
            before = server.memory()
            connections = Idle(server.port, count)
            after = server.memory()
            try:
                return {**wrk(server), **({'memory': (after - before) * 1024 / count} if count else {})}
            finally:
                connections.close()
    return MAIN, measure


def threads():
    """Servers and wrk share both cores: what a second thread is worth when the machine has nothing to spare."""
    def measure(name):
        with Running(name, cores='0,1') as server:
            return wrk(server, cores='0,1')
    return ['Node', 'NodeHttp, one thread', 'NodeHttp, two threads'], measure


def streaming(upload):
    def measure(name):
        with Running(name, '--mode', 'upload' if upload else 'download', '--size', str(GIGABYTE)) as server:
            return stream(server, upload)
    return ['Node', 'NodeHttp', 'NodeHttp, epoll loop', 'Qt sockets alone'] + (['Qt HTTP Server'] if upload else []), measure


def clients(at_once):
    commands = {
        'Node': (node('clients'), {}),
        'NodeHttp, glib loop': ([program('ours_client')], {}),
        'NodeHttp': ([program('ours_client')], POLL),
        'NodeHttp, epoll loop': ([program('ours_client'), '--loop', 'epoll'], {}),
        'QNetworkAccessManager': ([program('qnam_client')], POLL),
    }

    def measure(name):
        (command, *options), environment = commands[name]
        script = [options.pop(0)] if name == 'Node' else []
        with Running('epoll alone') as server:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            text = subprocess.run(['taskset', '-c', '1', command, *script, str(server.port), str(at_once), str(A.seconds), *options],
                                  env={**os.environ, **environment}, capture_output=True, text=True, timeout=A.seconds + 60).stdout
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            count, took = map(float, text.split())
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            return {'rate': count / took, 'cpu': spent * 1e6 / count}
    return list(commands), measure


def certificate():
    files = [os.path.join(A.out, name) for name in ('cert.pem', 'key.pem')]
    if not all(map(os.path.exists, files)):
        subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', '-subj', '/CN=localhost',
                        '-out', files[0], '-keyout', files[1]], check=True, capture_output=True)
    return ['--cert', files[0], '--key', files[1]]


SUITES = {
    'hello': lambda: against(ALL),
    'browser': lambda: against(MAIN, script='browser.lua'),
    'pipeline': lambda: against(MAIN, script='pipeline.lua'),
    'close': lambda: against(HTTP, script='close.lua'),
    'body-1k': lambda: against(HTTP, '--mode', 'bytes', '--size', '1024'),
    'body-64k': lambda: against(HTTP, '--mode', 'bytes', '--size', '65536'),
    'body-1m': lambda: against(HTTP, '--mode', 'bytes', '--size', '1048576'),
    'chunked': lambda: against(['Node', 'NodeHttp'], '--mode', 'chunked'),
    'post-echo': lambda: against(HTTP, '--mode', 'echo', script='post.lua'),
    'tls': lambda: against(TLS, tls=True),
    'tls-handshake': lambda: against(['Node', 'NodeHttp', 'NodeHttp, epoll loop'], script='close.lua', tls=True),
    'idle-0': lambda: idle(0),
    'idle-1000': lambda: idle(1000),
    'idle-10000': lambda: idle(10000),
    'threads': threads,
    'download': lambda: streaming(False),
    'upload': lambda: streaming(True),
    'qml': lambda: against(QML),
    'qml-full': lambda: against(QML, '--mode', 'full', script='full.lua'),
    'client-1': lambda: clients(1),
    'client-64': lambda: clients(64),
}


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.makedirs(A.out, exist_ok=True)
    os.sched_setaffinity(0, {1})
    wanted = A.only.split(';') if A.only else None
    failed = False
    for suite in A.suites or SUITES:
        names, measure = SUITES[suite]()
        names = [name for name in names if (name in servers() or suite.startswith('client')) and (not wanted or name in wanted)]
        for number in range(A.rounds):
            for name in names:
                try:
                    result = measure(name)
                except Exception as error: # noqa: BLE001: the other participants go on, and the exit code tells
                    failed = True
                    result = {'failed': str(error)}
                line = {'suite': suite, 'name': name, 'round': number, **result}
                with open(os.path.join(A.out, 'results.jsonl'), 'a') as file:
                    file.write(json.dumps(line) + '\n')
                print('  '.join(f'{k}={v:.2f}' if isinstance(v, float) else f'{k}={v}' for k, v in line.items()), flush=True)
    return 1 if failed else 0


if __name__ == '__main__':
    A = arguments()
    sys.exit(main())
