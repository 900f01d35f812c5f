import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Report } from '../../../src/features/agreements/report-contract.ts';
import { hiddenMoneyText } from '../balance/hidden-money.ts';
import { amountText } from '../design/format/amounts.ts';
import { countText } from '../design/format/numbers.ts';
import { Count, EstimateValue } from '../design/numbers.tsx';
import { Panel } from '../design/panel.tsx';
import { Figures } from '../ledger/figures-panel.tsx';
import { MoneyGap } from './money-gap.tsx';
import { noCustomersWhy, noMoneyWhy } from './not-known.ts';
import { perSubjectMade } from './report-made.ts';

/** What it cost in all: money, customers, outages, and what is still owed to the ledger. */
export function TotalsPanel({ report }: { report: Report }): ReactNode {
  const { totals, together, moneyHidden, subjects } = report;
  return (
    <Panel title="In all">
      <dl className="number-list">
        <div>
          <dt>Money lost</dt>
          <dd className="figure-large">
            {totals.money ? (
              <EstimateValue
                className="money"
                estimate={totals.money}
                label="Money lost"
                made={perSubjectMade('Money lost', 'the sum over what it is about', report, ({ money }) =>
                  money === null ? null : amountText(money).value,
                )}
              />
            ) : (
              <span className="muted">
                {moneyHidden ? hiddenMoneyText : totals.outages === 0 ? 'none, as nothing was down' : 'not known'}
              </span>
            )}
            {totals.money ? (
              <MoneyGap report={report} />
            ) : (
              !moneyHidden && totals.outages > 0 && <small className="muted">{noMoneyWhy}</small>
            )}
          </dd>
        </div>
        <div>
          <dt>Customers lost</dt>
          <dd className="figure-large">
            {totals.customersLost === null ? (
              <>
                <span className="muted">{totals.outages === 0 ? 'none, as nothing was down' : 'not known'}</span>
                {totals.outages > 0 && <small className="muted">{noCustomersWhy}</small>}
              </>
            ) : (
              <Count
                count={totals.customersLost}
                label="Customers lost"
                made={perSubjectMade(
                  'Customers lost',
                  'users who failed and had no success within 24 hours, counted per outage: who failed in two counts twice',
                  report,
                  ({ customersLost }) => (customersLost === null ? null : countText(customersLost)),
                )}
              />
            )}
          </dd>
        </div>
        <div>
          <dt>Outages</dt>
          <dd className="figure-large">
            <Count
              count={totals.outages}
              label="Outages"
              made={perSubjectMade(
                'Outages',
                'in the period, left-out ones included, false alarms not',
                report,
                (one) => countText(one.outages.filter(({ kind }) => kind !== 'false-positive').length),
              )}
            />
          </dd>
        </div>
        <div>
          <dt>Their reports overdue</dt>
          <dd className="figure-large">
            {totals.overdue === 0 ? (
              'none'
            ) : (
              <span className="owed">
                <Count
                  count={totals.overdue}
                  label="Reports overdue"
                  made={perSubjectMade('Reports overdue', 'outages whose cause is not written in time', report, (one) =>
                    countText(one.outages.filter(({ overdue }) => overdue).length),
                  )}
                />
              </span>
            )}
            {totals.overdue > 0 && (
              <small>
                <Link href="/ledger">write them in the ledger</Link>
              </small>
            )}
          </dd>
        </div>
      </dl>
      {together && (
        <>
          <h3 className="report-heading">
            All {countText(subjects.length)} as one, by time: a second is down by the largest share of any
          </h3>
          <Figures figures={together} />
        </>
      )}
    </Panel>
  );
}
