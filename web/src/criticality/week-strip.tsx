import { type ReactNode, useState } from 'react';
import type { ComponentCriticalityPage } from '../../../src/features/criticality/page-contract.ts';
import { moneyText } from '../../../src/maths/money.ts';
import { Choice } from '../design/choice.tsx';
import { worthText } from '../design/format/worth.ts';
import { days, extremes, hourName, hourOfWeek, shadesOf } from './week-hours.ts';
import './week-strip.css';

type Week = ComponentCriticalityPage['week'][number];

const ways = [
  { id: 'picture', name: 'Picture' },
  { id: 'table', name: 'Table' },
] as const;

/** Money at risk in each hour of the week: seven rows of twenty-four shades, or the same as a table. */
export function WeekStrip({ week, asOf }: { week: Week; asOf: number }): ReactNode {
  const [way, setWay] = useState<(typeof ways)[number]>(ways[0]);
  const { minor, currency, timeZone } = week;
  const text = (amount: number | null): string =>
    amount === null ? 'not known' : worthText({ currency, minor: amount, text: moneyText(amount, currency) });
  const ends = extremes(minor);
  const summary =
    ends === null
      ? 'The value of no hour is known.'
      : `Most on ${hourName(ends.dearest)}: ${text(minor[ends.dearest] ?? null)}; least on ${hourName(ends.cheapest)}: ${text(minor[ends.cheapest] ?? null)}.`;
  const now = hourOfWeek(asOf, timeZone);
  return (
    <section className="week" aria-label={`Money at risk by hour of the week, ${currency}`}>
      <div className="week-head">
        <div>
          <h3>By hour of the week</h3>
          <p className="small muted">
            {summary} Hours of {timeZone}; framed is the present one.
          </p>
        </div>
        <Choice label={`${currency} by hour: show as`} choices={ways} chosen={way} onChoose={setWay} />
      </div>
      {way.id === 'picture' ? (
        <Picture minor={minor} now={now} text={text} summary={summary} />
      ) : (
        <WeekTable minor={minor} text={text} />
      )}
    </section>
  );
}

interface Drawn {
  minor: Week['minor'];
  text: (amount: number | null) => string;
}

function Picture({ minor, now, text, summary }: Drawn & { now: number; summary: string }): ReactNode {
  const shades = shadesOf(minor);
  return (
    <div className="week-picture" role="img" aria-label={summary}>
      {days.map((name, row) => (
        <div key={name} className="week-day">
          <span>{name.slice(0, 2)}</span>
          {shades.slice(row * 24, row * 24 + 24).map((shade, column) => {
            const index = row * 24 + column;
            return (
              <i
                key={hourName(index)}
                className={`${shade === null ? 'unknown' : `shade-${shade}`}${index === now ? ' now' : ''}`}
                title={`${hourName(index)}: ${text(minor[index] ?? null)}`}
              />
            );
          })}
        </div>
      ))}
      <div className="week-day week-hours">
        <span />
        {['00', '06', '12', '18'].map((hour) => (
          <b key={hour}>{hour}:00</b>
        ))}
      </div>
    </div>
  );
}

function WeekTable({ minor, text }: Drawn): ReactNode {
  return (
    // A scrollable part must be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on a narrow page
    <section className="week-table" tabIndex={0} aria-label="Money at risk by hour, as a table">
      <table>
        <thead>
          <tr>
            <th scope="col">Hour</th>
            {days.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: 24 }, (_, hour) => hourName(hour).slice(-5)).map((name, hour) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {days.map((day, row) => (
                <td key={day}>{text(minor[row * 24 + hour] ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
