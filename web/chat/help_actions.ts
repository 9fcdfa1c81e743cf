// SPDX-License-Identifier: Apache-2.0
// Help at one touch, as the server offers it with a crisis card or a warning (O-86, O-138): numbers
// to call under its words, and the platform itself. Pure; actions of other kinds are not for here.
import type { EventAction, HelpLine } from './contract.ts';

/** A line with what its link says; without, the link says the number. */
export interface OfferedLine extends HelpLine {
  label?: string;
}

const calls = 'call:';

/** For help that is shown without its event, after a reload: the page has its own words. */
export const askPlatform: EventAction = { id: 'help', label: '' };

/** Those that the server offers to call come first, in its order; the other lines follow. */
export function offered(
  lines: readonly HelpLine[],
  actions: readonly EventAction[],
): OfferedLine[] {
  const first = actions
    .filter((each) => each.id.startsWith(calls))
    .map(({ id, label }) => {
      const number = id.slice(calls.length);
      const known = lines.find((line) => line.number === number);
      return { ...(known ?? { number, name: '' }), label };
    });
  const rest = lines.filter((line) => !first.some((each) => each.number === line.number));
  return [...first, ...rest];
}

/** The words of asking the platform, null where it is not offered. */
export function platformLabel(actions: readonly EventAction[], otherwise: string): string | null {
  const found = actions.find((each) => each.id === askPlatform.id);
  return found === undefined ? null : found.label || otherwise;
}
