// SPDX-License-Identifier: Apache-2.0
// Numbers of real people, each a link that dials (O-86).
import { spoken, useTexts } from '../common/language.ts';
import type { HelpLine } from './contract.ts';

export function HelpLines({ lines }: { lines: readonly HelpLine[] }) {
  const t = useTexts();
  return (
    <ul className="help-lines">
      {lines.map((line) => (
        <li key={line.number}>
          <a href={`tel:${line.number.replace(/[^\d+]/g, '')}`}>
            <span className="unseen">{t('crisis.call')}</span>
            <span className="number">{line.number}</span>
            <span className="line-name">{spoken(line.name)}</span>
            {line.hours && <span className="hours">{spoken(line.hours)}</span>}
          </a>
        </li>
      ))}
    </ul>
  );
}
