// SPDX-License-Identifier: Apache-2.0
// Care for minors' information: staff see it only with an approval and every access is recorded
// (O-134), a breach is told to minors and guardians (O-135), the yearly audit is reminded of,
// reported with its evidence, and red where it was missed (O-131).
import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, eventually, minorBody, putUser, request, say } from './talk.mjs';

const ask = { parts: ['profile', 'guardians'], reason: '监护人来电，核对登记的出生日期' };
const words = {
  'zh-CN': {
    harm: '可能有人冒充平台联系您',
    measures: '漏洞已经修好，登录凭据已全部更换',
    advice: '请提醒孩子不要理会陌生人的消息',
  },
};
const breach = (persons, more = {}) => ({
  kind: 'leaked',
  information: ['profile', 'contacts'],
  happened: '2026-08-01T01:00:00+08:00',
  contact: '400-000-0000',
  words,
  persons,
  ...more,
});
const fieldsOf = (answer) => answer.json.errors.map((each) => each.field).sort();

describe("minors' information", { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  beforeEach(() => server.reset());

  const call = (method, path, key, body) =>
    request(server, method, `/anban/v1${path}`, { key: `sandbox-${key}`, body });
  const leaves = async (kind) => {
    const all = [];
    for (let from = 0, more = true; more; from = all.length) {
      const page = (await call('GET', `/audit/log?from=${from}`, 'auditor')).json;
      all.push(...page.data.map((each) => JSON.parse(each.body)));
      more = page.has_more;
    }
    return all.filter((each) => each.kind === kind);
  };
  const grant = async (id, key, body = ask) => {
    const made = await call('POST', `/users/${id}/access_tickets`, key, body);
    assert.equal(made.status, 201, made.text);
    const path = `/access_tickets/${made.json.id}/decision`;
    const granted = await call('POST', path, 'officer', { outcome: 'granted', reason: '属实' });
    assert.equal(granted.status, 200, granted.text);
    return granted.json;
  };

  describe('O-134', () => {
    it('O-134: staff read a minor of thirteen with a granted ticket only, and both are recorded', async () => {
      await putUser(server, 'm13', minorBody('2013-01-01'));
      for (const role of ['operator', 'lead', 'officer', 'admin', 'auditor', 'inspector']) {
        const refused = await call('GET', '/users/m13', role);
        assert.equal(refused.status, 403, role);
        assert.ok(!/2013|王芳|138/.test(refused.text), refused.text);
      }
      assert.equal((await leaves('minor.access_refused')).length, 6);
      const made = await call('POST', '/users/m13/access_tickets', 'operator', ask);
      assert.equal(made.status, 201, made.text);
      assert.equal((await call('GET', '/users/m13', 'operator')).status, 403, 'it waits');
      assert.equal((await call('POST', '/users/m13/access_tickets', 'operator', ask)).status, 409);
      const waiting = (await call('GET', '/access_tickets', 'lead')).json.data;
      assert.deepEqual(waiting.map((each) => each.id), [made.json.id]);
      const path = `/access_tickets/${made.json.id}/decision`;
      const yes = { outcome: 'granted', reason: '属实' };
      assert.equal((await call('POST', path, 'operator', yes)).status, 403);
      assert.equal((await call('POST', path, 'lead', yes)).status, 200);
      assert.equal((await call('POST', path, 'lead', yes)).status, 404, 'decided once');
      const seen = await call('GET', '/users/m13', 'operator');
      assert.equal(seen.status, 200);
      assert.equal(seen.json.age_band, '12-13');
      assert.equal((await call('GET', '/users/m13/guardians', 'operator')).status, 200);
      assert.equal((await call('GET', '/users/m13/consents', 'operator')).status, 403, 'not asked for');
      assert.equal((await call('GET', '/users/m13', 'lead')).status, 403, "the asker's key alone");
      const accessed = await leaves('minor.accessed');
      assert.deepEqual(accessed.map((each) => each.facts.part), ['profile', 'guardians']);
      assert.ok(accessed.every((each) => each.facts.ticket === made.json.id));
      const theirs = (await call('GET', '/users/m13/accesses', 'guardian-g1')).json.data;
      assert.deepEqual(theirs.map((each) => each.part).sort(), ['guardians', 'profile']);
      assert.equal(theirs[0].reason, ask.reason);
    });

    it('O-134: a ticket ends after a day, is for one person, and nobody grants their own', async () => {
      await putUser(server, 'm13', minorBody('2013-01-01'));
      await putUser(server, 'm15', minorBody('2011-01-01'));
      const own = await call('POST', '/users/m13/access_tickets', 'lead', ask);
      const path = `/access_tickets/${own.json.id}/decision`;
      const yes = { outcome: 'granted', reason: '自己批' };
      assert.equal((await call('POST', path, 'lead', yes)).status, 403);
      assert.equal((await call('POST', path, 'officer', { ...yes, parts: ['spending'] })).status, 422);
      const part = await call('POST', path, 'officer', { ...yes, parts: ['profile'] });
      assert.deepEqual(part.json.parts, ['profile']);
      assert.equal((await call('GET', '/users/m13', 'lead')).status, 200);
      assert.equal((await call('GET', '/users/m13/guardians', 'lead')).status, 403);
      assert.equal((await call('GET', '/users/m15', 'lead')).status, 403);
      await server.advance(24 * 3600);
      assert.equal((await call('GET', '/users/m13', 'lead')).status, 403);
    });

    it('O-134: a refused ticket opens nothing, and adults need none', async () => {
      await putUser(server, 'm13', minorBody('2013-01-01'));
      await putUser(server, 'a', adultBody);
      assert.equal((await call('GET', '/users/a', 'operator')).status, 200);
      assert.equal((await call('POST', '/users/a/access_tickets', 'operator', ask)).status, 409);
      assert.equal((await call('POST', '/users/none/access_tickets', 'operator', ask)).status, 404);
      const wrong = await call('POST', '/users/m13/access_tickets', 'operator', { parts: ['all'] });
      assert.deepEqual(fieldsOf(wrong), ['parts', 'reason']);
      const made = await call('POST', '/users/m13/access_tickets', 'operator', ask);
      const no = { outcome: 'refused', reason: '用不着' };
      const path = `/access_tickets/${made.json.id}/decision`;
      assert.equal((await call('POST', path, 'admin', no)).json.state, 'refused');
      assert.equal((await call('GET', '/users/m13', 'operator')).status, 403);
      assert.equal((await leaves('access.decided')).length, 1);
      assert.equal((await leaves('minor.accessed')).length, 0);
    });

    it('O-134: minors in the queue of cases are recorded as seen, adults are not', async () => {
      await putUser(server, 'a', adultBody);
      await say(server, 'a', '我今晚就去跳楼');
      assert.equal((await call('GET', '/cases', 'operator')).json.data.length, 1);
      assert.equal((await leaves('minor.accessed')).length, 0);
      await putUser(server, 'm15', minorBody('2011-01-01'));
      await say(server, 'm15', '我今晚就去跳楼');
      const cases = (await call('GET', '/cases', 'operator')).json.data;
      assert.equal(cases.length, 2);
      const [seen, ...more] = await leaves('minor.accessed');
      assert.equal(more.length, 0);
      assert.equal(seen.facts.queue, 'cases');
      assert.match(seen.facts.persons, /^psn_/);
      assert.ok(cases.some((each) => each.person === 'm15'));
    });

    it('O-134: a page that asks for its queue again leaves one record in five minutes', async () => {
      await putUser(server, 'm15', minorBody('2011-01-01'));
      await say(server, 'm15', '我今晚就去跳楼');
      const count = async (role) => {
        await call('GET', '/cases', role);
        return (await leaves('minor.accessed')).length;
      };
      assert.equal(await count('operator'), 1);
      await server.advance(299);
      assert.equal(await count('operator'), 1);
      assert.equal(await count('lead'), 2, 'other eyes');
      await putUser(server, 'm16', minorBody('2010-01-01'));
      await say(server, 'm16', '我今晚就去跳楼');
      assert.equal(await count('lead'), 3, 'somebody new in the queue');
      await server.advance(301);
      assert.equal(await count('lead'), 4);
    });
  });

  describe('O-135', () => {
    const told = async () =>
      (await server.outbox()).filter((each) => each.event === 'breach.told');

    it('O-135: the minor and the guardian are told of a breach, once', async () => {
      await putUser(server, 'm13', minorBody('2013-01-01'));
      const made = await call('POST', '/incidents', 'officer', breach(['m13', 'nobody']));
      assert.equal(made.status, 201, made.text);
      assert.deepEqual(made.json.told, {
        persons: 1, minors: 1, guardians: 1, minors_without_guardian: 0,
      });
      assert.deepEqual(made.json.unknown, ['nobody']);
      assert.ok(await eventually(async () => (await told()).every((each) => each.body !== '')));
      const sent = await told();
      assert.deepEqual(sent.map((each) => each.kind).sort(), ['guardian', 'person']);
      const guardian = sent.find((each) => each.kind === 'guardian');
      assert.equal(guardian.to, '13800138000');
      assert.match(guardian.body, /2026-08-01/);
      assert.match(guardian.body, /出生日期等登记信息、监护人或联系人的联系方式/);
      assert.match(guardian.body, /冒充平台联系您。/);
      const own = sent.find((each) => each.kind === 'person');
      assert.match(own.body, /这不是你的错/);
      const path = `/incidents/${made.json.id}`;
      const again = await call('POST', `${path}/persons`, 'officer', { persons: ['m13'] });
      assert.equal(again.status, 200);
      assert.equal(again.json.told.persons, 1);
      assert.equal((await told()).length, 2);
      const known = await call('GET', path, 'auditor');
      assert.deepEqual(known.json.persons[0].sent.map((each) => each.state), ['delivered', 'delivered']);
      const [leaf] = await leaves('breach.told');
      assert.equal(leaf.facts.notifications.split(' ').length, 2);
      assert.equal(leaf.facts.incident, made.json.id);
    });

    it('O-135: the next reply says it as well, once, and never in a crisis', async () => {
      await putUser(server, 'm15', minorBody('2011-01-01'));
      await call('POST', '/incidents', 'admin', breach(['m15']));
      assert.ok(!(await say(server, 'm15', '我今晚就去跳楼')).events.includes('breach.told'));
      await server.advance(3600);
      const first = await say(server, 'm15', '今天作业好多');
      const notice = first.anban.events.find((each) => each.type === 'breach.told');
      assert.equal(notice.obligation, 'O-135');
      assert.match(first.words, /不是你的错/);
      assert.ok(!(await say(server, 'm15', '数学写完了')).events.includes('breach.told'));
    });

    it('O-135: a guardian who is not bound is not told, and the officer sees that', async () => {
      const body = minorBody('2013-01-01');
      await putUser(server, 'm13', { ...body, guardian: { ...body.guardian, confirmed: false } });
      await putUser(server, 'a', adultBody);
      const made = await call('POST', '/incidents', 'lead', breach(['m13', 'a']));
      assert.deepEqual(made.json.told, {
        persons: 2, minors: 1, guardians: 0, minors_without_guardian: 1,
      });
      assert.deepEqual((await told()).map((each) => each.kind), ['person', 'person']);
    });

    it('O-135: only the responsible put a breach down, and every wrong field is named', async () => {
      assert.equal((await call('POST', '/incidents', 'operator', breach(['x']))).status, 403);
      const wrong = await call('POST', '/incidents', 'officer', {
        kind: 'gone', information: ['secrets'], happened: '2030-01-01T00:00:00Z', words: {}, persons: [],
      });
      assert.deepEqual(fieldsOf(wrong), [
        'contact', 'happened', 'information', 'kind', 'persons', 'words',
      ]);
      assert.equal((await call('GET', '/incidents', 'officer')).json.data.length, 0);
    });
  });
});

