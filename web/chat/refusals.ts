// SPDX-License-Identifier: Apache-2.0
// What a refusal of the server means for the page: a lock with kind words, a step of registration
// to mend, or the service's own trouble.
import { ServerError } from '../common/server.ts';
import type { Lock, LockKind } from './conversation_state.ts';

export type Refusal =
  | { is: 'lock'; lock: Lock }
  | { is: 'registration' }
  | { is: 'key' }
  | { is: 'offline' }
  | { is: 'stopped'; words: string }
  | { is: 'fault' };

const lockOf: Record<string, LockKind> = {
  anban_night: 'night',
  anban_quota: 'quota',
  anban_suspended: 'suspended',
  anban_character_barred: 'character',
  anban_character_forbidden_goal: 'character',
};

const registrationCodes = [
  'anban_agreement_missing',
  'anban_age_missing',
  'anban_guardian_missing',
  'anban_guardian_unconfirmed',
  'anban_guardian_consent_missing',
  'anban_contact_missing',
];

export function refusalOf(fault: unknown): Refusal {
  if (!(fault instanceof ServerError)) return { is: 'fault' };
  if (fault.status === 0) return { is: 'offline' };
  if (fault.status === 401 || fault.code === 'anban_person_unknown') return { is: 'key' };
  if (fault.status === 503) return { is: 'stopped', words: fault.message };
  if (fault.status !== 403) return { is: 'fault' };
  if (registrationCodes.includes(fault.code)) return { is: 'registration' };
  const kind = lockOf[fault.code] ?? 'other';
  return { is: 'lock', lock: { kind, title: '', body: fault.message } };
}
