import { toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, type Document, displayName, processNamed } from '../../catalog/catalog.ts';
import { rotationFor } from '../../duty/covering.ts';
import { type Message, shortened } from '../../notifications/message.ts';
import { positionWords } from './command.ts';
import type { KeptSwitch, NewActLine, Stepped } from './kept-switch.ts';
import type { SwitchSpec } from './switch.ts';

/** The channels of those who answer for the process of a switch; none where no rotation covers it. */
export const channelsOf = (catalog: Catalog, { process }: SwitchSpec): readonly string[] =>
  rotationFor(catalog, { process })?.spec.channels ?? [];

/**
 * What is to be told of new acts: what a breaker switched by itself, and that a switch is not verified, or is again. Quiet: nobody is
 * called by a switch. What a person did, or a window that was announced, is told to nobody. `before` is the switch as it was.
 */
export function switchMessages(
  catalog: Catalog,
  document: Document<SwitchSpec>,
  before: KeptSwitch,
  { kept, acts }: Stepped,
  origin: string,
): Message[] {
  const { name } = document.metadata;
  return acts.flatMap((line, index): Message[] => {
    const said = sayingOf(document.spec, before, line);
    if (said === null) return [];
    const process = processNamed(catalog, document.spec.process);
    return [
      {
        ...{ key: `switch ${name}`, dedup: `switch ${name}`, sequence: before.acts + index + 1, kind: said.kind },
        ...{ severity: said.severity, title: shortened(`${displayName(document)} ${said.words}`, 300) },
        lines: [
          { label: 'Process', text: process ? displayName(process) : document.spec.process },
          { label: 'Why', text: shortened(line.says, 2_000) },
        ],
        link: `${origin}/switches/${encodeURIComponent(name)}`,
        ...{ startedAt: toRfc3339(kept.since ?? line.at), at: toRfc3339(line.at) },
      },
    ];
  });
}

type Saying = Pick<Message, 'kind' | 'severity'> & { words: string };

function sayingOf(spec: SwitchSpec, before: KeptSwitch, line: NewActLine): Saying | null {
  const { act, position, share, why } = line;
  const is = `is ${positionWords(spec.type, position, share)}`;
  if (act === 'switch' && why?.policy?.kind === 'breaker') {
    const kind = position === 'off' ? 'ticket' : position === 'half' ? 'update' : 'closing';
    return { kind, severity: position === 'on' ? 'info' : 'warning', words: `${is}, by its breaker` };
  }
  if (act === 'not-verified') {
    return {
      kind: 'ticket',
      severity: 'error',
      words: `is to be ${positionWords(spec.type, position, share)}, and is not verified`,
    };
  }
  if (act !== 'verified' || before.checked !== 'not-verified') return null;
  return { kind: position === 'on' ? 'closing' : 'update', severity: 'info', words: `${is}, and verified now` };
}
