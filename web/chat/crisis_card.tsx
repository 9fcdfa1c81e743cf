// SPDX-License-Identifier: Apache-2.0
// The crisis card (O-84 to O-90), pinned while the conversation lasts: help lines that dial
// come first (they stay in view on a small screen), then the true state of the contact. "Reached"
// stands here only after a confirmed delivery. The platform itself is one touch away, too (O-86).
import { Button } from '@mantine/core';
import { useTexts, type Translate } from '../common/language.ts';
import type { HelpLine } from './contract.ts';
import type { CrisisHelp } from './conversation_state.ts';
import { offered, platformLabel } from './help_actions.ts';
import { HelpLines } from './help_lines.tsx';

export function contactWords(contact: NonNullable<CrisisHelp['contact']>, t: Translate): string {
  return contact.words || t(`crisis.contact.${contact.state}`);
}

/** The server's words with the lines taken out: what stands before them, and what behind. */
function around(body: string, lines: readonly HelpLine[]): { before: string; behind: string } {
  const isLine = (text: string) => lines.some((line) => text.trim().startsWith(line.number));
  const texts = body.split('\n');
  const first = texts.findIndex(isLine);
  if (first < 0) return { before: '', behind: body };
  const behind = texts.slice(first).filter((text) => !isLine(text));
  return { before: texts.slice(0, first).join('\n'), behind: behind.join('\n') };
}

/** Numbers shown at once; the rest opens, so that the contact's state stays in view on a phone. */
const inView = 3;

export interface CrisisCardProps {
  help: CrisisHelp;
  lines: HelpLine[];
  onPlatform: () => void;
}

export function CrisisCard({ help, lines, onPlatform }: CrisisCardProps) {
  const t = useTexts();
  const shown = offered(help.lines.length > 0 ? help.lines : lines, help.actions);
  const { before, behind } = around(help.body, shown);
  const platform = platformLabel(help.actions, t('crisis.platform'));
  return (
    <section className="crisis" aria-labelledby="crisis-title" tabIndex={0}>
      <h2 id="crisis-title">{help.title || t('crisis.title')}</h2>
      {before !== '' && <p className="crisis-body">{before}</p>}
      <HelpLines lines={shown.slice(0, inView)}>
        {platform !== null && (
          <Button variant="default" className="help-platform" onClick={onPlatform}>
            {platform}
          </Button>
        )}
      </HelpLines>
      {help.contact && (
        <p className={`contact contact-${help.contact.state}`}>
          <strong>{t('crisis.contact.heading')}</strong>
          {contactWords(help.contact, t)}
        </p>
      )}
      {shown.length > inView && (
        <details>
          <summary>{t('crisis.more')}</summary>
          <HelpLines lines={shown.slice(inView)} />
        </details>
      )}
      {behind !== '' && <p className="crisis-body">{behind}</p>}
    </section>
  );
}
