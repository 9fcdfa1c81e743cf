// SPDX-License-Identifier: Apache-2.0
// What the registration form holds, what is wrong with it before it is sent, and how the server's
// faults (422, RFC 9457) find their fields. No field is filled in or ticked beforehand.
import type { FieldFault } from '../common/server.ts';
import type { TextKey } from '../common/texts_zh.ts';

export interface ContactDraft {
  name: string;
  relationship: string;
  channel: string;
  address: string;
}

export interface Draft {
  birthDate: string;
  guardian: ContactDraft;
  emergency: ContactDraft;
  accepted: boolean;
}

export const emptyContact = (channel: string): ContactDraft => ({
  name: '',
  relationship: '',
  channel,
  address: '',
});

/** Whole years on the person's own calendar; null for no date, the future or over 120. */
export function ageOn(birthDate: string, today: Date): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(birthDate);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const had =
    today.getMonth() + 1 > month || (today.getMonth() + 1 === month && today.getDate() >= day);
  const age = today.getFullYear() - year - (had ? 0 : 1);
  return age >= 0 && age <= 120 ? age : null;
}

export type Faults = Record<string, string>;

export interface Needs {
  guardian: boolean;
  emergency: 'required' | 'optional' | 'none';
}

export function needsOf(birthDate: string, emergencyRequired: boolean, today: Date): Needs {
  const age = ageOn(birthDate, today);
  if (age === null) return { guardian: false, emergency: 'none' };
  if (age < 18) return { guardian: true, emergency: 'none' };
  return { guardian: false, emergency: emergencyRequired ? 'required' : 'optional' };
}

const isEmpty = (contact: ContactDraft): boolean =>
  contact.name.trim() === '' && contact.address.trim() === '' && contact.relationship === '';

const forms: Record<string, RegExp> = {
  sms: /^\+?\d{5,15}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  webhook: /^https?:\/\/\S+$/,
};

/** Whether the address has the form of its channel; the server has the last word. */
function reaches(contact: ContactDraft): boolean {
  return (forms[contact.channel] ?? /\S/).test(addressOf(contact));
}

/** Numbers are typed with spaces and hyphens and sent without. */
function addressOf(contact: ContactDraft): string {
  const typed = contact.address.trim();
  return contact.channel === 'sms' ? typed.replace(/[\s-]/g, '') : typed;
}

export function contactFaults(prefix: string, contact: ContactDraft, t: (key: TextKey) => string): Faults {
  const faults: Faults = {};
  if (contact.name.trim() === '') faults[`${prefix}.name`] = t('fault.name');
  if (contact.relationship === '') faults[`${prefix}.relationship`] = t('fault.relationship');
  if (!reaches(contact)) faults[`${prefix}.address`] = t('fault.address');
  return faults;
}

export function faultsOf(draft: Draft, needs: Needs, t: (key: TextKey) => string): Faults {
  const faults: Faults = {};
  if (ageOn(draft.birthDate, new Date()) === null) faults['birth_date'] = t('fault.birth_date');
  if (needs.guardian) Object.assign(faults, contactFaults('guardian', draft.guardian, t));
  const wanted =
    needs.emergency === 'required' || (needs.emergency === 'optional' && !isEmpty(draft.emergency));
  if (wanted) Object.assign(faults, contactFaults('emergency_contact', draft.emergency, t));
  if (!draft.accepted) faults['agreement'] = t('fault.agreement');
  return faults;
}

/** A contact as the server takes it. */
export const sentContact = (from: ContactDraft): ContactDraft => ({
  name: from.name.trim(),
  relationship: from.relationship,
  channel: from.channel,
  address: addressOf(from),
});

/** The body of POST /anban/v1/registrations. */
export function bodyOf(draft: Draft, needs: Needs, locale: string, version: string) {
  const wanted = needs.emergency !== 'none' && !isEmpty(draft.emergency);
  return {
    birth_date: draft.birthDate,
    locale,
    region: 'CN',
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    agreement: { version, accepted: true },
    ...(needs.guardian ? { guardian: sentContact(draft.guardian) } : {}),
    ...(wanted ? { emergency_contact: sentContact(draft.emergency) } : {}),
  };
}

/** The form's fields; a fault of the server at another field is shown above the form. */
const known =
  /^(birth_date|agreement|(guardian|emergency_contact)\.(name|relationship|channel|address))$/;

const wordsFor: Record<string, TextKey> = {
  birth_date: 'fault.birth_date',
  agreement: 'fault.agreement',
  name: 'fault.name',
  relationship: 'fault.relationship',
  address: 'fault.address',
};

/** The server's faults at the form's fields, in the page's language; others as they came. */
export function placed(faults: readonly FieldFault[], t: (key: TextKey) => string): Faults {
  const result: Faults = {};
  for (const fault of faults) {
    const named = fault.field
      .replace(/^agreement\..*/, 'agreement')
      .replace(/\.channel$/, '.address');
    const field = /^(guardian|emergency_contact)$/.test(named) ? `${named}.address` : named;
    const words = wordsFor[field.split('.').at(-1) ?? ''];
    if (known.test(field) && words) result[field] = t(words);
    else result['form'] = `${result['form'] ?? ''}${fault.field} ${fault.message} `;
  }
  return result;
}
