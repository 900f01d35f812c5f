import type { ReactNode } from 'react';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import type { Breakdown } from '../../../src/maths/breakdown.ts';
import { amountText, currencyOf } from '../design/format/amounts.ts';
import { plural } from '../design/format/numbers.ts';
import { Icon, State } from '../design/icons.tsx';
import { Count, EstimateValue, Time } from '../design/numbers.tsx';
import { hiddenMoneyText } from './hidden-money.ts';
import { Scales } from './scales.tsx';
import { healthTally, notWeighed, processTally, verdictText } from './verdict.ts';

/** The first thing seen: the verdict as a sentence, the scales, and the two sides in numbers. */
export function VerdictPanel({ balance }: { balance: BalanceNow }): ReactNode {
  const verdict = verdictText(balance.verdict);
  const leftOut = notWeighed(processTally(balance.processes));
  return (
    <section className={`verdict ${verdict.tone}`} aria-labelledby="verdict">
      <div className="verdict-text">
        <p className="muted small">
          Balance · {balance.environment} · <Time at={Date.parse(balance.asOf)} />
        </p>
        <div role="status">
          <h1 id="verdict">
            <span className={`verdict-icon ${verdict.tone}`}>
              <Icon name={verdict.icon} size={24} />
            </span>
            {verdict.sentence}
          </h1>
        </div>
        <p className="muted">
          {verdict.meaning} {leftOut !== null && <span>Not weighed: {leftOut}</span>}
        </p>
      </div>
      <Scales balance={balance} />
      <TechnicalSide components={balance.components} />
      <BusinessSide balance={balance} />
    </section>
  );
}

function TechnicalSide({ components }: { components: BalanceNow['components'] }): ReactNode {
  const tally = healthTally(components);
  const named = (state: keyof typeof tally): Breakdown => ({
    title: 'Which',
    formula: `components whose worst indicator reads "${state}"`,
    lines: components
      .filter((component) => component.health.state === state)
      .map(({ displayName, name, health }) => ({
        label: displayName,
        value: plural(health.indicators.length, 'indicator'),
        note: displayName === name ? '' : name,
      })),
  });
  return (
    <div className="side technical">
      <h2>Technical</h2>
      {tally.alarm > 0 ? (
        <p className="side-main alarm">
          <Count count={tally.alarm} label="Components in alarm" made={named('alarm')} /> in alarm
        </p>
      ) : (
        <p className="side-main">{tally.ok === 0 ? 'Not known' : 'No alarm'}</p>
      )}
      <ul className="side-facts">
        <li>
          <Count count={tally.ok} label="Healthy components" made={named('ok')} /> healthy
        </li>
        {tally.unknown > 0 && (
          <li>
            <Count count={tally.unknown} label="Unknown components" made={named('unknown')} /> unknown
          </li>
        )}
        {tally.unmeasured > 0 && (
          <li>
            <Count count={tally.unmeasured} label="Components without an indicator" made={named('unmeasured')} /> not
            measured
          </li>
        )}
      </ul>
    </div>
  );
}

function BusinessSide({ balance }: { balance: BalanceNow }): ReactNode {
  const tally = processTally(balance.processes);
  const isKnown = tally.ok + tally.losing > 0;
  return (
    <div className="side business">
      <h2>Business</h2>
      {balance.losing.map((estimate) => (
        <p className="side-main loss" key={estimate.unit}>
          <EstimateValue
            estimate={estimate}
            label={`Money missing per hour, ${currencyOf(estimate.unit)}`}
            made={contributions(balance.processes, estimate.unit)}
          />
        </p>
      ))}
      {losesHiddenMoney(balance) && (
        <p className={balance.losing.length === 0 ? 'side-main muted' : 'muted'}>
          {balance.losing.length === 0 ? 'Money' : 'Further money'} {hiddenMoneyText}
        </p>
      )}
      {balance.losing.length === 0 && tally.losing === 0 && (
        <p className="side-main">{isKnown ? 'Nothing missing' : 'Not known'}</p>
      )}
      <ul className="side-facts">
        {tally.losing > 0 && (
          <li className="loss">
            <State tone="loss" icon="loss">
              {plural(tally.losing, 'process', 'processes')} losing
            </State>
          </li>
        )}
        <li>
          <Count count={tally.ok} label="Processes with no proven drop" made={processesIn(balance.processes, 'ok')} />{' '}
          as expected
        </li>
        {tally.unknown > 0 && (
          <li>
            <Count count={tally.unknown} label="Unknown processes" made={processesIn(balance.processes, 'unknown')} />{' '}
            unknown
          </li>
        )}
        {tally.learning > 0 && (
          <li>
            <Count
              count={tally.learning}
              label="Learning processes"
              made={processesIn(balance.processes, 'learning')}
            />{' '}
            learning
          </li>
        )}
      </ul>
    </div>
  );
}

const losesHiddenMoney = ({ processes }: BalanceNow): boolean =>
  processes.some(({ impact }) => impact.state === 'losing' && impact.moneyHidden);

function contributions(processes: BalanceNow['processes'], unit: string): Breakdown {
  return {
    title: 'Which processes lose it',
    formula: 'sum over the losing processes of the same currency; currencies are never added',
    lines: processes.flatMap(({ displayName, name, impact: { lossPerHour, state } }) =>
      state === 'losing' && lossPerHour?.unit === unit
        ? [{ label: displayName, value: amountText(lossPerHour).value, note: displayName === name ? '' : name }]
        : [],
    ),
  };
}

function processesIn(processes: BalanceNow['processes'], state: 'ok' | 'unknown' | 'learning'): Breakdown {
  return {
    title: 'Which',
    formula: `processes in the state "${state}"`,
    lines: processes
      .filter(({ impact }) => impact.state === state)
      .map(({ displayName, name, impact }) => ({ label: displayName, value: name, note: impact.notes[0] ?? '' })),
  };
}
