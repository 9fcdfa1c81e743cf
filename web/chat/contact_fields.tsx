// SPDX-License-Identifier: Apache-2.0
// The fields of a guardian or an emergency contact.
import { NativeSelect, TextInput } from '@mantine/core';
import { useTexts } from '../common/language.ts';
import type { TextKey } from '../common/texts_zh.ts';
import type { Settings } from './contract.ts';
import type { ContactDraft, Faults } from './registration.ts';

const relations = {
  guardian: ['mother', 'father', 'guardian'],
  emergency_contact: ['spouse', 'child', 'mother', 'father', 'relative', 'friend', 'other'],
} as const;

const inputOf: Record<string, { type: string; mode: 'tel' | 'email' | 'url' }> = {
  sms: { type: 'tel', mode: 'tel' },
  email: { type: 'email', mode: 'email' },
  webhook: { type: 'url', mode: 'url' },
};

/** What people can be reached by; a callback address only where nothing else is offered. */
export function channelsFor(settings: Pick<Settings, 'channels' | 'configured_channels'>): string[] {
  const configured = settings.configured_channels ?? [];
  const offered = configured.length > 0 ? configured : settings.channels;
  const forPeople = offered.filter((each) => each !== 'webhook');
  return forPeople.length > 0 ? forPeople : offered;
}

export interface ContactFieldsProps {
  role: 'guardian' | 'emergency_contact';
  value: ContactDraft;
  channels: string[];
  required: boolean;
  faults: Faults;
  onChange: (value: ContactDraft) => void;
}

export function ContactFields(props: ContactFieldsProps) {
  const t = useTexts();
  const { role, value, faults, required, channels } = props;
  const set = (part: Partial<ContactDraft>) => props.onChange({ ...value, ...part });
  const fault = (field: string) => faults[`${role}.${field}`];
  const input = inputOf[value.channel] ?? { type: 'text', mode: 'email' as const };
  const name = (field: string) => `${role}.${field}`;
  return (
    <>
      <TextInput
        name={name('name')}
        label={t('open.name')}
        required={required}
        value={value.name}
        error={fault('name')}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        name={name('relationship')}
        label={t('open.relationship')}
        required={required}
        value={value.relationship}
        error={fault('relationship')}
        data={[
          { value: '', label: t('open.choose') },
          ...relations[role].map((each) => ({
            value: each,
            label: t(`open.relation.${each}` as TextKey),
          })),
        ]}
        onChange={(event) => set({ relationship: event.currentTarget.value })}
      />
      {channels.length > 1 && (
        <NativeSelect
          name={name('channel')}
          label={t('open.channel')}
          required={required}
          value={value.channel}
          data={channels.map((each) => ({
            value: each,
            label: t(`open.channel.${each}` as TextKey),
          }))}
          onChange={(event) => set({ channel: event.currentTarget.value })}
        />
      )}
      <TextInput
        name={name('address')}
        label={t(`open.address.${value.channel}` as TextKey)}
        required={required}
        type={input.type}
        inputMode={input.mode}
        value={value.address}
        error={fault('address')}
        onChange={(event) => set({ address: event.currentTarget.value })}
      />
    </>
  );
}
