import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Link } from 'wouter';
import type { HealthAnswer } from '../../../src/features/signals/health-contract.ts';
import { usePollEvery } from '../api/live.ts';
import { healthNow } from '../api/things.ts';
import '../component/thing.css';
import { durationText } from '../design/format/times.ts';
import { Icon, State } from '../design/icons.tsx';
import { Loaded } from '../design/loaded.tsx';
import { Time } from '../design/numbers.tsx';
import { ComingIn, Outgoing } from './health-flows.tsx';
import './health.css';
import { Jobs } from './health-jobs.tsx';
import { Machine, Stores } from './health-machine.tsx';
import { HealthSources } from './health-sources.tsx';
import { adviceFor, placeOf, stateWords } from './health-words.ts';

/** How Waga itself is: first in a sentence, then why, then everything it knows of itself. */
export default function HealthPage(): ReactNode {
  const answer = useQuery({ ...healthNow, refetchInterval: usePollEvery() });
  const state = answer.data?.state;
  useEffect(() => {
    document.title = `${state === 'failing' ? '(failing) ' : ''}Health · Waga`;
  }, [state]);
  return (
    <Loaded answer={answer} name="Health">
      {(health) => (
        <>
          <Head health={health} />
          <Jobs health={health} />
          <HealthSources health={health} />
          <ComingIn health={health} />
          <Stores health={health} />
          <Machine health={health} />
          <Outgoing health={health} />
        </>
      )}
    </Loaded>
  );
}

function Head({ health }: { health: HealthAnswer }): ReactNode {
  const words = stateWords[health.state];
  const asOf = Date.parse(health.asOf);
  return (
    <section className={`verdict health-head ${words.tone}`} aria-labelledby="health">
      <div className="verdict-text">
        <p className="muted small">
          Health · {health.environment} · <Time at={asOf} /> · version {health.version}, up for{' '}
          {durationText(health.uptimeSeconds * 1_000)}
        </p>
        <div role="status">
          <h1 id="health">
            <span className={`verdict-icon ${words.tone}`}>
              <Icon name={words.icon} size={24} />
            </span>
            {words.sentence}
          </h1>
        </div>
        <p className="muted">{clockText(health.clock)}</p>
      </div>
      {health.reasons.length > 0 && <Reasons health={health} />}
    </section>
  );
}

function Reasons({ health }: { health: HealthAnswer }): ReactNode {
  return (
    <ol className="health-reasons" aria-label="Why">
      {health.reasons.map((reason) => {
        const place = placeOf(reason);
        const failing = reason.severity === 'failing';
        return (
          <li key={`${reason.code} ${reason.subject}`}>
            <State tone={failing ? 'loss' : 'alarm'} icon={failing ? 'loss' : 'alarm'}>
              {failing ? 'Failing' : 'Look'}
            </State>
            <div>
              <p>
                <strong>{place === null ? reason.subject : <Link href={place}>{reason.subject}</Link>}</strong>{' '}
                {reason.message}
              </p>
              <p className="muted small">{adviceFor(reason)}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function clockText({ lastTick, latenessMs, everySeconds }: HealthAnswer['clock']): string {
  if (lastTick === null) return 'The first evaluation is still under way.';
  return `The last evaluation was ${durationText(latenessMs ?? 0)} ago; one is due every ${everySeconds} s.`;
}
