import { useQuery } from '@tanstack/react-query';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import type {
  NewSwitchAct,
  SwitchPage,
  SwitchShown,
} from '../../../src/features/unavailability/switches/switch-contract.ts';
import { useActing } from '../api/acting.ts';
import { incidentNamed, openIncidents } from '../api/incidents.ts';
import { actOnSwitch, switchNamed } from '../api/switches.ts';

/** Acts on a switch as it is shown; null when it was done, else why not. */
export type ActOn = (body: NewSwitchAct) => Promise<string | null>;

export function useSwitchActs({ name, revision }: Pick<SwitchShown, 'name' | 'revision'>): {
  act: ActOn;
  isBusy: boolean;
} {
  const { act, isBusy } = useActing<SwitchPage>(switchNamed(name).queryKey);
  // To look again is right whatever happened meanwhile.
  return { act: (body) => act(() => actOnSwitch(name, body.act === 'check' ? '*' : revision, body)), isBusy };
}

/** The incident for which one would act now, with its forecasts: the newest loss of the process that leads. Null: there is none. */
export function useIncidentOf(process: string): IncidentPage | null {
  const open = useQuery(openIncidents(process)).data?.incidents ?? [];
  const leading = open.find(
    ({ kind, partOf, shadow, endedAt }) =>
      kind === 'loss' && partOf === null && shadow === undefined && endedAt === null,
  );
  const page = useQuery({ ...incidentNamed(leading?.id ?? ''), enabled: leading !== undefined });
  return leading === undefined ? null : (page.data ?? null);
}
