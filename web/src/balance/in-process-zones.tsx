import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { balanceNow } from '../api/balance.ts';
import { ZoneOf } from '../shell/zones.tsx';

/** Times of what belongs to many processes stand in the zone that all processes share. */
export function InProcessZones({ children }: { children: ReactNode }): ReactNode {
  const processes = useQuery(balanceNow).data?.processes ?? [];
  return <ZoneOf processZones={processes.map(({ timeZone }) => timeZone)}>{children}</ZoneOf>;
}
