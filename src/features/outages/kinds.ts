import type { Kind } from '../catalog/kind.ts';
import { MaintenanceSpec } from './maintenance/maintenance.ts';
import { relateMaintenance } from './maintenance/relate-maintenance.ts';

/** The kinds of this feature, for whoever reads a catalogue. */
export const ledgerKinds: readonly Kind[] = [{ kind: 'Maintenance', spec: MaintenanceSpec, relate: relateMaintenance }];
