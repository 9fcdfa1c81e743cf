// SPDX-License-Identifier: Apache-2.0
// The pure parts of the chat page, read by Node as they stand (it strips the types): what events
// do, what is withdrawn, what is repeated to the model, what the form asks of whom.
import assert from 'node:assert/strict';
import { test } from 'node:test';

const options = { skip: process.features.typescript ? false : 'this Node reads no TypeScript' };
const page = (name) => import(`../../../web/${name}`);

const fold = (change, start, actions) => actions.reduce(change, start);
const hear = (text, rest = {}) => ({ do: 'hear', text, events: [], cut: false, ...rest });
const words = (as, title, body) => ({ as, title, body });

async function talk(actions) {
  const { change, fresh } = await page('chat/conversation_state.ts');
  return fold(change, fresh, actions);
}

test('withdrawn ranges count code points and give way to their replacement', options, async () => {
  const { pieces, readable } = await page('chat/said.ts');
  const content = '你好😀坏话结束';
  const range = { from: 3, to: 5, replacement: '…' };
  assert.equal(readable(content, [range]), '你好😀…结束');
  assert.deepEqual(pieces(content, [range])[1], { kind: 'withdrawn', text: '…' });
  assert.equal(
    readable('abcdef', [
      { from: 2, to: 4, replacement: '' },
      { from: 3, to: 9, replacement: '' },
    ]),
    'ab',
  );
  assert.equal(readable('abc', []), 'abc');
});

test('an event that comes by chunk, summary and event stream is shown once', options, async () => {
  const event = {
    id: 'evt_1',
    type: 'notice.two_hours',
    display: words('dialog', '休息', '两小时'),
  };
  const state = await talk([
    { do: 'say', text: '你好' },
    hear('嗯', { events: [event] }),
    hear('', { events: [event] }),
    { do: 'told', events: [event] },
  ]);
  assert.equal(state.dialogs.length, 1);
});

test('O-90: "delivered" is shown only after the event that says so', options, async () => {
  const asked = { id: 'a', type: 'contact.requested', contact: { state: 'pending' } };
  const before = await talk([{ do: 'told', events: [asked] }]);
  assert.equal(before.crisis.contact.state, 'pending');
  for (const state of ['failed', 'unavailable', 'delivered']) {
    const told = { id: 'b', type: 'contact.notified', contact: { state } };
    const after = await talk([{ do: 'told', events: [asked, told] }]);
    assert.equal(after.crisis.contact.state, state);
  }
});

test('O-90: a "pending" that comes late does not replace how the contact ended', options, async () => {
  const ended = {
    id: 'b',
    type: 'contact.requested',
    contact: { state: 'failed' },
    case: 'cas_1',
  };
  const late = { id: 'a', type: 'contact.requested', contact: { state: 'pending' }, case: 'cas_1' };
  const state = await talk([
    { do: 'told', events: [ended] },
    { do: 'told', events: [late] },
  ]);
  assert.equal(state.crisis.contact.state, 'failed');
  const other = { ...late, id: 'c', case: 'cas_2' };
  const next = await talk([
    { do: 'told', events: [ended] },
    { do: 'told', events: [other] },
  ]);
  assert.equal(next.crisis.contact.state, 'pending', 'another case begins anew');
});

test('the crisis card outlives a new conversation; banners and locks do not', options, async () => {
  const card = { id: 'c', type: 'crisis.card', display: words('card', '求助', '12356') };
  const state = await talk([
    { do: 'told', events: [card] },
    { do: 'lock', lock: { kind: 'night', title: '', body: '' } },
    { do: 'leave', words: '' },
    { do: 'begin' },
  ]);
  assert.equal(state.crisis.title, '求助');
  assert.equal(state.lock, null);
  assert.deepEqual(state.lines, []);
});

