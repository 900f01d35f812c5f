import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Availability } from '../../../src/features/outages/availability.ts';
import type { LedgerAnswer } from '../../../src/features/outages/outage-contract.ts';
import type { Breakdown } from '../../../src/maths/breakdown.ts';
import { Explained } from '../design/explain/explain.tsx';
import { fractionText, secondsText } from '../design/format/fractions.ts';
import { plural } from '../design/format/numbers.ts';
import { Time } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { ProblemNote } from '../design/problem-note.tsx';
import { adjustedMade, faultFigures, faultMade, policyWords, rawMade, unmeasuredMade } from './figure-made.ts';
import { boundText } from './figure-text.ts';
import { subjectPath } from './subject-text.ts';

/** Raw, adjusted and unmeasured side by side, and whose fault it was. Each figure opens to what it is made of. */
export function FiguresPanel({
  answer,
  title,
  isPast,
  isWhole,
}: {
  answer: Pick<UseQueryResult<LedgerAnswer>, 'data' | 'error' | 'refetch'>;
  title: string;
  isPast: boolean;
  /** Whether the period is over. */
  isWhole: boolean;
}): ReactNode {
  const { data, error } = answer;
  return (
    <Panel
      title={data ? `Delivered by ${data.subjectName}` : 'Delivered'}
      note={
        isPast ? (
          <>
            {title}
            {!isWhole && data && (
              <>
                {' '}
                until today, <Time at={Date.parse(data.asOf)} />
              </>
            )}
            , by time.
          </>
        ) : (
          title
        )
      }
      {...(data
        ? {
            aside: (
              <Link className="button" href={subjectPath(data.subject)}>
                Its page
              </Link>
            ),
          }
        : {})}
    >
      {error && !data ? (
        <ProblemNote problem={error} onRetry={() => void answer.refetch()} />
      ) : !isPast ? (
        <p className="panel-empty muted">This time is still to come: nothing was delivered in it yet.</p>
      ) : data ? (
        <Figures figures={data.availability} />
      ) : (
        <div className="panel-skeleton skeleton" />
      )}
    </Panel>
  );
}

export function Figures({ figures }: { figures: Availability }): ReactNode {
  const { raw, adjusted, unmeasuredSeconds } = figures;
  return (
    <div className="figures">
      <dl className="figure-row main">
        <Figure
          name="Raw"
          shown={fractionText(raw)}
          made={rawMade(figures)}
          note={`${secondsText(figures.rawDownSeconds)} down as it was seen`}
        />
        <Figure
          name="Adjusted"
          shown={boundText(adjusted)}
          made={adjustedMade(figures)}
          note={`${secondsText(figures.downSeconds)} down, ${secondsText(figures.excludedSeconds)} excluded`}
        />
        <Figure
          name="Unmeasured"
          shown={unmeasuredSeconds === 0 ? 'nothing' : secondsText(unmeasuredSeconds)}
          made={unmeasuredMade(figures)}
          note={unmeasuredSeconds === 0 ? 'no time stands as unknown' : 'nobody knows, so adjusted is a bound'}
        />
      </dl>
      <dl className="figure-row">
        {faultFigures.map((fault) => (
          <Figure
            key={fault.id}
            name={fault.name}
            shown={fractionText(figures[fault.of])}
            made={faultMade(figures, fault)}
            note={`${secondsText(figures[fault.down])} down by ${fault.whose}`}
          />
        ))}
      </dl>
      <p className="muted small figure-policy">
        {plural(figures.outages, 'outage')} counted. {policyWords(figures.policy).join(' ')}
      </p>
    </div>
  );
}

function Figure({
  name,
  shown,
  made,
  note,
}: {
  name: string;
  shown: string;
  made: Breakdown;
  note: string;
}): ReactNode {
  return (
    <div className="figure">
      <dt>{name}</dt>
      <dd>
        <Explained label={name} made={{ title: name, shown, local: made }} className="figure-value">
          {shown}
        </Explained>
        <small>{note}</small>
      </dd>
    </div>
  );
}
