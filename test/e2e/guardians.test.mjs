// SPDX-License-Identifier: Apache-2.0
// Guardians (Art. 14): what they set holds at once where it is stricter and waits where it is
// looser; two of them, the strictest; what they see, and what nobody else may do in their place.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { g1, guardedChild, second } from './guarded_child.mjs';
import { cannotRun, startSandbox } from './server.mjs';
import { adultBody, eventually, minorBody, openStream, putUser, readFrames, say, upstreamCount, user } from './talk.mjs';

const hour = 3600;

describe('guardians', { skip: cannotRun }, () => {
  let server;
  before(async () => (server = await startSandbox()));
  after(() => server?.stop());
  const { speak, call, child, set, settings, invite } = guardedChild(() => server);
  const changes = async () => (await call('GET', child('g1', 'changes'), g1)).json.data;

  it('O-125: a shorter time holds at once, a longer one after a day, and both sides see it', async () => {
    const tightened = await set({ quota_minutes: 20 });
    assert.equal(tightened.status, 200);
    assert.equal(tightened.json.in_force.quota_minutes, 20);
    assert.equal(tightened.json.changes[0].state, 'in_force');
    assert.equal((await user(server, 'm')).limits.quota_s, 1200);
    const noticed = await speak();
    assert.ok(noticed.events.includes('settings.changed'));
    await server.advance(600);
    await speak();
    await server.advance(600);
    const locked = await speak();
    assert.equal(locked.status, 403);
    assert.equal(locked.code, 'anban_quota');
    const loosened = await set({ quota_minutes: 60 });
    assert.equal(loosened.json.in_force.quota_minutes, 20);
    assert.equal(loosened.json.changes[0].state, 'waiting');
    assert.equal((await speak()).code, 'anban_quota');
    await server.advance(24 * hour - 1);
    assert.equal((await settings()).in_force.quota_minutes, 20);
    await server.advance(1);
    assert.equal((await settings()).in_force.quota_minutes, 60);
    const log = await call('GET', '/users/m/guardian_changes', 'sandbox-app');
    assert.deepEqual(log.json.data, await changes());
    assert.deepEqual(
      log.json.data.map((each) => [each.field, each.from, each.to, each.state]),
      [
        ['quota_minutes', 20, 60, 'in_force'],
        ['quota_minutes', null, 20, 'in_force'],
      ],
    );
  });

  it('O-125: outside the hours that were set there is no chat, but a crisis is answered', async () => {
    await set({ hours: { from: '10:00', until: '20:00' } });
    const early = await speak();
    assert.equal(early.code, 'anban_guardian_hours');
    const crisis = await say(server, 'm', '我不想活了，今晚就跳下去');
    assert.equal(crisis.status, 200);
    assert.equal(crisis.anban.outcome, 'soothed');
    await server.setClock('2026-08-01T12:00:00+08:00');
    assert.equal((await speak()).status, 200);
    await server.setClock('2026-08-01T20:00:00+08:00');
    assert.equal((await speak()).code, 'anban_guardian_hours');
  });

  it('O-125: a time that is cut short stops a reply that runs, at its moment', async () => {
    const chunks = Array.from({ length: 40 }, (_, i) => `第${i + 1}句话说完了。`);
    await server.upstream({ chunks, chunk_delay_ms: 5000 });
    const stream = openStream(server, 'm', '讲个长故事');
    assert.ok(await eventually(async () => (await upstreamCount(server)) === 1));
    assert.equal((await set({ hours: { from: '06:00', until: '09:01' } })).status, 200);
    await server.setClock('2026-08-01T09:00:58+08:00');
    assert.ok(await stream.until((bytes) => bytes.includes('第1句')));
    assert.ok(!stream.bytes().includes('[DONE]'));
    await server.setClock('2026-08-01T09:01:00+08:00');
    await stream.end;
    const { anban, words } = readFrames(stream.bytes());
    assert.ok(anban.events.some((each) => each.type === 'limit.reached'));
    assert.ok(!words.includes('第40句'));
  });

  it('O-123: blocking a character closes its session within a second, copies too', async () => {
    const prompt =
      '你叫周远，是一位教历史的老师，爱讲故事，会用提问带着学生想问题，从秦汉讲到明清，喜欢让人自己找答案。';
    const put = (id, name) =>
      call('PUT', `/characters/${id}`, 'sandbox-app', {
        name,
        relationship: 'mentor',
        prompt: prompt.replace('周远', name),
        tags: ['history'],
        min_age: 0,
      });
    await put('yuan', '周远');
    await put('clone', '赵明');
    await server.upstream({ stall: true });
    const stream = openStream(server, 'm', '讲个故事', { model: 'character:yuan' });
    const other = openStream(server, 'm', '讲个笑话', { model: 'character:xiaoan' });
    assert.ok(await eventually(async () => (await upstreamCount(server)) === 2));
    const began = Date.now();
    assert.equal((await set({ blocked_characters: ['yuan'] })).status, 200);
    await stream.end;
    assert.ok(Date.now() - began <= 1000);
    const closed = readFrames(stream.bytes());
    assert.equal(closed.done, true);
    assert.ok(closed.anban.events.some((each) => each.type === 'character.blocked'));
    assert.ok(!other.bytes().includes('[DONE]'), 'another character goes on');
    await server.upstream({ reply: '好呀。' });
    for (const model of ['character:yuan', 'character:clone']) {
      const refused = await speak({ model });
      assert.equal(refused.status, 403, model);
      assert.equal(refused.code, 'anban_character_barred');
    }
    const card = { role: 'system', content: prompt.replace('周远', '孙立') };
    const carried = await say(server, 'm', [card, { role: 'user', content: '你好' }]);
    assert.equal(carried.code, 'anban_character_barred');
    assert.equal((await speak({ model: 'character:xiaoan' })).status, 200);
    await putUser(server, 'a', adultBody);
    assert.equal((await say(server, 'a', '你好', { model: 'character:yuan' })).status, 200);
  });

  it('O-123: by type and by tag as well, and unblocking waits a day', async () => {
    await call('PUT', '/characters/ghost', 'sandbox-app', {
      name: '夜话',
      relationship: 'friend',
      prompt: '你会讲校园里的怪谈。',
      tags: ['horror'],
      min_age: 0,
    });
    await set({ blocked_tags: ['horror'], blocked_types: ['tutor'] });
    assert.equal((await speak({ model: 'character:ghost' })).code, 'anban_character_barred');
    assert.equal((await speak({ model: 'character:zhou' })).code, 'anban_character_barred');
    assert.equal((await speak({ model: 'character:xiaoan' })).status, 200);
    await set({ blocked_tags: [] });
    assert.equal((await speak({ model: 'character:ghost' })).code, 'anban_character_barred');
    await server.advance(24 * hour);
    assert.equal((await speak({ model: 'character:ghost' })).status, 200);
    assert.equal((await speak({ model: 'character:zhou' })).code, 'anban_character_barred');
  });

  it('O-122: an overview and a weekly summary, never a word of what was said', async () => {
    await server.setClock('2026-08-03T09:00:00+08:00'); // a Monday
    await speak({ model: 'character:xiaoan' });
    await server.advance(600);
    await say(server, 'm', '我好绝望，活着太累了，小林也不理我', {
      model: 'character:xiaoan',
    });
    await server.setClock('2026-08-04T09:00:00+08:00');
    await say(server, 'm', '爸爸喝醉了又打我，我好怕他，他说要杀了我', { model: 'character:zhou' });
    await say(server, 'm', '你当我女朋友吧，叫我老公', { model: 'character:zhou' });
    const overview = await call('GET', child('g1', 'overview'), g1);
    assert.equal(overview.status, 200);
    const [monday, tuesday] = overview.json.days;
    assert.equal(monday.date, '2026-08-03');
    assert.equal(monday.used_s, 600);
    assert.deepEqual(monday.characters, [{ id: 'xiaoan', name: '小安', turns: 2 }]);
    assert.deepEqual(
      monday.risks.map((each) => each.kind),
      ['low_mood'],
    );
    assert.deepEqual(tuesday.risks, [{ kind: 'intimacy', count: 1 }], 'who is feared is not told');
    const summaries = await call('GET', child('g1', 'summaries'), g1);
    const [week] = summaries.json.data;
    assert.equal(week.from, '2026-08-03');
    assert.equal(week.until, '2026-08-09');
    assert.equal(week.days_used, 2);
    assert.equal(week.turns, overview.json.turns);
    for (const rest of ['overview', 'summaries', 'alerts', 'changes', 'settings']) {
      const { text } = await call('GET', child('g1', rest), g1);
      for (const words of ['小林', '绝望', '爸爸', '喝醉']) assert.ok(!text.includes(words), rest);
    }
    assert.equal((await call('GET', '/users/m/interactions', g1)).status, 403);
  });

  it('O-122: whoever has come of age is nobody’s child here any more', async () => {
    await putUser(server, 'old', minorBody('2008-08-02'));
    const overview = () => call('GET', '/guardians/g1/children/old/overview', g1);
    const children = async () =>
      (await call('GET', '/guardians/g1/children', g1)).json.data.map((each) => each.id).sort();
    assert.equal((await overview()).status, 200);
    assert.deepEqual(await children(), ['m', 'old']);
    await server.setClock('2026-08-02T00:00:00+08:00');
    assert.equal((await overview()).status, 404);
    assert.equal((await call('GET', '/users/old', g1)).status, 404);
    assert.deepEqual(await children(), ['m']);
  });

  it('O-132: the guardian has the child’s conversations deleted, and a receipt', async () => {
    await say(server, 'm', '今天和小林吵架了');
    const gone = await call('DELETE', child('g1', 'interactions'), g1);
    assert.equal(gone.status, 200);
    assert.match(gone.json.receipt, /^rcp_\d+$/);
    assert.equal(gone.json.erased_turns, 1);
    const copy = await call('GET', '/users/m/interactions', 'sandbox-app');
    assert.deepEqual(copy.json.data, []);
  });

  it('memory and training off withdraw the consents, and none is given against the guardian', async () => {
    const consent = (key, purpose, granted = true) =>
      call('POST', '/users/m/consents', key, { purpose, granted });
    assert.equal((await consent('sandbox-app', 'personalisation')).status, 201);
    await set({ memory: false, training: false });
    const list = (await call('GET', child('g1', 'consents'), g1)).json.data;
    assert.equal(list.find((each) => each.purpose === 'personalisation').granted, false);
    for (const purpose of ['personalisation', 'training', 'training_sensitive']) {
      assert.equal((await consent('sandbox-app', purpose)).status, 403, purpose);
    }
    const { limits } = await user(server, 'm');
    assert.equal(limits.memory, false);
    assert.equal(limits.training, false);
  });

  it('names every fault of a body, and takes nothing of a faulty one', async () => {
    const wrong = await set({
      quota_minutes: 121,
      hours: { from: '25:00', until: 7, more: 1 },
      blocked_characters: ['nobody', ''],
      blocked_types: 'partner',
      blocked_tags: Array.from({ length: 65 }, (_, i) => `t${i}`),
      spend_single_fen: -1,
      spend_month_fen: 1.5,
      memory: 'off',
      training: null,
      other: 1,
    });
    assert.equal(wrong.status, 422);
    assert.deepEqual(
      [...new Set(wrong.json.errors.map((each) => each.field))].sort(),
      [
        'blocked_characters',
        'blocked_characters[1]',
        'blocked_tags',
        'blocked_types',
        'hours.from',
        'hours.more',
        'hours.until',
        'memory',
        'other',
        'quota_minutes',
        'spend_month_fen',
        'spend_single_fen',
        'training',
      ],
    );
    assert.equal((await set({})).status, 422);
    assert.equal((await set([])).status, 422);
    assert.deepEqual(await changes(), []);
    const invited = await invite(g1, { name: 7, channel: 'fax', more: 1 });
    assert.equal(invited.status, 422);
    assert.deepEqual(
      [...new Set(invited.json.errors.map((each) => each.field))].sort(),
      ['address', 'channel', 'more', 'name', 'relationship'],
    );
  });
});
