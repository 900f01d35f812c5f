import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { bucketStart, type EpochMs, type Interval, minute } from '../../../src/maths/instants.ts';
import type { Plot } from '../design/chart/canvas.tsx';
import { clockText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { type EndName, endAfterKey, moved, wagasEnds } from './ends-draft.ts';
import { exactTimeText } from './typed-time.ts';
import type { Ends } from './use-ends.ts';

const names: Record<EndName, string> = { from: 'Beginning of the outage', to: 'End of the outage' };

/** Where its clock would leave the chart. */
const isAtEdge = (end: EndName, percent: number): boolean => (end === 'from' ? percent < 12 : percent > 88);

/** The range that counts, over the curve: two handles to drag, or to move by keys. Where one may only look, the range alone. */
export function EndsHandles({
  page,
  ends,
  plot,
  seen,
  now,
  mayCorrect,
}: {
  page: OutagePage;
  ends: Ends;
  plot: Plot;
  /** The time from the left to the right edge. */
  seen: Interval;
  now: EpochMs;
  mayCorrect: boolean;
}): ReactNode {
  const zone = useZone();
  const area = useRef<HTMLDivElement>(null);
  const dragged = useRef<EndName | null>(null);
  const { draft } = ends;
  const wagas = wagasEnds(page);
  const length = seen.to - seen.from;
  const percent = (at: EpochMs): number => (100 * Math.max(0, Math.min(length, at - seen.from))) / length;
  const [left, right] = [percent(draft.from), percent(draft.to ?? Math.max(draft.from, now))];
  const move = (end: EndName, at: EpochMs): void => ends.set(moved(draft, end, at, seen));

  const pressed = (end: EndName) => (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const to = endAfterKey(event.key, event.shiftKey, draft[end] ?? seen.to, wagas[end] ?? seen.to);
    if (to === null) return;
    event.preventDefault();
    move(end, to);
  };
  const drag = (event: PointerEvent): void => {
    const box = area.current?.getBoundingClientRect();
    if (dragged.current === null || !box || box.width === 0) return;
    const at = seen.from + ((event.clientX - box.left) / box.width) * length;
    move(dragged.current, bucketStart(Math.round(at) + minute / 2, minute));
  };
  const handle = (end: EndName, at: EpochMs): ReactNode => (
    <div
      key={end}
      className={`end-handle ${end} ${isAtEdge(end, percent(at)) ? 'at-edge' : ''}`}
      style={{ left: `${percent(at)}%` }}
      role="slider"
      tabIndex={0}
      aria-label={names[end]}
      aria-valuemin={Math.round((end === 'to' ? draft.from : seen.from) / 1_000)}
      aria-valuemax={Math.round((end === 'from' ? (draft.to ?? seen.to) : Math.max(seen.to, at)) / 1_000)}
      aria-valuenow={Math.round(at / 1_000)}
      aria-valuetext={exactTimeText(at, zone)}
      onKeyDown={pressed(end)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        dragged.current = end;
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        dragged.current = null;
      }}
      onPointerCancel={() => {
        dragged.current = null;
      }}
    >
      <span className="end-clock" aria-hidden="true">
        {clockText(at, zone)}
      </span>
      <i className="end-grip" aria-hidden="true" />
    </div>
  );
  return (
    <div
      ref={area}
      className="ends-area"
      style={{ left: plot.left, width: plot.right - plot.left, top: plot.top, height: plot.bottom - plot.top }}
    >
      <i className="ends-range" style={{ left: `${left}%`, right: `${100 - right}%` }} />
      {mayCorrect && handle('from', draft.from)}
      {mayCorrect && draft.to !== null && handle('to', draft.to)}
    </div>
  );
}
