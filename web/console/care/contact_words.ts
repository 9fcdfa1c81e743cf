// SPDX-License-Identifier: Apache-2.0
// What is said of telling somebody. "Delivered" stands only where the channel said so; whoever is
// feared is told nothing, whatever else a row says. Pure.
import { named, type Words } from '../words.ts';
import type { Contact } from './contract.ts';

export const isReached = (contact: Contact): boolean =>
  contact.state === 'delivered' && !contact.withheld;

export function contactWords(contact: Contact, t: Words): string {
  if (contact.withheld) return t('care.contact.withheld');
  const who = named(t, 'care.recipient', contact.recipient ?? 'none');
  return t(`care.contact.${contact.state}`, { who });
}
