import { expect, it } from 'vitest';
import { untouched } from './kept-switch.ts';
import { processesOff } from './processes-off.ts';
import { SwitchSpec } from './switch.ts';

const document = (name: string, process: string, type: 'switch' | 'banner') => ({
  ...{ apiVersion: 'waga/v1', kind: 'Switch', metadata: { name }, at: { file: 'a.yaml', line: 1, column: 1 } },
  spec: SwitchSpec.parse({
    type,
    process,
    carriedOut: { by: 'person', how: 'By hand.' },
    customersSee: { off: 'Nothing.' },
  }),
});
const at = (name: string, position: 'on' | 'off' | 'half') =>
  [name, { name, kept: { ...untouched, position }, revision: 1, version: 1 }] as const;

it('are those with a switch that is off or let through in part, banners aside', () => {
  const documents = [
    document('cards', 'payment', 'switch'),
    document('word', 'refund', 'banner'),
    document('form', 'join', 'switch'),
    document('pickup', 'delivery', 'switch'),
  ];
  const kept = new Map([at('cards', 'half'), at('word', 'off'), at('form', 'on')]);
  expect([...processesOff({ version: 1, appliedAt: 0, documents }, kept)]).toEqual(['payment']);
});