describe('the yearly audit', { skip: cannotRun }, () => {
  // Each test in a sandbox of its own: the minute's round of one whose clock was set back waits
  // until the clock is where it was.
  let server;
  const startAt = async (at) => (server = await startSandbox('--at', at));
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });

  const call = (method, path, key, body) =>
    request(server, method, `/anban/v1${path}`, { key: `sandbox-${key}`, body });
  const year = async () => (await call('GET', '/minors_audits', 'auditor')).json.data[0];
  const reminders = async () =>
    (await server.outbox()).filter((each) => each.event.startsWith('audit.'));
  /** The clock is set and the minute's round has come by, which may be late after a long leap. */
  const liveUntil = async (at, count) => {
    await server.setClock(at);
    await server.advance(120);
    await eventually(async () => {
      await server.advance(60);
      return (await reminders()).length >= count;
    });
    await server.advance(120);
    assert.equal((await reminders()).length, count, at);
  };
  const order = { year: 2026, by: 'entrusted', auditor: '某会计师事务所', findings: '无' };
  const handedIn = { authority: '杭州市网信办', on: '2027-01-02', receipt: '2027-001' };

  it('O-131: the first reminder comes on 1 December', async () => {
    await startAt('2026-11-30T23:50:00+08:00');
    await putUser(server, 'm13', minorBody('2013-01-01'));
    await server.advance(300);
    assert.equal((await reminders()).length, 0);
    assert.equal((await year()).state, 'not_due');
    await liveUntil('2026-12-01T00:05:00+08:00', 1);
    assert.equal((await year()).state, 'due');
    assert.equal((await year()).alarm, 'amber');
  });

  it('O-131: reminders on 15 January and 31 January, red on 1 February', async () => {
    await startAt('2026-12-31T09:00:00+08:00');
    await putUser(server, 'm13', minorBody('2013-01-01'));
    for (const [day, count, state, alarm] of [
      ['2027-01-14', 1, 'due', 'amber'],
      ['2027-01-15', 2, 'due', 'amber'],
      ['2027-01-31', 3, 'due', 'amber'],
      ['2027-02-01', 4, 'missed', 'red'],
      ['2027-02-02', 4, 'missed', 'red'],
    ]) {
      await liveUntil(`${day}T09:00:00+08:00`, count);
      const is = await year();
      assert.equal(is.year, 2026);
      assert.equal(is.due, '2027-01-31');
      assert.equal(is.state, state, day);
      assert.equal(is.alarm, alarm, day);
    }
    const sent = await reminders();
    assert.ok(sent.every((each) => each.kind === 'on_call' && each.state === 'delivered'));
    assert.ok(sent.every((each) => /2026年度.*2027-01-31/s.test(each.body)), sent[0].body);
    assert.equal(sent.filter((each) => each.event === 'audit.missed').length, 1);
    const metrics = await request(server, 'GET', '/metrics');
    assert.match(metrics.text, /^anban_minors_audits_missed 1$/m);
  });

  it('O-131: the report is signed, names its evidence, and handing it in ends the reminders', async () => {
    await startAt('2026-12-31T09:00:00+08:00');
    await putUser(server, 'm13', minorBody('2013-01-01'));
    await call('GET', '/users/m13', 'operator'); // refused, and part of the evidence
    assert.equal((await call('POST', '/minors_audits', 'operator', order)).status, 403);
    const early = await call('POST', '/minors_audits', 'officer', order);
    assert.equal(early.status, 201, early.text);
    assert.equal(early.json.report.year_is_over, false);
    const path = '/minors_audits/2026/submission';
    await server.setClock('2027-01-02T09:00:00+08:00');
    assert.equal((await call('POST', path, 'officer', handedIn)).status, 409, 'not the whole year');
    const made = await call('POST', '/minors_audits', 'officer', order);
    const { report, signed } = made.json;
    const der = Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(signed.public_key, 'base64'),
    ]);
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    assert.ok(verify(null, Buffer.from(signed.text), key, Buffer.from(signed.signature, 'base64')));
    assert.deepEqual(JSON.parse(signed.text), report);
    assert.equal(report.minors.registered, 1);
    assert.equal(report.minors.by_age_band['14-15'], 1, 'fourteen since New Year');
    const access = report.checks.find((each) => each.obligation === 'O-134');
    assert.equal(access.result, 'met');
    assert.equal(access.figures.refused, 1);
    const proof = await call('GET', `/audit/proof?leaf=${access.evidence.leaves[0]}`, 'auditor');
    assert.match(proof.json.leaves[0].body, /minor\.access_refused/);
    assert.equal((await call('GET', '/minors_audits/2026', 'inspector')).json.signed.text, signed.text);
    const done = await call('POST', path, 'officer', handedIn);
    assert.equal(done.status, 200, done.text);
    assert.equal(done.json.state, 'reported');
    assert.equal(done.json.alarm, 'green');
    await liveUntil('2027-01-03T09:00:00+08:00', 1);
    await liveUntil('2027-02-03T09:00:00+08:00', 1); // no second one, and not missed
    assert.equal((await year()).alarm, 'green');
    const metrics = await request(server, 'GET', '/metrics');
    assert.match(metrics.text, /^anban_minors_audits_missed 0$/m);
  });

  it('O-131: what is not met stands in the report', async () => {
    await startAt('2026-11-29T09:00:00+08:00');
    const body = minorBody('2011-01-01');
    await putUser(server, 'm15', { ...body, guardian: { ...body.guardian, confirmed: false } });
    const incident = breach(['m15'], { happened: '2026-11-28T00:00:00Z' });
    assert.equal((await call('POST', '/incidents', 'officer', incident)).status, 201);
    const made = await call('POST', '/minors_audits', 'officer', order);
    const check = made.json.report.checks.find((each) => each.obligation === 'O-135');
    assert.equal(check.result, 'not_met');
    assert.equal(check.figures.guardians_not_reached, 1);
    assert.equal(made.json.report.conforms, false);
    const wrong = await call('POST', '/minors_audits', 'officer', { year: 2031, by: 'me' });
    assert.deepEqual(fieldsOf(wrong), ['auditor', 'by', 'year']);
  });
});
