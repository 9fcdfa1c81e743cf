// SPDX-License-Identifier: Apache-2.0
// The drills of a plan: when, who took part, what was found; recorded by those who lead, to take
// along as JSON by everybody on the staff.
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../words.ts';
import { serverNow } from './clock.ts';
import { When } from './marks.tsx';
import type { Drill } from './roster_contract.ts';
import { localTime } from './roster_draft.ts';
import { SmallForm, type FieldFaults } from './small_form.tsx';
import { leads, useStaff } from './staff.ts';
import { usePolled } from './use_polled.ts';

const refreshMilliseconds = 60000;
const keepMilliseconds = 10000;

function download(name: string, value: unknown): void {
  const text = JSON.stringify(value, null, 2);
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keepMilliseconds);
}

export function Drills({ plan, onDrilled }: { plan: string; onDrilled: () => void }) {
  const t = useWords();
  const { me, ask } = useStaff();
  const path = `/anban/v1/contingency_plans/${encodeURIComponent(plan)}/drills`;
  const { value, fault, reload } = usePolled<{ data: Drill[] }>(path, refreshMilliseconds);
  const [adding, setAdding] = useState(false);
  const drills = value?.data ?? [];
  return (
    <section aria-label={t('care.drills')}>
      <h3>{t('care.drills')}</h3>
      {fault !== null && <p className="fault">{t('care.plans.failed')}</p>}
      {value !== null && drills.length === 0 && <p className="why">{t('care.drills.none')}</p>}
      <ul className="evidence">
        {drills.map((each, at) => (
          <li key={each.id ?? at}>
            <strong>
              <When at={each.held} />
            </strong>
            <p className="why">{each.participants.join('、')}</p>
            <p className="said">{each.findings}</p>
          </li>
        ))}
      </ul>
      <div className="row">
        {drills.length > 0 && (
          <Button variant="default" onClick={() => download(`anban-drills-${plan}.json`, value)}>
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

function DrillForm({ run, onCancel }: DrillFormProps) {
  const t = useWords();
  const [held, setHeld] = useState(() => localTime(serverNow()));
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
        run({ held: new Date(held).toISOString(), participants, findings: findings.trim() })
      }
      onCancel={onCancel}
    >
      {(fault) => (
        <>
          <TextInput
            label={t('care.drills.held')}
            type="datetime-local"
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
