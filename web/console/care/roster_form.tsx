// SPDX-License-Identifier: Apache-2.0
// Changing the roster: members and shifts. An address that is left empty stays as it is stored,
// because it is shown masked only.
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words.ts';
import type { Roster } from './roster_contract.ts';
import {
  bodyOf,
  draftOf,
  faultsOf,
  newMember,
  newShift,
  nextMost,
  refusedOf,
  withoutMember,
  type DraftMember,
  type DraftShift,
} from './roster_draft.ts';
import { SmallForm } from './small_form.tsx';
import { useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

interface RosterFormProps {
  roster: Roster;
  onDone: () => void;
  onCancel: () => void;
}

type Fault = (field: string) => string | undefined;

export function RosterForm({ roster, onDone, onCancel }: RosterFormProps) {
  const t = useWords();
  const { ask } = useStaff();
  const [draft, setDraft] = useState(() => draftOf(roster));
  const accounts = usePolled<{ data: { id: string; name: string }[] }>('/anban/v1/staff', 60000);
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const member = (at: number, part: Partial<DraftMember>) =>
    set({ members: draft.members.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  const shift = (at: number, part: Partial<DraftShift>) =>
    set({ shifts: draft.shifts.map((each, i) => (i === at ? { ...each, ...part } : each)) });
  return (
    <SmallForm
      title={t('care.roster.edit')}
      submit={t('care.roster.save')}
      check={() => faultsOf(draft)}
      refused={(fields) => refusedOf(draft, fields)}
      run={async () => {
        await ask('PUT', '/anban/v1/roster', bodyOf(draft));
        onDone();
      }}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          {draft.members.map((each, at) => (
            <MemberFields
              key={each.place}
              at={at}
              member={each}
              accounts={accounts.value?.data ?? []}
              fault={fault}
              onChange={(part) => member(at, part)}
              onRemove={() => setDraft(withoutMember(draft, at))}
            />
          ))}
          <Button
            variant="default"
            onClick={() => set({ members: [...draft.members, newMember(draft)] })}
          >
            {t('care.roster.add_member')}
          </Button>
          {draft.shifts.map((each, at) => (
            <ShiftFields
              key={each.place}
              at={at}
              shift={each}
              members={draft.members}
              fault={fault}
              onChange={(part) => shift(at, part)}
              onRemove={() => set({ shifts: draft.shifts.filter((_, i) => i !== at) })}
            />
          ))}
          {draft.members.length > 0 && (
            <Button
              variant="default"
              onClick={() => set({ shifts: [...draft.shifts, newShift(draft)] })}
            >
              {t('care.roster.add_shift')}
            </Button>
          )}
        </>
      )}
    </SmallForm>
  );
}

interface MemberFieldsProps {
  at: number;
  member: DraftMember;
  accounts: readonly { id: string; name: string }[];
  fault: Fault;
  onChange: (part: Partial<DraftMember>) => void;
  onRemove: () => void;
}

function MemberFields({ at, member, accounts, fault, onChange, onRemove }: MemberFieldsProps) {
  const t = useWords();
  const number = at + 1;
  const unlisted =
    member.key !== '' && accounts.every((each) => each.id !== member.key)
      ? [{ value: member.key, label: member.key }]
      : [];
  return (
    <fieldset className="group">
      <legend>{t('care.roster.member', { number })}</legend>
      <TextInput
        label={t('care.roster.name')}
        required
        value={member.name}
        error={fault(`name.${member.place}`)}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('care.roster.account')}
        value={member.key}
        data={[
          { value: '', label: t('care.roster.account.none') },
          ...accounts.map((each) => ({ value: each.id, label: each.name })),
          ...unlisted,
        ]}
        onChange={(event) => onChange({ key: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('care.roster.channel')}
        value={member.channel}
        data={(['sms', 'email', 'webhook'] as const).map((value) => ({
          value,
          label: t(`care.channel.${value}`),
        }))}
        onChange={(event) => onChange({ channel: event.currentTarget.value })}
      />
      <TextInput
        label={t('care.roster.address')}
        description={
          member.kept === '' ? undefined : t('care.roster.address.kept', { address: member.kept })
        }
        value={member.address}
        error={fault(`address.${member.place}`)}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
      />
      <Button
        variant="default"
        aria-label={t('care.roster.remove_member', { number })}
        onClick={onRemove}
      >
        {t('care.roster.remove')}
      </Button>
    </fieldset>
  );
}

interface ShiftFieldsProps {
  at: number;
  shift: DraftShift;
  members: readonly DraftMember[];
  fault: Fault;
  onChange: (part: Partial<DraftShift>) => void;
  onRemove: () => void;
}

function ShiftFields({ at, shift, members, fault, onChange, onRemove }: ShiftFieldsProps) {
  const t = useWords();
  const number = at + 1;
  const people = members.map((each, i) => ({
    value: String(each.place),
    label: each.name || t('care.roster.member', { number: i + 1 }),
  }));
  const order = [...shift.order, ...(shift.order.length <= nextMost ? [''] : [])];
  const put = (place: number, value: string) => {
    const next = order.map((each, i) => (i === place ? value : each));
    onChange({ order: next.filter((each) => each !== '') });
  };
  return (
    <fieldset className="group">
      <legend>{t('care.roster.shift', { number })}</legend>
      <TextInput
        label={t('care.roster.from')}
        type="datetime-local"
        value={shift.from}
        onChange={(event) => onChange({ from: event.currentTarget.value })}
      />
      <TextInput
        label={t('care.roster.until')}
        type="datetime-local"
        value={shift.until}
        error={fault(`times.${shift.place}`)}
        onChange={(event) => onChange({ until: event.currentTarget.value })}
      />
      {order.map((each, place) => (
        <NativeSelect
          key={place}
          label={place === 0 ? t('care.roster.first') : t('care.roster.next')}
          value={each}
          error={place === 0 ? fault(`first.${shift.place}`) : undefined}
          data={[
            { value: '', label: t(place === 0 ? 'open.choose' : 'care.roster.next.nobody') },
            ...people,
          ]}
          onChange={(event) => put(place, event.currentTarget.value)}
        />
      ))}
      <Button
        variant="default"
        aria-label={t('care.roster.remove_shift', { number })}
        onClick={onRemove}
      >
        {t('care.roster.remove')}
      </Button>
    </fieldset>
  );
}
