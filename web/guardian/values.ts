// SPDX-License-Identifier: Apache-2.0
// Settings and their values in words, as the log and the list of waiting changes show them.
import type { Hours, Service } from './contract.ts';
import { characterName, duration, nameOf, yuan, type Words } from './words.ts';

export const fieldWords = (field: string, t: Words): string =>
  nameOf(t, 'field', field, 'field.other');

const isHours = (value: unknown): value is Hours =>
  typeof value === 'object' && value !== null && 'from' in value && 'until' in value;

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];

export const typeWords = (type: string, t: Words): string => {
  const words = nameOf(t, 'type', type, 'type.other');
  return words === t('type.other') ? type : words;
};

export function valueWords(field: string, value: unknown, service: Service, t: Words): string {
  const listed = (names: string[]) =>
    names.length === 0 ? t('value.none') : names.join(t('list.comma'));
  switch (field) {
    case 'quota_minutes':
      return typeof value === 'number' ? duration(value * 60, t) : t('value.default');
    case 'hours':
      return isHours(value) ? `${value.from}–${value.until}` : t('value.always');
    case 'blocked_characters':
      return listed(strings(value).map((id) => characterName(service, id)));
    case 'blocked_types':
      return listed(strings(value).map((type) => typeWords(type, t)));
    case 'blocked_tags':
      return listed(strings(value));
    case 'spend_single_fen':
    case 'spend_month_fen':
      return typeof value === 'number'
        ? t('unit.yuan', { yuan: yuan(value) })
        : t('value.default');
    case 'memory':
    case 'training':
      return t(value === false ? 'value.off' : 'value.on');
    case 'link':
      return t(
        (value as { linked?: boolean } | null)?.linked === false ? 'value.unlinked' : 'value.linked',
      );
    default:
      return String(value);
  }
}
