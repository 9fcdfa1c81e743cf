// SPDX-License-Identifier: Apache-2.0
// FOR DEVELOPMENT OF THE PAGES ONLY: the fake server's memory and its answers. A few words of the
// person bring up each state; the real duties live in src/duties.
import type { AnbanEvent, Me, Settings } from '../chat/contract.ts';
import { fakeSettings } from './fake_settings.ts';

export interface Request {
  method: string;
  path: string;
  query: URLSearchParams;
  key: string;
  body: Record<string, unknown>;
  pause: (ms: number) => Promise<unknown>;
  closed: Promise<unknown>;
}

export type Reply = { status: number; body: unknown } | { frames: AsyncIterable<string> };

interface Person {
  birthDate: string;
  hasGuardian: boolean;
  confirmed: boolean;
  turns: { turn: string; at: string; input: string; reply: string }[];
  consents: Record<string, boolean>;
}

export interface World {
  now: number;
  settings: Settings;
  people: Map<string, Person>;
  upstream: { chunks: string[]; delay: number; status: number };
  continuous: number;
  next: number;
  tell: Set<(event: AnbanEvent) => void>;
}

export const freshWorld = (): World => ({
  now: Date.parse('2026-08-01T09:00:00+08:00'),
  settings: fakeSettings,
  people: new Map(),
  upstream: { chunks: ['我在听。', '今天过得', '怎么样？'], delay: 0, status: 200 },
  continuous: 0,
  next: 1,
  tell: new Set(),
});

const ok = (body: unknown): Reply => ({ status: 200, body });
const refused = (code: string, message: string, status = 403): Reply => ({
  status,
  body: { error: { message, type: 'permission_error', param: null, code } },
});

function ageOf(world: World, person: Person): number {
  return Math.floor((world.now - Date.parse(person.birthDate)) / (365.2425 * 86400000));
}

function meOf(world: World, key: string, person: Person): Me {
  const age = ageOf(world, person);
  const minor = age < 18;
  const state = person.confirmed ? 'confirmed' : 'unconfirmed';
  const bands: [number, string][] = [
    [60, '60+'],
    [18, '18-59'],
    [16, '16-17'],
    [14, '14-15'],
    [12, '12-13'],
  ];
  return {
    id: key,
    status: minor && !person.confirmed ? 'incomplete' : 'active',
    missing: minor && !person.confirmed ? ['guardian_confirmation'] : [],
    mode: minor ? 'minor' : age >= 60 ? 'elder' : 'adult',
    age_band: bands.find(([from]) => age >= from)?.[1] ?? '8-11',
    guardian: person.hasGuardian ? { state } : null,
    emergency_contact: person.hasGuardian ? null : { state },
    agreement: { version: '1' },
    use: { continuous_s: world.continuous, today_s: world.continuous },
    limits: minor
      ? {
          quota_s: 3600,
          left_s: Math.max(0, 3600 - world.continuous),
          night: { from: '22:00', until: '06:00' },
        }
      : { quota_s: null, left_s: null, night: null },
  };
}

function register(world: World, asked: Request): Reply {
  const birthDate = String(asked.body['birth_date'] ?? '');
  const guardian = asked.body['guardian'] as { address?: string } | undefined;
  const contact = (asked.body['emergency_contact'] ?? guardian) as { address?: string } | undefined;
  if (!/^1\d{10}$|@/.test(contact?.address ?? '')) {
    const field = `${guardian ? 'guardian' : 'emergency_contact'}.address`;
    const errors = [{ field, message: '请填写有效的号码或邮箱。' }];
    return { status: 422, body: { title: 'invalid', status: 422, errors } };
  }
  const key = `pk_${world.next++}`;
  const person = {
    birthDate,
    hasGuardian: guardian !== undefined,
    confirmed: false,
    turns: [],
    consents: {},
  };
  world.people.set(key, person);
  return { status: 201, body: { ...meOf(world, key, person), personal_key: key } };
}

