import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type {
  WhatIfAnswer,
  WhatIfChange,
  WhatIfProcess,
} from '../../../src/features/criticality/what-if/what-if-contract.ts';
import { availabilityText } from '../design/format/availability.ts';
import { plural, shareText } from '../design/format/numbers.ts';
import { changeText, exactWorthText, worthText } from '../design/format/worth.ts';
import { Icon, State } from '../design/icons.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import type { Kind } from './asked.ts';
import { effectWords } from './state-words.ts';

const kindWords: Record<Kind, string> = {
  down: 'is down',
  replica: 'has a replica',
  nine: 'has one more nine',
  up: 'never fails',
};

/** What would be if all of the changes held: before and after, for each process, in money. */
export function WhatIfPanel({
  changes,
  answer,
  nameOf,
  isNow,
  onChange,
  onClear,
}: {
  changes: readonly WhatIfChange[];
  answer: Pick<UseQueryResult<WhatIfAnswer>, 'data' | 'error' | 'refetch' | 'isPlaceholderData'>;
  nameOf: (id: string) => string;
  isNow: boolean;
  onChange: (component: string, kind: null) => void;
  onClear: () => void;
}): ReactNode {
  const { data } = answer;
  return (
    <section className="what-if" aria-label="What if">
      <header>
        <h2>What if</h2>
        <button type="button" className="button" onClick={onClear}>
          Clear
        </button>
      </header>
      <ul className="what-if-changes" aria-label="All of this at once">
        {changes.map(({ component, change }) => (
          <li key={component}>
            <span>
              <strong>{nameOf(`component:${component}`)}</strong> {kindWords[change]}
            </span>
            <button
              type="button"
              aria-label={`Take out: ${nameOf(`component:${component}`)}`}
              onClick={() => onChange(component, null)}
            >
              <Icon name="close" size={12} />
            </button>
          </li>
        ))}
      </ul>
      {!isNow && <p className="muted small">Reckoned with the catalogue of now, not of the minute shown.</p>}
      {answer.error && <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />}
      {data === undefined && answer.error === null && (
        <p role="status" className="muted">
          Working it out…
        </p>
      )}
      {data && (
        <div className={answer.isPlaceholderData ? 'stale' : undefined} aria-live="polite">
          <Totals answer={data} />
          <ul className="what-if-list" aria-label="Processes, before and after">
            {data.processes.map((one) => (
              <ProcessAfter key={one.name} one={one} name={nameOf(`process:${one.name}`)} />
            ))}
          </ul>
          <p className="muted small">
            {data.processes.length === 0 ? 'No process reaches what is changed.' : null}
            {data.others > 0 &&
              ` ${plural(data.others, 'process stays', 'processes stay')} as ${data.others === 1 ? 'it is' : 'they are'}.`}
          </p>
          {data.notes.map((note) => (
            <p key={note} className="muted small">
              {note}
            </p>
          ))}
        </div>
      )}
    </section>
  );
}

function Totals({ answer: { totals } }: { answer: WhatIfAnswer }): ReactNode {
  return (
    <dl className="what-if-totals">
      {totals.map(({ currency, lossPerHour, changePerYear }) => (
        <div key={currency}>
          <dt>Lost an hour, on average</dt>
          <dd>
            <span title={exactWorthText(lossPerHour.before)}>{worthText(lossPerHour.before)}</span> →{' '}
            <strong title={exactWorthText(lossPerHour.after)}>{worthText(lossPerHour.after)}</strong>
          </dd>
          {changePerYear && <dd className="muted">{changeText(changePerYear)} a year</dd>}
        </div>
      ))}
    </dl>
  );
}

function ProcessAfter({ one, name }: { one: WhatIfProcess; name: string }): ReactNode {
  const effect = effectWords[one.effect];
  const { lossPerHour, unavailability, whenBuffersRunOut: later } = one;
  return (
    <li>
      <div>
        <Link href={`/processes/${encodeURIComponent(one.name)}`}>{name}</Link>
        <State tone={effect.tone} icon={effect.icon}>
          {effect.word}
          {one.effect === 'degraded' && ` of ${shareText(one.shareLost)}`}
        </State>
      </div>
      <p>
        {lossPerHour === null ? (
          <span className="muted">its money is not known or not shown</span>
        ) : (
          <>
            <span className="worth">{worthText(lossPerHour.before)}</span> →{' '}
            <strong className="worth" title={exactWorthText(lossPerHour.after)}>
              {worthText(lossPerHour.after)}
            </strong>{' '}
            an hour
          </>
        )}
      </p>
      {one.effect !== 'down' && (
        <p className="muted small">
          available {availabilityText(unavailability.before.value)} → {availabilityText(unavailability.after.value)}
        </p>
      )}
      {later && (
        <p className="muted small">
          Once buffers run out: {effectWords[later.effect].word.toLowerCase()}
          {later.effect === 'degraded' && ` of ${shareText(later.shareLost)}`}.
        </p>
      )}
    </li>
  );
}
