// SPDX-License-Identifier: Apache-2.0
// The alert rules that are shipped ask for metrics that the program prints; gauges say what waits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, eventually, putUser, request, say } from './talk.mjs';

const rules = readFileSync(join(resolve(import.meta.dirname, '../..'), 'deploy/alerts.yml'), 'utf8');

describe('alert rules', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());

  const metrics = async () => (await request(server, 'GET', '/metrics')).text;
  const value = async (name) => {
    const line = (await metrics()).split('\n').find((each) => each.startsWith(`${name} `));
    assert.ok(line, `${name} is not printed`);
    return Number(line.split(' ')[1]);
  };

  it('every metric that a rule names is printed, with its type and its labels', async () => {
    const text = await metrics();
    const named = [...rules.replace(/^#.*$/gm, '').matchAll(/\banban_[a-z0-9_]+(\{[^}]*\})?/g)];
    assert.ok(named.length > 12);
    for (const [whole] of named) {
      const [name, labels] = whole.split('{');
      assert.match(text, new RegExp(`^# TYPE ${name} (counter|gauge|histogram)$`, 'm'), whole);
      for (const [, label] of (labels ?? '').matchAll(/([a-z_]+)[!=]/g)) {
        assert.match(text, new RegExp(`^${name}\\{[^}]*${label}="`, 'm'), whole);
      }
    }
  });

  it('every rule says what is wrong and how urgent it is', () => {
    const each = rules.split('- alert: ').slice(1);
    assert.ok(each.length >= 8);
    for (const rule of each) {
      assert.match(rule, /^Anban[A-Za-z]+\n/);
      assert.match(rule, /severity: (page|ticket)/, rule);
      assert.match(rule, /summary: ['A-Z]/, rule);
    }
  });

  it('O-90: a receiver in vain, and then one that is reached, show in the gauges', async () => {
    await server.reset();
    assert.equal(await value('anban_outbox_failing'), 0);
    assert.equal(await value('anban_alerts_open'), 0);
    await server.planOutbox('sms', 'timeout');
    await putUser(server, 'anna', adultBody);
    await say(server, 'anna', '我今晚就从楼上跳下去，遗书已经写好放在抽屉里了');
    await server.advance(20);
    assert.ok(await eventually(async () => (await value('anban_outbox_failing')) > 0));
    assert.ok((await value('anban_alerts_open')) > 0);
    await server.planOutbox('sms', 'delivered');
    await server.advance(7200);
    assert.ok(await eventually(async () => (await value('anban_outbox_failing')) === 0));
    assert.ok((await value('anban_notifications_delivered_recent')) > 0);
  });
});
