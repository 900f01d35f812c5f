import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { AlertsAnswer } from '../../../src/features/balance/alert-contract.ts';
import { alertsOf } from '../api/alerts.ts';
import { usePollEvery } from '../api/live.ts';
import { InProcessZones } from '../balance/in-process-zones.tsx';
import { Choice } from '../design/choice.tsx';
import { Command } from '../design/command.tsx';
import { Loaded } from '../design/loaded.tsx';
import { AlertTable } from './alert-table.tsx';
import { noiseText } from './alert-words.ts';
import './alerts.css';
import { askedIn, daysOffered, filterAlerts } from './asked.ts';
import { UncataloguedPanel } from './uncatalogued-panel.tsx';

/** Every alert there is, whoever raises it: what it is, how much noise it made and what it was worth. */
export default function AlertsPage(): ReactNode {
  const [search, setSearch] = useSearchParams();
  const asked = useMemo(() => askedIn(search), [search]);
  const answer = useQuery({ ...alertsOf(asked.days), refetchInterval: usePollEvery() });
  useEffect(() => {
    document.title = 'Alerts · Waga';
  }, []);
  const ask = useCallback(
    (change: Record<string, string>): void =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) value === '' ? next.delete(name) : next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return (
    <Loaded answer={answer} name="Alerts">
      {(page) => (
        <InProcessZones>
          <header className="page-head alerts-head">
            <h1>Alerts</h1>
            <p className="muted small" role="status">
              In the last {asked.days} days: {noiseText(page.totals)}
            </p>
            <Choice
              label="Days looked at"
              choices={dayChoices}
              chosen={dayChoices.find(({ id }) => id === String(asked.days)) ?? month}
              onChoose={({ id }) => ask({ days: id === '30' ? '' : id })}
            />
          </header>
          {page.alerts.length === 0 ? <NoAlerts /> : <Parts page={page} asked={asked} onAsk={ask} />}
        </InProcessZones>
      )}
    </Loaded>
  );
}

const dayChoices = daysOffered.map((days) => ({ id: String(days), name: `${days} days` }));
const month = dayChoices[1] ?? { id: '30', name: '30 days' };

function Parts({
  page,
  asked,
  onAsk,
}: {
  page: AlertsAnswer;
  asked: ReturnType<typeof askedIn>;
  onAsk: (change: Record<string, string>) => void;
}): ReactNode {
  // The field follows the keys at once; the rows may be a moment later.
  const sought = useDeferredValue(asked);
  const found = useMemo(() => filterAlerts(page.alerts, sought), [page.alerts, sought]);
  const uncatalogued = useMemo(() => page.alerts.filter(({ inCatalog }) => !inCatalog), [page.alerts]);
  return (
    <>
      <UncataloguedPanel rows={uncatalogued} onAll={() => onAsk({ state: 'uncatalogued' })} />
      <AlertTable page={page} found={found} asked={asked} sort={sought.sort} onAsk={onAsk} />
    </>
  );
}

function NoAlerts(): ReactNode {
  return (
    <section className="lone-page">
      <h2>No alert is known yet</h2>
      <p>
        Alerts are the measures and objectives of the catalogue, the rules on the business result, and whatever
        Alertmanager sends here. Let it send, with a token that may <code>ingest</code>:
      </p>
      <Command command={receiver} />
    </section>
  );
}

const receiver = `receivers:
  - name: waga
    webhook_configs:
      - url: https://waga.example.com/api/v1/alertmanager
        send_resolved: true
        http_config: {authorization: {credentials_file: /etc/alertmanager/waga.token}}`;
