#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The NodeHttp authors
# SPDX-License-Identifier: MIT
"""Turns results.jsonl of run.py into the tables of docs/performance.md and one picture a suite.

    report.py RESULTS ROOT

Between the lines '<!-- measured: SUITE -->' and '<!-- end -->' of ROOT/docs/performance.md everything is replaced;
'<!-- machine -->' works alike. Suites without results stay as they are. Pictures go to ROOT/docs/images.
"""
import collections
import html
import json
import os
import platform
import re
import statistics
import subprocess
import sys

REFERENCE = 'Node'
COLUMNS = { # key -> heading, how a figure is written, how it compares with Node's
    'cpu': ('CPU µs a request', '{:.1f}', True),
    'rate': ('requests/s', '{:,.0f}', True),
    'memory': ('bytes an idle connection', '{:,.0f}', False),
    'peak': ('peak memory, MB', '{:.1f}', False),
}
STREAMS = {'cpu': ('CPU s', '{:.2f}', True), 'rate': ('MB/s', '{:,.0f}', True), 'peak': COLUMNS['peak']}
UNITS = {'peak': 1 / 1024}
STREAM_UNITS = {'cpu': 1e-6, **UNITS}
OURS = re.compile('NodeHttp')


def read(path):
    suites = collections.defaultdict(lambda: collections.defaultdict(list))
    with open(path) as file:
        for line in map(json.loads, file):
            if 'failed' not in line:
                suites[line['suite']][line['name']].append(line)
    return suites


def is_stream(suite):
    return suite in ('download', 'upload')


def figures(suite, runs, key):
    factor = (STREAM_UNITS if is_stream(suite) else UNITS).get(key, 1)
    return [run[key] * factor for run in runs if key in run]


def table(suite, participants):
    columns = {key: column for key, column in (STREAMS if is_stream(suite) else COLUMNS).items()
               if any(key in run for runs in participants.values() for run in runs)}
    head = ['']
    for title, _, compared in columns.values():
        head += [title, 'least – most'] + (['of Node'] if compared and REFERENCE in participants else [])
    rows = []
    for name, runs in participants.items():
        row = [name]
        for key, (_, form, compared) in columns.items():
            values = figures(suite, runs, key)
            if not values:
                row += [''] * (3 if compared and REFERENCE in participants else 2)
                continue
            middle = statistics.median(values)
            row += [form.format(middle), f'{form.format(min(values))} – {form.format(max(values))}']
            if compared and REFERENCE in participants:
                row.append(f'{middle / statistics.median(figures(suite, participants[REFERENCE], key)):.2f}')
        rows.append(row)
    lines = [head, ['---'] * len(head), *rows]
    return '\n'.join('| ' + ' | '.join(line) + ' |' for line in lines)


def picture(suite, participants):
    """Bars of CPU a request, or of MB/s for streams; the thin line is the spread."""
    key, form = ('rate', '{:,.0f} MB/s') if is_stream(suite) else ('cpu', '{:.1f} µs')
    rows = [(name, figures(suite, runs, key)) for name, runs in participants.items()]
    largest = max(max(values) for _, values in rows)
    width, left, bar, gap = 720, 190, 18, 10
    scale = (width - left - 110) / largest
    height = len(rows) * (bar + gap) + gap
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
             f'role="img" aria-label="{html.escape(suite)}" font-family="sans-serif" font-size="13">',
             '<style>text{fill:#1f2328}.ours{fill:#1a7f37}.other{fill:#8c959f}.spread{stroke:#1f2328}'
             '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.ours{fill:#3fb950}.other{fill:#6e7681}.spread{stroke:#e6edf3}}</style>']
    for number, (name, values) in enumerate(rows):
        top = gap + number * (bar + gap)
        middle = top + bar / 2
        end = left + statistics.median(values) * scale
        parts += [f'<text x="{left - 8}" y="{middle + 4.5}" text-anchor="end">{html.escape(name)}</text>',
                  f'<rect class="{"ours" if OURS.search(name) else "other"}" x="{left}" y="{top}" width="{end - left:.1f}" height="{bar}" rx="2"/>',
                  f'<line class="spread" x1="{left + min(values) * scale:.1f}" x2="{left + max(values) * scale:.1f}" y1="{middle}" y2="{middle}"/>',
                  f'<text x="{left + max(values) * scale + 8:.1f}" y="{middle + 4.5}">{form.format(statistics.median(values))}</text>']
    return '\n'.join([*parts, '</svg>', ''])


def machine():
    with open('/proc/cpuinfo') as file:
        processor = next(line.split(':', 1)[1].strip() for line in file if line.startswith('model name'))
    def first(*command):
        text = subprocess.run(command, capture_output=True, text=True)
        return (text.stdout + text.stderr).split('\n')[0].strip()
    with open('/etc/os-release') as file:
        system = next(line.split('=', 1)[1].strip().strip('"') for line in file if line.startswith('PRETTY_NAME='))
    qt = first('qmake6', '-query', 'QT_VERSION') or 'unknown'
    wrk = re.sub(r'\s*\[.*', '', first('wrk', '-v'))
    return (f'{processor}, {os.cpu_count()} cores, kernel {platform.release()}; {system}, Qt {qt}, '
            f'Node {first("node", "-v")[1:]}, {wrk}.')


def replaced(text, marker, content):
    pattern = re.compile(rf'(<!-- {re.escape(marker)} -->\n).*?(<!-- end -->)', re.S)
    return pattern.sub(lambda match: match[1] + content + '\n' + match[2], text)


def main():
    results, root = sys.argv[1:]
    page = os.path.join(root, 'docs', 'performance.md')
    with open(page) as file:
        text = replaced(file.read(), 'machine', machine())
    images = os.path.join(root, 'docs', 'images')
    os.makedirs(images, exist_ok=True)
    for suite, participants in read(results).items():
        if f'<!-- measured: {suite} -->' not in text:
            sys.exit(f'docs/performance.md has no place for the suite {suite}')
        name = f'performance-{suite}.svg'
        with open(os.path.join(images, name), 'w') as file:
            file.write(picture(suite, participants))
        text = replaced(text, f'measured: {suite}', f'![{suite}](images/{name})\n\n{table(suite, participants)}')
    with open(page, 'w') as file:
        file.write(text)


if __name__ == '__main__':
    main()
