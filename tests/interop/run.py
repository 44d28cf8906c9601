#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
"""Lets the example `get` (and `tunnel`) talk to servers of other projects, and prints what was seen.

    run.py BIN      BIN: the folder of the built examples

Needs nginx, node, openssl, python3 and tinyproxy; `./dev interop` installs them. Exit code 1 if something was not as expected.
"""
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.abspath(sys.argv[1])
failures = 0
children = []


def free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def start(*command, port=None, **more):
    child = subprocess.Popen(command, stdout=more.pop('stdout', subprocess.DEVNULL), stderr=subprocess.DEVNULL, **more)
    children.append(child)
    for _ in range(200):
        if not port:
            return child
        try:
            socket.create_connection(('127.0.0.1', port), 1).close()
            return child
        except OSError:
            time.sleep(0.05)
    sys.exit(f'{command[0]} does not listen')


def certificates(folder):
    def openssl(*arguments):
        subprocess.run(['openssl', *arguments], cwd=folder, check=True, capture_output=True)
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=Private CA',
            '-addext', 'basicConstraints=critical,CA:TRUE', '-keyout', 'ca.key', '-out', 'ca.pem')
    for name, subject in (('server', 'localhost'), ('client', 'a client')):
        openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', f'/CN={subject}', '-keyout', f'{name}.key', '-out', f'{name}.csr')
        with open(os.path.join(folder, f'{name}.ext'), 'w') as file:
            file.write('subjectAltName=DNS:localhost,IP:127.0.0.1\n')
        openssl('x509', '-req', '-in', f'{name}.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '30',
                '-extfile', f'{name}.ext', '-out', f'{name}.pem')


def expect(what, arguments, *patterns, code=0, program='get'):
    """Each pattern must occur in what the program prints, in this order."""
    global failures
    done = subprocess.run([os.path.join(BIN, program), *arguments], capture_output=True, timeout=30,
                          env={**os.environ, 'no_proxy': '', 'http_proxy': '', 'https_proxy': ''})
    text = (done.stderr + done.stdout).decode('latin-1')
    matches = re.search('.*?'.join(patterns), text, re.S)
    right = matches and done.returncode == code
    failures += not right
    print(f'{"ok  " if right else "FAIL"} {what}: {program} {" ".join(arguments)}')
    if not right:
        print(f'     exit code {done.returncode}, expected {code} and {patterns}\n     ' + text.replace('\n', '\n     '))


def nginx(folder):
    plain, secure = free_port(), free_port()
    os.mkdir(os.path.join(folder, 'www'))
    with open(os.path.join(folder, 'www', 'page.txt'), 'w') as file:
        file.write('a page\n' * 100)
    with open(os.path.join(HERE, 'nginx.conf')) as file:
        text = file.read().replace('@DIR@', folder).replace('@HTTPS@', str(secure)).replace('@HTTP@', str(plain))
    configuration = os.path.join(folder, 'nginx.conf')
    with open(configuration, 'w') as file:
        file.write(text)
    os.chmod(folder, 0o755)
    start('nginx', '-c', configuration, '-p', folder, port=plain)
    page = f'http://127.0.0.1:{plain}/page.txt'
    trust = ['--cacert', os.path.join(folder, 'ca.pem')]
    client = ['--cert', os.path.join(folder, 'client.pem'), '--key', os.path.join(folder, 'client.key')]
    expect('nginx, keep-alive', ['-t', '-n', '3', page], '200 OK', 'Connection: keep-alive', 'on a reused', 'on a reused', 'a page\n')
    expect('nginx, IPv6', [f'http://[::1]:{plain}/page.txt'], '200 OK', 'a page')
    expect('nginx, Unix socket', ['--unix-socket', os.path.join(folder, 'nginx.sock'), 'http://localhost/page.txt'], '200 OK', 'a page')
    expect('nginx, gzip body untouched', ['-H', 'Accept-Encoding: gzip', page], 'Content-Encoding: gzip', '\x1f\x8b')
    expect('nginx, HEAD', ['-X', 'HEAD', page], '200 OK', 'Content-Length: 700', r'\n$')
    expect('nginx, client certificate', [*trust, *client, f'https://localhost:{secure}/'], '200 OK', 'CN=a client TLSv1.3')
    expect('nginx, no client certificate', [*trust, f'https://localhost:{secure}/'], '400 Bad Request', 'No required SSL certificate')
    expect('nginx, unknown authority', [*client, f'https://localhost:{secure}/'], 'CERT|SIGNED|ISSUER|VERIFY', code=1)


