// biome-ignore-all lint/a11y/useSemanticElements: the days of a week are cells of a grid that arrows walk, each a button
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { barParts, type DayCell, dayWords, parts, shortSeconds } from './day-cells.ts';
import { monthText } from './ledger-period.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const weekdayOf = (name: string): number => (new Date(`${name}T00:00:00Z`).getUTCDay() + 6) % 7;

/** One month as weeks from Monday on. Arrows go by a day and a week, Home and End to the ends of the week, Enter chooses. */
export function CalendarMonth({
  month,
  days,
  active,
  chosen,
  onActive,
  onChoose,
}: {
  /** `2026-11`. */
  month: string;
  days: readonly DayCell[];
  active: string | null;
  chosen: string;
  onActive: (day: string) => void;
  onChoose: (day: string) => void;
}): ReactNode {
  const grid = useRef<HTMLDivElement>(null);
  const id = useId();
  const [year = 0, number = 1] = month.split('-').map(Number);
  // One of them takes the tab key: the one that had the focus last, else the chosen one, else the last with something in it.
  const stop = (
    days.find(({ name }) => name === active) ??
    days.find(({ name }) => name === chosen) ??
    days.findLast(({ outages }) => outages > 0) ??
    days[0]
  )?.name;
  const pressed = (event: KeyboardEvent): void => {
    const index = days.findIndex(({ name }) => name === (event.target as HTMLElement).dataset.day);
    const cell = days[index];
    if (cell === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
    const weekday = weekdayOf(cell.name);
    const next = { ArrowLeft: index - 1, ArrowRight: index + 1, ArrowUp: index - 7, ArrowDown: index + 7 }[event.key];
    const inWeek = { Home: index - weekday, End: index + 6 - weekday }[event.key];
    const to = next ?? (inWeek === undefined ? undefined : Math.max(0, Math.min(days.length - 1, inWeek)));
    const target = to === undefined ? undefined : days[to];
    if (to === undefined) return;
    event.preventDefault();
    if (target === undefined) return;
    onActive(target.name);
    grid.current?.querySelector<HTMLElement>(`[data-day="${target.name}"]`)?.focus();
  };
  return (
    <section className="calendar-month">
      <h3 id={id}>{monthText(year * 12 + number - 1)}</h3>
      {/* Keys pressed on its days are heard here. */}
      <div role="grid" aria-labelledby={id} tabIndex={-1} className="calendar-grid" ref={grid} onKeyDown={pressed}>
        <div role="row" tabIndex={-1} className="calendar-week calendar-names">
          {weekdays.map((name) => (
            <span key={name} role="columnheader" tabIndex={-1}>
              {name}
            </span>
          ))}
        </div>
        {weeksOf(days).map((week) => (
          <div role="row" tabIndex={-1} className="calendar-week" key={week.map((day) => day?.name ?? '').join()}>
            {week.map((day, weekday) =>
              day === null ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty place of the week is known by its weekday
                <span role="gridcell" tabIndex={-1} key={weekday} />
              ) : (
                <span role="gridcell" tabIndex={-1} key={day.name}>
                  <Day
                    day={day}
                    isStop={day.name === stop}
                    isChosen={day.name === chosen}
                    onActive={onActive}
                    onChoose={onChoose}
                  />
                </span>
              ),
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function Day({
  day,
  isStop,
  isChosen,
  onActive,
  onChoose,
}: {
  day: DayCell;
  isStop: boolean;
  isChosen: boolean;
  onActive: (day: string) => void;
  onChoose: (day: string) => void;
}): ReactNode {
  const bars = barParts(day);
  return (
    <button
      type="button"
      className={`calendar-day ${day.isFuture ? 'future' : ''} ${day.downSeconds > 0 && !day.isFuture ? 'is-down' : ''}`}
      tabIndex={isStop ? 0 : -1}
      data-day={day.name}
      aria-pressed={isChosen}
      title={dayWords(day)}
      onFocus={() => onActive(day.name)}
      onClick={() => onChoose(day.name)}
    >
      <span className="visually-hidden">{dayWords(day)}</span>
      <span className="calendar-number" aria-hidden="true">
        {Number(day.name.slice(8))}
      </span>
      <span className="calendar-words" aria-hidden="true">
        {wordsOf(day)}
      </span>
      <span className="calendar-bar" aria-hidden="true">
        {parts.map((part) => bars[part] > 0 && <i key={part} className={part} style={{ width: `${bars[part]}%` }} />)}
      </span>
    </button>
  );
}

/** The most that matters of a day in its cell. */
function wordsOf({ downSeconds, excludedSeconds, unknownSeconds, isFuture }: DayCell): string {
  if (downSeconds > 0) return shortSeconds(downSeconds);
  if (excludedSeconds > 0) return shortSeconds(excludedSeconds);
  return unknownSeconds > 0 && !isFuture ? '?' : '';
}

/** Rows of seven, with nothing before the first day and after the last. */
function weeksOf(days: readonly DayCell[]): (DayCell | null)[][] {
  const [first] = days;
  if (first === undefined) return [];
  const places: (DayCell | null)[] = [...Array.from({ length: weekdayOf(first.name) }, () => null), ...days];
  while (places.length % 7 !== 0) places.push(null);
  return Array.from({ length: places.length / 7 }, (_, week) => places.slice(week * 7, week * 7 + 7));
}
