// SPDX-License-Identifier: Apache-2.0
// Numbers of real people, each a link that dials (O-86), and beside them what else helps.
import type { ReactNode } from 'react';
import { spoken, useTexts } from '../common/language.ts';
import type { OfferedLine } from './help_actions.ts';

export interface HelpLinesProps {
  lines: readonly OfferedLine[];
  /** A button behind the numbers. */
  children?: ReactNode;
}

export function HelpLines({ lines, children }: HelpLinesProps) {
  const t = useTexts();
  return (
    <ul className="help-lines">
      {lines.map((line) => (
        <li key={line.number}>
          <a href={`tel:${line.number.replace(/[^\d+]/g, '')}`}>
            {!line.label && <span className="unseen">{t('crisis.call')}</span>}
            <span className="number">{line.label || line.number}</span>
            {spoken(line.name) !== '' && <span className="line-name">{spoken(line.name)}</span>}
            {line.hours && <span className="hours">{spoken(line.hours)}</span>}
          </a>
        </li>
      ))}
      {children && <li>{children}</li>}
    </ul>
  );
}
