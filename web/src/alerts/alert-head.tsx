import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AlertPage } from '../../../src/features/balance/alert-contract.ts';
import { countText, plural } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { EstimateValue, Time } from '../design/numbers.tsx';
import { DayTime } from '../ledger/day-time.tsx';
import { kindText, ofText, origins, partText, verdicts } from './alert-words.ts';

/** What it is and whether one may trust it, at a glance. */
export function AlertHead({ page }: { page: AlertPage }): ReactNode {
  const { word, tone, icon } = verdicts[page.verdict];
  const { noise } = page;
  const firesSince = page.times.find(({ to }) => to === null)?.from;
  return (
    <header className="alert-head">
      <div className="alert-what">
        <p className="muted small">
          <Link href="/alerts">Alerts</Link>
          {page.component !== null && (
            <>
              {' / '}
              <Link href={`/components/${encodeURIComponent(page.component)}`}>
                {page.componentName ?? page.component}
              </Link>
            </>
          )}
        </p>
        <h1>{page.name}</h1>
        <p className="thing-state" role="status">
          <State tone={tone} icon={icon}>
            {word}
          </State>
          <span>{page.verdictWhy}</span>
        </p>
        {page.firing && (
          <p>
            <State tone="alarm" icon="alarm">
              It fires now
            </State>
            {firesSince !== undefined && (
              <span className="muted">
                {' '}
                since <Time at={Date.parse(firesSince)} near={Date.parse(page.asOf)} />
              </span>
            )}
          </p>
        )}
      </div>
      <dl className="thing-facts alert-facts">
        <Fact name="What it is">
          {kindText(page)}; from {origins[page.origin].long}
        </Fact>
        {page.rule !== null && <Fact name="Rule">{page.rule}</Fact>}
        <Fact name="Calls">{page.pagesWhy}</Fact>
        {page.mandatedBy !== null && <Fact name="Mandated by">{page.mandatedBy}</Fact>}
        <Fact name="Processes above it">
          {page.processes.length === 0
            ? 'none'
            : page.processes.map((name, index) => (
                <span key={name}>
                  {index > 0 && ', '}
                  <Link href={`/processes/${encodeURIComponent(name)}`}>{name}</Link>
                </span>
              ))}
        </Fact>
      </dl>
      <dl className="alert-figures">
        <Figure name={`Alarms in ${noise.days} days`} value={countText(noise.fires)}>
          {noise.fires === 0 ? 'it was silent' : `${durationText(noise.minutes * 60_000)} in all`}
        </Figure>
        <Figure name="Without any drop" value={countText(noise.withoutDrop)}>
          {noise.fires === 0 ? 'of no alarm' : `of ${plural(noise.fires, 'alarm')}`}
        </Figure>
        <Figure name="Calls" value={countText(noise.pages)}>
          {`${countText(noise.pagesByNight)} by night`}
        </Figure>
        <Figure name="Precision" value={page.precision === null ? 'none' : partText(page.precision)}>
          {page.precision === null ? 'it never fired' : `${ofText(page.precision)} alarms told of a drop`}
        </Figure>
        <Figure name="Recall" value={page.recall === null ? 'none' : partText(page.recall)}>
          {page.recall === null ? 'there was no P1 or P2' : `it told of ${ofText(page.recall)} P1 and P2`}
        </Figure>
        <MoneyFigure name="Money in drops it fired in" of={page.money.caught} page={page} />
        <MoneyFigure name="Money in drops it missed" of={page.money.missed} page={page} />
      </dl>
      {page.retired !== null && (
        <p className="alert-retired">
          Retired by {page.retired.by}, <DayTime at={Date.parse(page.retired.at)} />: {page.retired.reason}
        </p>
      )}
    </header>
  );
}

function MoneyFigure({
  name,
  of,
  page,
}: {
  name: string;
  of: AlertPage['money']['caught'];
  page: AlertPage;
}): ReactNode {
  return (
    <div className="alert-figure">
      <dt>{name}</dt>
      <dd>
        {of.length === 0 ? (
          <span className="muted">{page.moneyHidden ? 'not shown to you' : 'none'}</span>
        ) : (
          of.map((one) => <EstimateValue key={one.unit} estimate={one} label={name} />)
        )}
      </dd>
    </div>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: string }): ReactNode {
  return (
    <div className="alert-figure">
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <small className="muted">{children}</small>
      </dd>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