function event(world: World, type: string, rest: Partial<AnbanEvent> = {}): AnbanEvent {
  return { id: `evt_${world.next++}`, type, ...rest };
}

interface Said {
  chunks: string[];
  events: AnbanEvent[];
  outcome: string;
  after?: (tell: (event: AnbanEvent) => void) => void;
}

function crisis(world: World): Said {
  const card = event(world, 'crisis.card', {
    display: {
      as: 'card',
      title: '你现在的安全最重要',
      body: '下面这些电话可以帮到你：\n12356  心理援助热线\n110  报警\n一时打不通，可以换一个再打。',
      actions: [
        { id: 'call:12356', label: '拨打12356' },
        { id: 'call:110', label: '拨打110' },
        { id: 'help', label: '联系平台' },
      ],
    },
  });
  const asked = event(world, 'contact.requested', { contact: { state: 'pending' } });
  return {
    chunks: [
      '听到你这么说，我很担心你。你不需要一个人扛着。请现在就拨打12356，或者联系身边信任的人。',
    ],
    events: [card, asked],
    outcome: 'soothed',
    after: (tell) =>
      setTimeout(
        () => tell(event(world, 'contact.notified', { contact: { state: 'delivered' } })),
        300,
      ),
  };
}

function saidFor(world: World, text: string): Said {
  if (/跳下去/.test(text)) return crisis(world);
  if (/再见|退出|不聊了/.test(text)) {
    const left = event(world, 'session.exited', {
      display: { as: 'inline', title: '', body: '好的，再见。' },
    });
    return { chunks: ['好的，再见。'], events: [left], outcome: 'ended' };
  }
  if (/拦截/.test(text)) {
    const display = {
      as: 'banner',
      title: '消息没有发出',
      body: '这条消息含有不适合的内容。',
    } as const;
    return {
      chunks: ['这个话题我们不能聊，换一个吧。'],
      events: [event(world, 'input.blocked', { display })],
      outcome: 'refused',
    };
  }
  if (/替换/.test(text)) {
    return {
      chunks: ['这个回答不合适，已经换掉了。'],
      events: [event(world, 'output.replaced')],
      outcome: 'replaced',
    };
  }
  if (/撤回/.test(text)) {
    const retract = event(world, 'output.retract', { from: 3, to: 9, replacement: '' });
    return { chunks: ['我觉得这句话不合适，别当真。'], events: [retract], outcome: 'answered' };
  }
  const events =
    world.continuous >= 7200
      ? [
          event(world, 'notice.two_hours', {
            obligation: 'O-98',
            display: {
              as: 'dialog',
              title: '休息一下',
              body: '你已经连续聊了2小时。对方是AI，不是真人，起来活动一下吧。',
              actions: [{ id: 'exit', label: '退出聊天' }],
            },
          }),
        ]
      : [];
  return { chunks: world.upstream.chunks, events, outcome: 'answered' };
}

async function* frames(world: World, said: Said, asked: Request): AsyncGenerator<string> {
  const frame = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
  const choice = (content: string) => [
    { index: 0, delta: content === '' ? {} : { content }, finish_reason: null },
  ];
  yield frame({
    choices: choice(''),
    anban: { events: said.events.filter((each) => each.type !== 'output.retract') },
  });
  for (const chunk of said.chunks) {
    yield frame({ choices: choice(chunk) });
    if (world.upstream.delay > 0) await asked.pause(world.upstream.delay);
  }
  yield frame({
    choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
    anban: { outcome: said.outcome, events: said.events },
  });
  yield 'data: [DONE]\n\n';
}

