// SPDX-License-Identifier: Apache-2.0
// What is said of telling somebody. "Delivered" stands only where the channel said so. Where one of
// them is feared, that one is never told; the words are then of whoever is told instead. Pure.
import { named, type Words } from '../words.ts';
import type { Contact } from './contract.ts';

export const isReached = (contact: Contact): boolean => contact.state === 'delivered';

export function contactWords(contact: Contact, t: Words): string {
  if (contact.withheld && contact.state === 'none') return t('care.contact.withheld');
  const who = named(t, 'care.recipient', contact.recipient ?? 'none');
  return t(`care.contact.${contact.state}`, { who });
}
