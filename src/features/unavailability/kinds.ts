import type { Kind } from '../catalog/kind.ts';
import { relateSwitch } from './switches/relate-switch.ts';
import { SwitchSpec } from './switches/switch.ts';

/** The kinds of this feature, for whoever reads a catalogue. */
export const unavailabilityKinds: readonly Kind[] = [{ kind: 'Switch', spec: SwitchSpec, relate: relateSwitch }];
