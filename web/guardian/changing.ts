// SPDX-License-Identifier: Apache-2.0
// What the settings form holds, what is wrong with it, and whether a change will hold at once or
// wait. The server decides (people/guardianship.h); here it is only foretold, so that nobody is
// surprised after saving.
import type { ChildSettings, Field, Values } from './contract.ts';

/** The form: numbers as they are typed; empty is the default of the age. */
export interface Draft {
  quota: string;
  limited: boolean;
  from: string;
  until: string;
  characters: string[];
  types: string[];
  tags: string;
  single: string;
  month: string;
  memory: boolean;
  training: boolean;
}

export type Effect = 'at_once' | 'waits' | 'both';

const typed = (number: number | null, part = 1): string =>
  number === null ? '' : String(number / part);

export const draftOf = (own: Values): Draft => ({
  quota: typed(own.quota_minutes),
  limited: own.hours !== null,
  from: own.hours?.from ?? '08:00',
  until: own.hours?.until ?? '20:00',
  characters: own.blocked_characters,
  types: own.blocked_types,
  tags: own.blocked_tags.join(' '),
  single: typed(own.spend_single_fen, 100),
  month: typed(own.spend_month_fen, 100),
  memory: own.memory,
  training: own.training,
});

/** A whole number from 0 to `most`; null for nothing typed, undefined for anything else. */
function whole(text: string, most: number): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (!/^\d{1,9}$/.test(trimmed) || Number(trimmed) > most) return undefined;
  return Number(trimmed);
}

const yuanMost = 1_000_000;
const blockedMost = 64;

export type Wrong = Partial<Record<Field, 'quota' | 'hours' | 'yuan' | 'tags'>>;

export const tagsOf = (text: string): string[] => [
  ...new Set(text.split(/[\s,，、;；]+/).filter((each) => each !== '')),
];

export function wrongIn(draft: Draft, settings: ChildSettings): Wrong {
  const wrong: Wrong = {};
  if (whole(draft.quota, settings.defaults.quota_minutes) === undefined) {
    wrong.quota_minutes = 'quota';
  }
  if (draft.limited && draft.from >= draft.until) wrong.hours = 'hours';
  if (whole(draft.single, yuanMost) === undefined) wrong.spend_single_fen = 'yuan';
  if (whole(draft.month, yuanMost) === undefined) wrong.spend_month_fen = 'yuan';
  const tags = tagsOf(draft.tags);
  if (tags.length > blockedMost || tags.some((each) => Array.from(each).length > 128)) {
    wrong.blocked_tags = 'tags';
  }
  return wrong;
}

const fen = (text: string): number | null => {
  const number = whole(text, yuanMost);
  return number === null || number === undefined ? null : number * 100;
};

export const valuesOf = (draft: Draft): Values => ({
  quota_minutes: whole(draft.quota, Number.MAX_SAFE_INTEGER) ?? null,
  hours: draft.limited ? { from: draft.from, until: draft.until } : null,
  blocked_characters: draft.characters,
  blocked_types: draft.types,
  blocked_tags: tagsOf(draft.tags),
  spend_single_fen: fen(draft.single),
  spend_month_fen: fen(draft.month),
  memory: draft.memory,
  training: draft.training,
});

const effectOf = (tighter: boolean, looser: boolean): Effect | null =>
  tighter && looser ? 'both' : tighter ? 'at_once' : looser ? 'waits' : null;

const numbers = (before: number | null, after: number | null): Effect | null => {
  const [a, b] = [before ?? Infinity, after ?? Infinity];
  return effectOf(b < a, b > a);
};

const lists = (before: string[], after: string[]): Effect | null =>
  effectOf(
    after.some((each) => !before.includes(each)),
    before.some((each) => !after.includes(each)),
  );

const switches = (before: boolean, after: boolean): Effect | null =>
  effectOf(before && !after, !before && after);

/** When each change between the two would be in force. */
export function effects(before: Values, after: Values): Map<Field, Effect> {
  const found = new Map<Field, Effect>();
  const note = (field: Field, effect: Effect | null) => {
    if (effect !== null) found.set(field, effect);
  };
  const [a, b] = [before.hours, after.hours];
  const day = { from: '00:00', until: '24:00' };
  const [was, is] = [a ?? day, b ?? day];
  note('quota_minutes', numbers(before.quota_minutes, after.quota_minutes));
  note(
    'hours',
    effectOf(is.from > was.from || is.until < was.until, is.from < was.from || is.until > was.until),
  );
  note('blocked_characters', lists(before.blocked_characters, after.blocked_characters));
  note('blocked_types', lists(before.blocked_types, after.blocked_types));
  note('blocked_tags', lists(before.blocked_tags, after.blocked_tags));
  note('spend_single_fen', numbers(before.spend_single_fen, after.spend_single_fen));
  note('spend_month_fen', numbers(before.spend_month_fen, after.spend_month_fen));
  note('memory', switches(before.memory, after.memory));
  note('training', switches(before.training, after.training));
  return found;
}

/** What PATCH is sent: the changed fields only. */
export function bodyOf(changed: Map<Field, Effect>, after: Values): Partial<Values> {
  return Object.fromEntries([...changed.keys()].map((field) => [field, after[field]]));
}

/** Half hours of a day; the end may be 24:00. */
export function halfHours(end: 'from' | 'until'): string[] {
  const times: string[] = [];
  for (let half = 0; half <= 48; half += 1) {
    const time = `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
    if (end === 'from' ? half < 48 : half > 0) times.push(time);
  }
  return times;
}
