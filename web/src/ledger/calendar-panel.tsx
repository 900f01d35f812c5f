import { type ReactNode, useMemo, useState } from 'react';
import { Panel } from '../design/panel.tsx';
import { CalendarMonth } from './calendar-month.tsx';
import type { DayCell } from './day-cells.ts';

/** The days of the period, month by month: one stop of the tab key a month, arrows go from day to day. */
export function CalendarPanel({
  cells,
  zone,
  isOne,
  chosen,
  onChoose,
}: {
  cells: readonly DayCell[];
  zone: string;
  /** Whether it is the calendar of one subject: only then is known what was not measured. */
  isOne: boolean;
  chosen: string;
  onChoose: (day: string) => void;
}): ReactNode {
  const months = useMemo(() => [...Map.groupBy(cells, ({ name }) => name.slice(0, 7))], [cells]);
  const [active, setActive] = useState<string | null>(null);
  return (
    <Panel
      title="Calendar"
      note={
        isOne
          ? `How much of each day was down. Choose a day to see its outages. ${zone}.`
          : `How much of each day anything was down. Choose a day to see its outages. ${zone}.`
      }
      aside={<Keys isOne={isOne} />}
    >
      <div className="calendar">
        {months.map(([month, days]) => (
          <CalendarMonth
            key={month}
            month={month}
            days={days}
            active={active}
            chosen={chosen}
            onActive={setActive}
            onChoose={(day) => onChoose(day === chosen ? '' : day)}
          />
        ))}
      </div>
    </Panel>
  );
}

function Keys({ isOne }: { isOne: boolean }): ReactNode {
  return (
    <p className="chart-legend small">
      <span>
        <i className="day-key down" /> down
      </span>
      <span>
        <i className="day-key excluded" /> excluded
      </span>
      {isOne && (
        <span>
          <i className="day-key unknown" /> not measured
        </span>
      )}
    </p>
  );
}
