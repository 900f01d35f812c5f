import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AgreementPage } from '../../../src/features/agreements/agreements-contract.ts';
import { fullTimeText } from '../design/format/times.ts';
import { State } from '../design/icons.tsx';
import { periodStates, periodText, reportHref } from '../reports/period-words.ts';
import { agreementMeans, promiseStates } from './promise-words.ts';

/** Who promised whom, how the present period stands, and the way to its report. */
export function AgreementHead({ page }: { page: AgreementPage }): ReactNode {
  const { period } = page;
  const { tone, icon, word } = promiseStates[page.state];
  return (
    <header className="thing-head">
      <div className="thing-title">
        <p className="muted small">
          <Link href="/agreements">Agreements</Link>
        </p>
        <h1>{page.displayName}</h1>
        <p className="thing-state" role="status">
          <State tone={tone} icon={icon}>
            {word} in {periodText(period.name)}
          </State>
          <span className="muted small">{agreementMeans[page.state]}</span>
        </p>
        <dl className="thing-facts">
          <div>
            <dt>Promised by</dt>
            <dd>{page.provider}</dd>
          </div>
          <div>
            <dt>To</dt>
            <dd>{page.customer}</dd>
          </div>
          {page.product !== null && (
            <div>
              <dt>Product</dt>
              <dd>{page.product}</dd>
            </div>
          )}
          <div>
            <dt>Holds</dt>
            <dd>{validText(page)}</dd>
          </div>
          <div>
            <dt>Period</dt>
            <dd>
              {periodText(period.name)}, {periodStates[period.state]}
              <small className="muted">
                {fullTimeText(Date.parse(period.from), period.timeZone)} to{' '}
                {fullTimeText(Date.parse(period.to), period.timeZone)}
              </small>
            </dd>
          </div>
        </dl>
      </div>
      <Link className="button" href={reportHref({ kind: 'agreement', name: page.name, period: period.name })}>
        Open the report
      </Link>
    </header>
  );
}

function validText({ validFrom, validTo }: AgreementPage): string {
  if (validFrom === null && validTo === null) return 'without a first or last day';
  const from = validFrom === null ? 'without a first day' : `from ${validFrom}`;
  return validTo === null ? `${from}, without a last day` : `${from}, no longer on ${validTo}`;
}
