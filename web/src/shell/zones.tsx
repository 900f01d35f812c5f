import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { usePreference, type ZoneChoice, zoneChoice } from './preferences.ts';

export const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone times are shown in. What belongs to no process takes the zone that all processes share, else the reader's. */
export function zoneFor(choice: ZoneChoice, processZones: readonly string[], local = localZone): string {
  if (choice === 'utc') return 'UTC';
  if (choice === 'local') return local;
  const zones = new Set(processZones);
  const [only] = zones;
  return zones.size === 1 && only !== undefined ? only : local;
}

const ProcessZones = createContext<readonly string[]>([]);

/** Everything below shows its times in the zone of these processes, where process zones are chosen. */
export function ZoneOf({
  processZones,
  children,
}: {
  processZones: readonly string[];
  children: ReactNode;
}): ReactNode {
  const key = [...new Set(processZones)].join(' ');
  const zones = useMemo(() => (key === '' ? [] : key.split(' ')), [key]);
  return <ProcessZones value={zones}>{children}</ProcessZones>;
}

export function useZone(): string {
  const zones = useContext(ProcessZones);
  return zoneFor(usePreference(zoneChoice), zones);
}
