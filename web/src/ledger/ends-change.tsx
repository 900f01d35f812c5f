import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { bucketStart, type EpochMs, second } from '../../../src/maths/instants.ts';
import { ledgerOf } from '../api/ledger.ts';
import { secondsText } from '../design/format/fractions.ts';
import { useZone } from '../shell/zones.tsx';
import { effectOf, endsShown } from './effect.ts';
import { type EndsDraft, endsNow, lengthMs } from './ends-draft.ts';
import { boundText } from './figure-text.ts';
import { monthAt, monthStart, monthText } from './ledger-period.ts';
import { isExcluded } from './outage-words.ts';
import { exactTimeText } from './typed-time.ts';

/** What a correction changes, before it is saved: the ends, how long it lasted, and the month's figure. */
export function EndsChange({ page, draft, now }: { page: OutagePage; draft: EndsDraft; now: EpochMs }): ReactNode {
  const zone = useZone();
  const was = endsNow(page);
  const end = (to: EpochMs | null): string => (to === null ? 'it lasts still' : exactTimeText(to, zone));
  const seconds = (ends: EndsDraft): number => Math.round(lengthMs(ends, now) / 1_000);
  const difference = seconds(draft) - seconds(was);
  return (
    <section className="ends-change" aria-label="What changes">
      <table className="versions">
        <thead>
          <tr>
            <th scope="col">What changes</th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        <tbody>
          <Line name="Beginning" before={exactTimeText(was.from, zone)} after={exactTimeText(draft.from, zone)} />
          <Line name="End" before={end(was.to)} after={end(draft.to)} />
          <Line
            name="Lasted"
            before={secondsText(seconds(was))}
            after={`${secondsText(seconds(draft))} (${difference > 0 ? '+' : ''}${secondsText(difference)})`}
          />
          <MonthLine page={page} draft={draft} now={now} />
        </tbody>
      </table>
      {isExcluded(page) && lengthMs(draft, now) > lengthMs(was, now) && (
        <p className="small">
          It is excluded, and what was agreed to was shorter: a second person is to agree to the exclusion again.
        </p>
      )}
      {page.loss !== null && <p className="small muted">What it cost is reckoned anew for the new ends.</p>}
    </section>
  );
}

/** The adjusted figure of the month in which it begins, as the server would reckon it. */
function MonthLine({ page, draft, now }: { page: OutagePage; draft: EndsDraft; now: EpochMs }): ReactNode {
  const zone = useZone();
  const month = monthAt(Date.parse(page.ends.from), zone);
  const whole = { from: monthStart(month, zone), to: monthStart(month + 1, zone) };
  const isPast = whole.from < now;
  const answer = useQuery({ ...ledgerOf(page.subject, whole), enabled: isPast });
  if (!isPast || answer.error) return null;
  const name = `Adjusted, ${monthText(month)}`;
  if (!answer.data) return <Line name={name} before="…" after="…" />;
  // The server counts until the present second.
  const until = bucketStart(Date.parse(answer.data.asOf), second);
  const period = { from: whole.from, to: Math.min(whole.to, until) };
  const { before, after } = effectOf(answer.data, period, page, { ends: endsShown(draft) }, now);
  return <Line name={name} before={boundText(before.adjusted)} after={boundText(after.adjusted)} />;
}

function Line({ name, before, after }: { name: string; before: string; after: string }): ReactNode {
  return (
    <tr className={before === after ? 'same' : ''}>
      <th scope="row">{name}</th>
      <td data-name="Before">{before}</td>
      <td data-name="After">{before === after ? 'the same' : after}</td>
    </tr>
  );
}
