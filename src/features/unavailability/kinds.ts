import type { Kind } from '../catalog/kind.ts';
import { relateRunbook } from './runbooks/relate-runbook.ts';
import { RunbookSpec } from './runbooks/runbook.ts';
import { relateSwitch } from './switches/relate-switch.ts';
import { SwitchSpec } from './switches/switch.ts';

/** The kinds of this feature, for whoever reads a catalogue. */
export const unavailabilityKinds: readonly Kind[] = [
  { kind: 'Switch', spec: SwitchSpec, relate: relateSwitch },
  { kind: 'Runbook', spec: RunbookSpec, relate: relateRunbook },
];
