// SPDX-License-Identifier: Apache-2.0
// A roster while it is being changed. Members have a place of their own here, so that shifts keep
// pointing at the same person when another is taken out. Pure.
import { serverNow } from './clock.ts';
import type { Roster } from './roster_contract.ts';
import type { FieldFaults } from './small_form.tsx';

export interface DraftMember {
  place: number;
  key: string;
  name: string;
  channel: string;
  /** As typed; empty keeps `kept`. */
  address: string;
  /** The stored address, masked; '' for a new member or another channel. */
  kept: string;
}

export interface DraftShift {
  place: number;
  /** As <input type="datetime-local"> has them, in the reader's own time zone. */
  from: string;
  until: string;
  /** Places of members, the first first. */
  order: string[];
}

export interface Draft {
  members: DraftMember[];
  shifts: DraftShift[];
}

/** Most who are told after the first. */
export const nextMost = 5;
const twelveHours = 12 * 3600 * 1000;

const two = (value: number) => String(value).padStart(2, '0');

export function localTime(instant: string | number): string {
  const at = new Date(instant);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

export const draftOf = (roster: Roster): Draft => ({
  members: roster.members.map((each, place) => ({
    place,
    key: each.key ?? '',
    name: each.name,
    channel: each.channel,
    address: '',
    kept: each.address,
  })),
  shifts: roster.shifts.map((each, place) => ({
    place,
    from: localTime(each.from),
    until: localTime(each.until),
    order: [each.first, ...each.then].map(String),
  })),
});

const nextPlace = (rows: readonly { place: number }[]) =>
  Math.max(-1, ...rows.map((each) => each.place)) + 1;

export const newMember = (draft: Draft): DraftMember => ({
  place: nextPlace(draft.members),
  key: '',
  name: '',
  channel: 'sms',
  address: '',
  kept: '',
});

/** Begins where the last ends, or with the present hour. */
export function newShift(draft: Draft): DraftShift {
  const last = draft.shifts.at(-1);
  const from = last ? Date.parse(last.until) : serverNow();
  const place = nextPlace(draft.shifts);
  const first = draft.members[0];
  const order = first === undefined ? [] : [String(first.place)];
  return { place, from: localTime(from), until: localTime(from + twelveHours), order };
}

export function withoutMember(draft: Draft, at: number): Draft {
  const gone = String(draft.members[at]?.place);
  return {
    members: draft.members.filter((_, i) => i !== at),
    shifts: draft.shifts.map((each) => ({
      ...each,
      order: each.order.filter((place) => place !== gone),
    })),
  };
}

export function faultsOf(draft: Draft): FieldFaults {
  const found: FieldFaults = {};
  if (draft.members.length === 0) found['form'] = 'care.roster.fault.nobody';
  for (const each of draft.members) {
    if (each.name.trim() === '') found[`name.${each.place}`] = 'care.roster.fault.name';
    if (each.address.trim() === '' && each.kept === '') {
      found[`address.${each.place}`] = 'care.roster.fault.address';
    }
  }
  for (const each of draft.shifts) {
    if (!(Date.parse(each.from) < Date.parse(each.until))) {
      found[`times.${each.place}`] = 'care.roster.fault.times';
    }
    if (each.order.length === 0 || new Set(each.order).size < each.order.length) {
      found[`first.${each.place}`] = 'care.roster.fault.first';
    }
  }
  return found;
}

const fieldFaults = {
  name: ['name', 'care.roster.fault.name'],
  address: ['address', 'care.roster.fault.address'],
  from: ['times', 'care.roster.fault.times'],
  until: ['times', 'care.roster.fault.times'],
  first: ['first', 'care.roster.fault.first'],
  then: ['first', 'care.roster.fault.first'],
} as const;

/** What the server refuses ("members[1].address"), at the field of this form. */
export function refusedOf(draft: Draft, fields: readonly { field: string }[]): FieldFaults {
  const found: FieldFaults = {};
  for (const { field } of fields) {
    const [, list, at, name] = /^(members|shifts)\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
    const row = list === 'members' ? draft.members[Number(at)] : draft.shifts[Number(at)];
    const known = fieldFaults[name as keyof typeof fieldFaults];
    if (field === 'shifts') found['form'] = 'care.roster.fault.overlap';
    if (list !== undefined && row && known) found[`${known[0]}.${row.place}`] = known[1];
  }
  return found;
}

/** What PUT /anban/v1/roster takes. */
export function bodyOf(draft: Draft) {
  const placeOf = (place: string) => draft.members.findIndex((each) => String(each.place) === place);
  return {
    members: draft.members.map(({ key, name, channel, address }) => ({
      key: key === '' ? null : key,
      name: name.trim(),
      channel,
      ...(address.trim() === '' ? {} : { address: address.trim() }),
    })),
    shifts: draft.shifts.map(({ from, until, order }) => ({
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      first: placeOf(order[0] ?? ''),
      then: order.slice(1).map(placeOf),
    })),
  };
}
