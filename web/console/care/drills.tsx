// SPDX-License-Identifier: Apache-2.0
// The drills of a plan: when, who took part, what was found; recorded by those who lead, to take
// along as a table (CSV) by everybody on the staff.
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words.ts';
import { serverNow } from './clock.ts';
import { Day } from './day.tsx';
import type { Drill } from './roster_contract.ts';
import { localTime } from './roster_draft.ts';
import { SmallForm, type FieldFaults } from './small_form.tsx';
import { leads, useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 60000;
const keepMilliseconds = 10000;

async function download(name: string, answer: Response): Promise<void> {
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keepMilliseconds);
}

export function Drills({ plan, onDrilled }: { plan: string; onDrilled: () => void }) {
  const t = useWords();
  const { me, ask, stream } = useStaff();
  const path = `/anban/v1/contingency_plans/${encodeURIComponent(plan)}/drills`;
  const { value, fault, reload } = usePolled<{ data: Drill[] }>(path, refreshMilliseconds);
  const [adding, setAdding] = useState(false);
  const [lost, setLost] = useState(false);
  const drills = value?.data ?? [];
  const save = async () => {
    const answer = await stream(`${path}?format=csv`, new AbortController().signal);
    await download(`anban-drills-${plan}.csv`, answer);
    setLost(false);
  };
  return (
    <section aria-label={t('care.drills')}>
      <h3>{t('care.drills')}</h3>
      {(fault !== null || lost) && <p className="fault">{t('care.plans.failed')}</p>}
      {value !== null && drills.length === 0 && <p className="why">{t('care.drills.none')}</p>}
      <ul className="evidence">
        {drills.map((each) => (
          <li key={each.id}>
            <strong>
              <Day day={each.held} />
            </strong>
            <p className="why">{each.participants.join('、')}</p>
            <p className="said">{each.findings}</p>
          </li>
        ))}
      </ul>
      <div className="row">
        {drills.length > 0 && (
          <Button variant="default" onClick={() => void save().catch(() => setLost(true))}>
            {t('care.drills.download')}
          </Button>
        )}
        {leads(me) && !adding && (
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('care.drills.add')}
          </Button>
        )}
      </div>
      {adding && (
        <DrillForm
          run={async (body) => {
            await ask('POST', path, body);
            setAdding(false);
            reload();
            onDrilled();
          }}
          onCancel={() => setAdding(false)}
        />
      )}
    </section>
  );
}

interface DrillFormProps {
  run: (body: unknown) => Promise<void>;
  onCancel: () => void;
}

type Named = [string, FieldFaults[string]];

const atField = ({ field }: { field: string }): Named[] =>
  field === 'held' ? [['held', 'care.drills.fault.held']] : [];

function DrillForm({ run, onCancel }: DrillFormProps) {
  const t = useWords();
  const [held, setHeld] = useState(() => localTime(serverNow()).slice(0, 10));
  const [names, setNames] = useState('');
  const [findings, setFindings] = useState('');
  const participants = names.split('\n').map((each) => each.trim()).filter((each) => each !== '');
  const check = () => {
    const found: FieldFaults = {};
    if (Number.isNaN(Date.parse(held))) found['held'] = 'care.drills.fault.held';
    if (participants.length === 0) found['participants'] = 'care.drills.fault.participants';
    if (findings.trim() === '') found['findings'] = 'care.drills.fault.findings';
    return found;
  };
  return (
    <SmallForm
      title={t('care.drills.add')}
      submit={t('care.drills.save')}
      check={check}
      run={() =>
        run({ held, participants, findings: findings.trim() })
      }
      refused={(fields) => Object.fromEntries(fields.flatMap(atField))}
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          <TextInput
            label={t('care.drills.held')}
            type="date"
            required
            value={held}
            error={fault('held')}
            onChange={(event) => setHeld(event.currentTarget.value)}
          />
          <Textarea
            label={t('care.drills.participants')}
            required
            rows={3}
            value={names}
            error={fault('participants')}
            onChange={(event) => setNames(event.currentTarget.value)}
          />
          <Textarea
            label={t('care.drills.findings')}
            required
            rows={3}
            value={findings}
            error={fault('findings')}
            onChange={(event) => setFindings(event.currentTarget.value)}
          />
        </>
      )}
    </SmallForm>
  );
}