test('a refused message and its answer are not repeated to the model', options, async () => {
  const { history } = await page('chat/conversation_state.ts');
  const state = await talk([
    { do: 'say', text: '坏话' },
    hear('这个没法聊', { events: [{ id: 'x', type: 'input.blocked' }], outcome: 'refused' }),
    { do: 'finish', how: 'done' },
    { do: 'say', text: '你好' },
    hear('你好呀', { outcome: 'answered' }),
    { do: 'finish', how: 'done' },
  ]);
  assert.deepEqual(history(state), [
    { role: 'user', content: '你好' },
    { role: 'assistant', content: '你好呀' },
  ]);
  assert.equal(state.lines[1].speaker, 'platform');
});

test(
  'a turn that could not be sent leaves no empty answer and can be sent again',
  options,
  async () => {
    const failed = await talk([{ do: 'say', text: '在吗' }, { do: 'fail' }]);
    assert.deepEqual(
      failed.lines.map((each) => each.state),
      ['failed'],
    );
    const again = await talk([
      { do: 'say', text: '在吗' },
      { do: 'fail' },
      { do: 'say', text: '在吗' },
    ]);
    assert.deepEqual(
      again.lines.map((each) => each.state),
      ['done', 'streaming'],
    );
  },
);

test('leaving by a word ends the conversation with the words that were said', options, async () => {
  const state = await talk([
    { do: 'say', text: '再见' },
    hear('好的，再见。', { outcome: 'ended' }),
    { do: 'finish', how: 'done' },
  ]);
  assert.equal(state.left.words, '好的，再见。');
});

test(
  'an unknown event is shown as its display asks, an inline one not twice',
  options,
  async () => {
    const make = (id, as, rest = {}) => ({
      id,
      type: 'notice.new',
      display: words(as, 't', 'b'),
      ...rest,
    });
    const state = await talk([
      { do: 'told', events: [make('1', 'banner'), make('2', 'dialog'), make('3', 'inline')] },
      { do: 'told', events: [make('4', 'inline', { inline: { start: 0, end: 2 } })] },
    ]);
    assert.equal(state.banners.length, 1);
    assert.equal(state.dialogs.length, 1);
    assert.equal(state.lines.length, 1);
  },
);

test('sentences are given out whole and once', options, async () => {
  const { SentenceFeeder } = await page('common/sentences.ts');
  const feeder = new SentenceFeeder();
  assert.equal(feeder.feed('今天', false), '');
  assert.equal(feeder.feed('今天好。明', false), '今天好。');
  assert.equal(feeder.feed('今天好。明天3.5度', false), '');
  assert.equal(feeder.feed('今天好。明天3.5度', true), '明天3.5度');
});

test(
  'O-74 to O-76: the form asks a minor for a guardian, an adult for a contact',
  options,
  async () => {
    const { needsOf, ageOn } = await page('chat/registration.ts');
    const today = new Date(2026, 7, 1);
    assert.deepEqual(needsOf('2008-08-02', true, today), { guardian: true, emergency: 'none' });
    assert.deepEqual(needsOf('2008-08-01', true, today), {
      guardian: false,
      emergency: 'required',
    });
    assert.deepEqual(needsOf('', true, today), { guardian: false, emergency: 'none' });
    assert.equal(ageOn('2026-08-02', today), null);
    assert.equal(ageOn('1900-01-01', today), null);
  },
);

test('faults of the server stand at their fields, others above the form', options, async () => {
  const { placed } = await page('chat/registration.ts');
  const found = placed(
    [
      { field: 'emergency_contact.channel', message: 'x' },
      { field: 'agreement.version', message: 'y' },
      { field: 'region', message: 'must be CN' },
    ],
    (key) => key,
  );
  assert.deepEqual(Object.keys(found), ['emergency_contact.address', 'agreement', 'form']);
  assert.match(found.form, /region must be CN/);
});

