import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { balanceNow } from '../api/balance.ts';
import { type Link, pollEveryMs, useLink } from '../api/live.ts';
import { durationText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { useNow } from './now.ts';
import { ZoneOf } from './zones.tsx';

const words: Record<Link, string> = {
  connecting: 'Connecting',
  live: 'Live',
  interrupted: 'Reconnecting',
  stopped: 'Stopped',
};

/** Whether ticks arrive, and how old the numbers on the page are. Only the word is announced, not the passing seconds. */
export function LiveIndicator(): ReactNode {
  const link = useLink();
  const { data } = useQuery({ ...balanceNow, enabled: false });
  return (
    <p className={`live-indicator ${link}`}>
      <i aria-hidden="true" />
      <span role="status">{words[link]}</span>
      {data && (
        <ZoneOf processZones={data.processes.map(({ timeZone }) => timeZone)}>
          <Age asOf={Date.parse(data.asOf)} />
        </ZoneOf>
      )}
    </p>
  );
}

function Age({ asOf }: { asOf: number }): ReactNode {
  const now = useNow();
  return (
    <span className="live-age">
      <span className="visually-hidden">, as of </span>
      <Time at={asOf} near={now} />
      <span className="live-seconds"> · {durationText(now - asOf)} old</span>
    </span>
  );
}

/** Said on the page itself while the stream is broken, so that nobody takes old numbers for live ones. */
export function PollingNote(): ReactNode {
  if (useLink() !== 'interrupted') return null;
  return (
    <p className="polling-note" role="status">
      Live updates are interrupted. Until they are back, this page asks every {pollEveryMs / 1_000} seconds.
    </p>
  );
}