function complete(world: World, person: Person, asked: Request): Reply {
  const messages = asked.body['messages'] as { content: string }[];
  const text = messages.at(-1)?.content ?? '';
  const minor = ageOf(world, person) < 18;
  const hour = new Date(world.now + 8 * 3600000).getUTCHours();
  if (world.upstream.status !== 200) {
    return refused('anban_service_stopped', '服务维护中，请稍后再来。', world.upstream.status);
  }
  if (minor && (hour >= 22 || hour < 6) && !/跳下去|再见/.test(text)) {
    return refused('anban_night', '晚上10点到早上6点是休息时间，明天再聊吧。');
  }
  const said = saidFor(world, text);
  const at = new Date(world.now).toISOString();
  person.turns.push({ turn: `trn_${world.next++}`, at, input: text, reply: said.chunks.join('') });
  said.after?.((told) => world.tell.forEach((each) => each(told)));
  return { frames: frames(world, said, asked) };
}

async function* listen(world: World, asked: Request): AsyncGenerator<string> {
  const queue: AnbanEvent[] = [];
  let wake = () => undefined as void;
  const tell = (told: AnbanEvent) => {
    queue.push(told);
    wake();
  };
  world.tell.add(tell);
  let open = true;
  void asked.closed.then(() => {
    open = false;
    world.tell.delete(tell);
    wake();
  });
  yield ': hello\n\n';
  while (open) {
    for (const told of queue.splice(0)) yield `data: ${JSON.stringify(told)}\n\n`;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}

function sandbox(world: World, asked: Request): Reply {
  if (asked.path.endsWith('/reset')) Object.assign(world, freshWorld());
  if (asked.path.endsWith('/clock')) {
    const advance = Number(asked.body['advance_s'] ?? 0);
    if (asked.body['set']) world.now = Date.parse(String(asked.body['set']));
    world.now += advance * 1000;
    world.continuous += advance;
  }
  if (asked.path.endsWith('/upstream')) {
    const chunks = (asked.body['chunks'] ?? [asked.body['reply'] ?? '好的。']) as string[];
    world.upstream = {
      chunks,
      delay: Number(asked.body['chunk_delay_ms'] ?? 0),
      status: Number(asked.body['status'] ?? 200),
    };
  }
  return ok({ now: new Date(world.now).toISOString(), data: [{ body: '验证码 123456' }] });
}

function own(world: World, person: Person, asked: Request): Reply {
  const { method, path } = asked;
  if (path === '/anban/v1/me' && method === 'GET') return ok(meOf(world, asked.key, person));
  if (path === '/anban/v1/me' && method === 'DELETE') {
    world.people.delete(asked.key);
    return ok({ receipt: 'rcp_demo' });
  }
  if (path.endsWith('/confirm')) {
    person.confirmed = asked.body['code'] === '123456';
    const wrong = { status: 422, body: { title: 'wrong code', status: 422 } };
    return person.confirmed ? ok({}) : wrong;
  }
  if (path.endsWith('/interactions') && method === 'DELETE') {
    person.turns = person.turns.filter((each) => each.turn !== asked.query.get('turn'));
    return ok({ receipt: 'rcp_demo' });
  }
  if (path.endsWith('/interactions'))
    return ok({ label: world.settings.label, data: person.turns });
  if (path.endsWith('/consents') && method === 'POST') {
    person.consents[String(asked.body['purpose'])] = asked.body['granted'] === true;
  }
  if (path.endsWith('/consents')) {
    return ok({
      data: Object.entries(person.consents).map(([purpose, granted]) => ({ purpose, granted })),
    });
  }
  if (path.endsWith('/events')) return { frames: listen(world, asked) };
  return ok({});
}

export function answer(world: World, asked: Request): Reply {
  if (asked.path.startsWith('/sandbox/')) return sandbox(world, asked);
  if (asked.path === '/anban/v1/chat/settings') return ok(world.settings);
  if (asked.path === '/anban/v1/registrations') return register(world, asked);
  if (asked.path.startsWith('/anban/v1/characters/')) return ok({});
  const person = world.people.get(asked.key);
  if (!person) return { status: 401, body: { title: 'unknown key', status: 401 } };
  if (asked.path === '/v1/chat/completions') return complete(world, person, asked);
  return own(world, person, asked);
}
