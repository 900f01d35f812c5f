import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useSearchParams } from 'wouter';
import type { IncidentsAnswer } from '../../../src/features/unavailability/incident-contract.ts';
import { balanceNow } from '../api/balance.ts';
import { openIncidents } from '../api/incidents.ts';
import { usePollEvery } from '../api/live.ts';
import '../access/form/form.css';
import '../audit/audit.css';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import '../component/thing.css';
import { plural } from '../design/format/numbers.ts';
import { Loaded } from '../design/loaded.tsx';
import { Panel } from '../design/panel.tsx';
import { AllQuiet } from './all-quiet.tsx';
import { IncidentHistory } from './incident-history.tsx';
import { IncidentTable } from './incident-table.tsx';
import { inOrderOfNeed } from './incident-words.ts';
import './incidents.css';

/** What is open now, then what was. The question stands in the address. */
export default function IncidentsPage(): ReactNode {
  const [search, setSearch] = useSearchParams();
  const process = search.get('process') ?? undefined;
  const onlyOpen = search.get('only') === 'open';
  const answer = useQuery({ ...openIncidents(process), refetchInterval: usePollEvery() });
  const count = answer.data?.incidents.length ?? 0;
  useEffect(() => {
    document.title = count > 0 ? `(${count} open) Incidents · Waga` : 'Incidents · Waga';
  }, [count]);
  const ask = (name: string, value: string): void =>
    setSearch((now) => {
      const next = new URLSearchParams(now);
      value === '' ? next.delete(name) : next.set(name, value);
      return next;
    });
  return (
    <Loaded answer={answer} name="Incidents">
      {(open) => (
        <InProcessZones>
          <header className="thing-head">
            <div className="thing-title">
              <h1>Incidents</h1>
              <p className="muted" role="status">
                {tally(open)}
              </p>
            </div>
            <Filters process={process} onlyOpen={onlyOpen} ask={ask} />
          </header>
          {open.incidents.length === 0 ? (
            <AllQuiet process={process} />
          ) : (
            <Panel title="Open now">
              <IncidentTable
                label="Open now"
                incidents={inOrderOfNeed(open.incidents)}
                asOf={open.asOf}
                moneyHidden={open.moneyHidden}
              />
            </Panel>
          )}
          {!onlyOpen && <IncidentHistory process={process} />}
        </InProcessZones>
      )}
    </Loaded>
  );
}

function tally({ incidents }: IncidentsAnswer): string {
  if (incidents.length === 0) return 'Nothing is open.';
  const leading = incidents.filter(({ partOf }) => partOf === null);
  const parts = incidents.length - leading.length;
  const free = leading.filter(({ acknowledged, endedAt }) => acknowledged === null && endedAt === null).length;
  const had =
    free === 0 ? 'somebody has each' : free === leading.length ? 'nobody has any' : `nobody has ${free} of them`;
  const told = parts === 0 ? '' : `; ${plural(parts, 'more is', 'more are')} told with them`;
  return `${plural(leading.length, 'is open', 'are open')}, ${had}${told}.`;
}

function Filters({
  process,
  onlyOpen,
  ask,
}: {
  process: string | undefined;
  onlyOpen: boolean;
  ask: (name: string, value: string) => void;
}): ReactNode {
  const processes = useQuery(balanceNow).data?.processes ?? [];
  const isUnknown = process !== undefined && !processes.some(({ name }) => name === process);
  return (
    <div className="toolbar incident-filters">
      <label className="field">
        <span>Process</span>
        <select value={process ?? ''} onChange={(event) => ask('process', event.currentTarget.value)}>
          <option value="">All</option>
          {isUnknown && <option value={process}>{process}</option>}
          {processes.map(({ name, displayName }) => (
            <option key={name} value={name}>
              {displayName}
            </option>
          ))}
        </select>
      </label>
      <label className="choice">
        <input
          type="checkbox"
          checked={onlyOpen}
          onChange={(event) => ask('only', event.currentTarget.checked ? 'open' : '')}
        />
        <span>Only open ones</span>
      </label>
    </div>
  );
}
