// SPDX-License-Identifier: Apache-2.0
// What the evidence log holds about one case: read backwards from its end, some pages at a time.
import { call } from '../common/server.ts';
import type { Act, Log, Row } from './contract.ts';

export interface Record {
  index: number;
  hash: string;
  act: Act;
}

export interface Trail {
  records: Record[];
  /** Leaves before this one were not looked at. */
  before: number;
}

const page = 100;
const pagesAtOnce = 10;

function concerns(act: Act, row: Row): boolean {
  if (act.facts?.['appeal'] === row.id || act.facts?.['review'] === row.id) return true;
  return (
    row.object === 'identity_review' &&
    act.kind === 'identity.in_review' &&
    act.person === row.person
  );
}

function actOf(body: string): Act | null {
  try {
    return JSON.parse(body) as Act;
  } catch {
    return null;
  }
}

async function pageFrom(from: number, limit: number, key: string): Promise<Log> {
  return call<Log>('GET', `/anban/v1/audit/log?from=${from}&limit=${limit}`, { key });
}

/** Looks through the newest leaves before `trail.before` (the whole log's end at first). */
export async function lookBack(row: Row, key: string, trail: Trail | null): Promise<Trail> {
  let end = trail?.before ?? (await pageFrom(0, 0, key)).size;
  const found: Record[] = [];
  for (let turn = 0; turn < pagesAtOnce && end > 0; turn += 1) {
    const from = Math.max(0, end - page);
    for (const entry of (await pageFrom(from, end - from, key)).data) {
      const act = actOf(entry.body);
      if (act !== null && concerns(act, row)) {
        found.push({ index: entry.index, hash: entry.hash, act });
      }
    }
    end = from;
  }
  const records = [...(trail?.records ?? []), ...found].sort((a, b) => a.index - b.index);
  return { records, before: end };
}
