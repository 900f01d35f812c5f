import { type ReactNode, useState } from 'react';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import type { SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs, Interval } from '../../../src/maths/instants.ts';
import { exportPath } from '../api/ledger.ts';
import { useMe } from '../api/me.ts';
import { Choice } from '../design/choice.tsx';
import { zoneText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { AddOutageDialog } from './add-outage-dialog.tsx';
import { dayName, monthAt, type Period, periodKinds, periodText, shifted } from './ledger-period.ts';
import { SubjectChoice } from './subject-choice.tsx';

/** Of whom, and when; what can be taken along, and what nobody saw by itself. */
export function LedgerHead({
  balance,
  subject,
  period,
  interval,
  now,
  onSubject,
  onPeriod,
}: {
  balance: BalanceNow;
  subject: SubjectShown | null;
  period: Period;
  interval: Interval | null;
  now: EpochMs;
  onSubject: (text: string) => void;
  onPeriod: (period: Period) => void;
}): ReactNode {
  const zone = useZone();
  const [isAdding, setAdding] = useState(false);
  const mayKeep = useMe()?.rights.includes('keep-ledger') ?? false;
  const chosen = periodKinds.find(({ id }) => id === period.kind) ?? periodKinds[0];
  const choose = ({ id: kind }: { id: Period['kind'] }): void => {
    const { month } = period;
    const shown = interval ?? { from: now, to: now };
    if (kind === 'range') onPeriod({ kind, month, from: dayName(shown.from, zone), to: dayName(shown.to - 1, zone) });
    else onPeriod({ ...period, kind, month: kind === 'quarter' ? month - (month % 3) : month });
  };
  return (
    <header className="ledger-head">
      <div className="thing-title">
        <h1>Ledger</h1>
        <p className="muted">
          What was not delivered, as it was seen and as it counts. Times in{' '}
          {zoneOver(interval ?? { from: now, to: now }, zone)}.
        </p>
      </div>
      <div className="ledger-ways">
        {interval !== null && (
          <a className="button" href={exportPath({ subject, period: interval })} download>
            Export CSV
          </a>
        )}
        {mayKeep && (
          <button type="button" className="button" onClick={() => setAdding(true)}>
            Add an outage…
          </button>
        )}
      </div>
      <div className="ledger-asked">
        <SubjectChoice balance={balance} subject={subject} onChoose={onSubject} />
        <Choice label="Period" choices={periodKinds} chosen={chosen} onChoose={choose} />
        {period.kind === 'range' ? (
          <RangeFields period={period} onPeriod={onPeriod} />
        ) : (
          <span className="ledger-steps">
            <Step word="Before" period={period} by={-1} onPeriod={onPeriod} />
            <strong className="ledger-period">{periodText(period)}</strong>
            <Step word="After" period={period} by={1} isLast={isPresent(period, now, zone)} onPeriod={onPeriod} />
          </span>
        )}
      </div>
      {isAdding && <AddOutageDialog balance={balance} subject={subject} now={now} onClose={() => setAdding(false)} />}
    </header>
  );
}

/** The zone, with its offset where that is the same all the time. */
function zoneOver({ from, to }: Interval, zone: string): string {
  const [first, last] = [zoneText(from, zone), zoneText(to, zone)];
  return first === last ? first : zone;
}

/** Whether the present month lies in it: what is announced may stand one period further. */
const isPresent = ({ kind, month }: Period, now: EpochMs, zone: string): boolean =>
  monthAt(now, zone) < month + (kind === 'quarter' ? 3 : 1) - 1;

function Step({
  word,
  period,
  by,
  isLast = false,
  onPeriod,
}: {
  word: string;
  period: Period;
  by: number;
  isLast?: boolean;
  onPeriod: (period: Period) => void;
}): ReactNode {
  const next = shifted(period, by);
  return (
    <button
      type="button"
      className="button icon"
      aria-label={`${word}: ${periodText(next)}`}
      title={periodText(next)}
      disabled={isLast}
      onClick={() => onPeriod(next)}
    >
      <span aria-hidden="true">{by < 0 ? '‹' : '›'}</span>
    </button>
  );
}

function RangeFields({ period, onPeriod }: { period: Period; onPeriod: (period: Period) => void }): ReactNode {
  return (
    <>
      <label className="field">
        <span>First day</span>
        <input
          type="date"
          value={period.from}
          onChange={(event) => onPeriod({ ...period, from: event.currentTarget.value })}
        />
      </label>
      <label className="field">
        <span>Last day</span>
        <input
          type="date"
          value={period.to}
          onChange={(event) => onPeriod({ ...period, to: event.currentTarget.value })}
        />
      </label>
    </>
  );
}
