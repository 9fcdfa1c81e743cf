// SPDX-License-Identifier: Apache-2.0
// What was noticed in a turn, in words, and as the server names it. Pure.
import { named, type Words } from '../words.ts';
import type { Finding } from './contract.ts';

/** A list of words that has no kind says "none". */
const kindOf = (finding: Finding) => (finding.kind === 'none' ? '' : (finding.kind ?? ''));

/** "自杀或自伤危机 · 有计划"; what the page has no name for stays as it came. */
export function findingWords(finding: Finding, t: Words): string {
  const category = named(t, 'care.finding', finding.category);
  const kind = kindOf(finding);
  return kind === '' ? category : `${category} · ${named(t, 'care.finding_kind', kind)}`;
}

/** "crisis_tier2 · plan" */
export const rawFinding = (finding: Finding): string =>
  [finding.category, kindOf(finding)].filter(Boolean).join(' · ');
