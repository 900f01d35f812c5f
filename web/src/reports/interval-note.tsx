import type { ReactNode } from 'react';
import type { Estimate } from '../../../src/maths/estimate.ts';
import { Explained } from '../design/explain/explain.tsx';
import { countText, plural } from '../design/format/numbers.ts';

/** Fewer outages than these, and the interval is too narrow more often than it says. */
const enough = 12;

/** A share 0 to 1 as percent with three places, outwards: what is an estimate claims no more than it knows. */
export function outwardText(share: number, way: 'down' | 'up'): string {
  if (share >= 1) return '100%';
  const scaled = Math.max(0, share) * 1e5;
  const cut = way === 'down' ? Math.floor(scaled + 1e-6) : Math.ceil(scaled - 1e-6);
  return cut >= 1e5 ? 'below 100%' : `${(cut / 1e3).toFixed(3)}%`;
}

/** What the figure could as well have been, for outages that come at random, and on how many that rests. */
export function IntervalNote({ interval, outages }: { interval: Estimate | null; outages: number }): ReactNode {
  if (interval === null) {
    return (
      <p className="small muted">
        {outages === 0
          ? 'No outage counted, so nothing says how long one would last: there is no interval.'
          : 'There is no interval: too little was measured.'}
      </p>
    );
  }
  const { low, high, level, basis, method } = interval;
  const shown = `${outwardText(low, 'down')} to ${outwardText(high, 'up')}`;
  const count = basis.incidents ?? outages;
  return (
    <p className="small">
      Outages come at random: as well it could have been{' '}
      <Explained
        label="Interval"
        made={{
          ...{ title: 'What it could as well have been', shown },
          local: {
            title: 'Interval of the adjusted figure',
            formula: method,
            lines: [
              { label: 'Level', value: `${countText(level * 100)}%`, note: 'so often it holds the usual figure' },
              { label: 'Rests on', value: plural(count, 'incident'), note: 'overlapping ones are one' },
              { label: 'From', value: String(low), note: '' },
              { label: 'To', value: String(high), note: '' },
            ],
          },
        }}
      >
        {shown}
      </Explained>{' '}
      ({countText(level * 100)}%). It rests on {plural(count, 'incident')}
      {count < enough && ', which is few: take it as narrower than it should be'}.
    </p>
  );
}
