// SPDX-FileCopyrightText: 2026 The NodeHttp authors
// SPDX-License-Identifier: MIT
'use strict';

// Scenario files: what a file says once under "defaults" holds for each of its scenarios; "$name" in calls stands for
// the value of that name under "with"; "do" is short for the listener of 'request'. qt/scenario.cpp reads the same.

const fs = require('fs');
const path = require('path');

function load(file) {
  const data = JSON.parse(fs.readFileSync(file, 'utf8'));
  const group = path.basename(file, '.json');
  const defaults = data.defaults || {};
  return data.scenarios.map((own) => {
    const values = { ...defaults.with, ...own.with };
    const scenario = { ...defaults, ...own };
    const handler = scenario.do ? { 'server request': scenario.do } : {};
    return {
      group,
      id: own.id,
      title: own.title,
      expect: scenario.expect || 'node16',
      server: { ...defaults.server, ...own.server },
      watch: given({ ...defaults.watch, ...own.watch }),
      on: given(fill({ ...handler, ...defaults.on, ...own.on }, values)),
      steps: fill(scenario.steps || [], values),
      idle: Boolean(scenario.idle),
      host: scenario.host,
    };
  });
}

// null takes back what the defaults say.
function given(map) {
  return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}

function fill(node, values) {
  if (typeof node === 'string' && node.startsWith('$') && values[node.slice(1)] !== undefined)
    return fill(values[node.slice(1)], values);
  if (Array.isArray(node)) return node.map((item) => fill(item, values));
  if (node && typeof node === 'object')
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, values)]));
  return node;
}

module.exports = { load };