test('refusals become locks, registration steps or service trouble', options, async () => {
  const { refusalOf } = await page('chat/refusals.ts');
  const { ServerError } = await page('common/server.ts');
  const of = (status, code) => refusalOf(new ServerError(status, code, 'words'));
  assert.equal(of(403, 'anban_night').lock.kind, 'night');
  assert.equal(of(403, 'anban_quota').lock.kind, 'quota');
  assert.equal(of(403, 'anban_new_reason').lock.kind, 'other');
  assert.equal(of(403, 'anban_guardian_consent_missing').is, 'registration');
  assert.equal(of(503, 'anban_service_stopped').is, 'stopped');
  assert.equal(of(401, '').is, 'key');
  assert.equal(of(0, 'unreachable').is, 'offline');
  assert.equal(of(502, '').is, 'fault');
});

test('O-92: words of the staff are a message at once, and not read twice in the reply', options, async () => {
  const event = { id: 'evt_m', type: 'takeover.message', message: '我在。' };
  const inline = { ...event, inline: { start: 0, end: 11 } };
  const words = '【真人工作人员】我在。';
  const next = {
    id: 'evt_n',
    type: 'takeover.message',
    message: '不急。',
    inline: { start: 13, end: 24 },
  };
  const told = await talk([
    { do: 'told', events: [event] },
    { do: 'say', text: '嗯' },
    hear(`${words}\n\n【真人工作人员】不急。`),
    hear('', { events: [inline, next], outcome: 'taken_over' }),
    { do: 'finish', how: 'done' },
  ]);
  const { readable } = await page('chat/said.ts');
  assert.deepEqual(
    told.lines.map((each) => [each.speaker, readable(each.content, each.withdrawn)]),
    [
      ['staff', '我在。'],
      ['person', '嗯'],
      ['staff', '【真人工作人员】不急。'],
    ],
  );
  const only = await talk([
    { do: 'told', events: [event] },
    { do: 'say', text: '嗯' },
    hear(words, { events: [inline], outcome: 'taken_over' }),
    { do: 'finish', how: 'done' },
  ]);
  assert.equal(only.lines.length, 2, 'a reply that says nothing new leaves no bubble');
});

test('O-92: a fixed text while a person is there is signed by the platform', options, async () => {
  const state = await talk([
    { do: 'say', text: '嗯' },
    hear('【安伴】你的话已经送到', { outcome: 'taken_over' }),
    { do: 'finish', how: 'done' },
  ]);
  assert.equal(state.lines.at(-1).speaker, 'platform');
});

test('a reload pins the help that is not over, and names who is there', options, async () => {
  const { beginning } = await page('chat/conversation_state.ts');
  const card = { title: '求助', body: '电话', lines: [{ number: '12356', name: '热线' }] };
  const care = { case: 'cas_1', contact: { state: 'delivered' }, card };
  const state = beginning({ care, takeover: { id: 'tko_1', since: '2026-08-01T09:00:00Z' } });
  assert.equal(state.takenOver, true);
  assert.equal(state.crisis.lines[0].number, '12356');
  assert.equal(state.crisis.contact.state, 'delivered');
  assert.equal(beginning({}).crisis, null);
  assert.equal(beginning({}).takenOver, false);
});

test('O-86: what the server offers to call comes first, under its words', options, async () => {
  const { offered, platformLabel } = await page('chat/help_actions.ts');
  const lines = ['110', '12356'].map((number) => ({ number, name: number }));
  const actions = [
    { id: 'call:12356', label: '拨打12356' },
    { id: 'call:999', label: '拨打999' },
    { id: 'something', label: '以后的' },
    { id: 'help', label: '联系平台' },
  ];
  assert.deepEqual(offered(lines, actions), [
    { number: '12356', name: '12356', label: '拨打12356' },
    { number: '999', name: '', label: '拨打999' },
    { number: '110', name: '110' },
  ]);
  assert.deepEqual(offered(lines, []), lines);
  assert.equal(platformLabel(actions, '平台'), '联系平台');
  assert.equal(platformLabel([{ id: 'help', label: '' }], '平台'), '平台');
  assert.equal(platformLabel(actions.slice(0, 3), '平台'), null, 'only where the server offers it');
});