def node():
    child = start('node', os.path.join(HERE, 'peer.js'), stdout=subprocess.PIPE, text=True)
    root = f'http://127.0.0.1:{int(child.stdout.readline())}'
    expect('Node, keep-alive', ['-t', '-n', '3', root], '200 OK', 'on a reused', 'on a reused', 'GET /')
    expect('Node, 100 Continue', ['-e', '-d', 'a body', root], '100 Continue', '200 OK', 'POST / a body')
    expect('Node, 103 Early Hints', [root + '/hints'], '103 Early Hints', 'style.css', '200 OK', 'GET /hints')
    expect('Node, upgrade', ['-u', 'echo', root], '101 Switching Protocols', 'Upgrade: echo', 'behind the switch')
    return root


def openssl(folder):
    port = free_port()
    start('openssl', 's_server', '-accept', str(port), '-cert', 'server.pem', '-key', 'server.key', '-CAfile', 'ca.pem',
          '-Verify', '1', '-www', cwd=folder, port=port)
    trust = ['--cacert', os.path.join(folder, 'ca.pem')]
    client = ['--cert', os.path.join(folder, 'client.pem'), '--key', os.path.join(folder, 'client.key')]
    url = f'https://localhost:{port}/'
    expect('openssl s_server, private CA and client certificate', [*trust, *client, url], '200 ok', 'Client certificate', 'a client')
    expect('openssl s_server, no client certificate', [*trust, url], '.', code=1)


def python(folder):
    port = free_port()
    start(sys.executable, '-m', 'http.server', '--bind', '127.0.0.1', '--directory', os.path.join(folder, 'www'), str(port), port=port)
    expect('Python http.server, HTTP/1.0', [f'http://127.0.0.1:{port}/page.txt'], 'HTTP/1.0 200 OK', 'a page')
    expect('Python http.server, missing page', [f'http://127.0.0.1:{port}/none'], '404 File not found')


def tinyproxy(folder, target):
    port = free_port()
    configuration = os.path.join(folder, 'tinyproxy.conf')
    with open(configuration, 'w') as file:
        file.write(f'Port {port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 10\n')
    start('tinyproxy', '-d', '-c', configuration, port=port)
    proxy = f'http://127.0.0.1:{port}'
    expect('tinyproxy, CONNECT to our own HTTPS server', ['-k', proxy, f'https://127.0.0.1:{target}/'], 'Hello over TLSv1.3', program='tunnel')
    expect('tinyproxy, CONNECT to a closed port', ['-k', proxy, f'https://127.0.0.1:{free_port()}/'], '.', code=1, program='tunnel')


def ours():
    plain, secure = free_port(), free_port()
    start(os.path.join(BIN, 'echo'), '--port', str(plain), port=plain)
    start(os.path.join(BIN, 'https'), '--port', str(secure), port=secure)
    root = f'http://127.0.0.1:{plain}/'
    expect('NodeHttp, keep-alive', ['-t', '-n', '3', root], '200 OK', 'on a reused', 'on a reused')
    expect('NodeHttp, 100 Continue', ['-e', '-d', 'a body', root], '100 Continue', '200 OK', '"bodyLength": 6')
    expect('NodeHttp, TLS', ['-k', f'https://127.0.0.1:{secure}/'], '200 OK', 'Hello over TLSv1.3')
    return secure


def main():
    with tempfile.TemporaryDirectory() as folder:
        certificates(folder)
        try:
            nginx(folder)
            node()
            openssl(folder)
            python(folder)
            tinyproxy(folder, ours())
        finally:
            for child in children:
                child.kill()
                child.wait()
    return 1 if failures else 0


if __name__ == '__main__':
    sys.exit(main())
