import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Week } from '../../../src/features/reviews/weekly-contract.ts';
import { countText } from '../design/format/numbers.ts';
import { durationText } from '../design/format/times.ts';
import { type IconName, State, type Tone } from '../design/icons.tsx';
import { Panel } from '../design/panel.tsx';
import { DataTable, type TableColumn } from '../design/table/data-table.tsx';
import { DayTime } from '../ledger/day-time.tsx';

type Window = Week['windows']['coming'][number];

const states: Record<Window['state'], { word: string; tone: Tone; icon: IconName }> = {
  coming: { word: 'Coming', tone: 'calm', icon: 'none' },
  now: { word: 'Now', tone: 'alarm', icon: 'learning' },
  kept: { word: 'Kept', tone: 'calm', icon: 'calm' },
  overrun: { word: 'Overrun', tone: 'loss', icon: 'loss' },
};

/** The planned windows with the three questions, first those to come, then how those of the week went. */
export function WeekWindows({ page: { windows } }: { page: Week }): ReactNode {
  return (
    <Panel
      title="Planned windows"
      note="Three questions for each to come: mute alerts? switch something off? show a banner?"
      aside={
        <Link className="button on-screen" href="/maintenance">
          All windows
        </Link>
      }
    >
      <Part title="To come" windows={windows.coming} none="No window is planned." />
      <Part title="How those of the week went" windows={windows.lastWeek} none="There was none." />
    </Panel>
  );
}

function Part({ title, windows, none }: { title: string; windows: readonly Window[]; none: string }): ReactNode {
  return (
    <section className="week-part">
      <h3>{title}</h3>
      {windows.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <DataTable
          label={title}
          columns={columns}
          rows={windows}
          rowId={({ maintenance, from }) => `${maintenance} ${from}`}
          rowTone={({ state }) => (state === 'overrun' ? 'loss-row' : undefined)}
          pageSize={100}
          cardsBelow={900}
        />
      )}
    </section>
  );
}

const columns: TableColumn<Window>[] = [
  {
    ...{ id: 'name', name: 'Window', names: true },
    cell: ({ displayName, vendor, from, to }) => (
      <span className="stack">
        <strong>{displayName}</strong>
        <small className="muted">
          <DayTime at={Date.parse(from)} />, {durationText(Date.parse(to) - Date.parse(from))}
          {vendor !== null && ` · ${vendor}`}
        </small>
      </span>
    ),
  },
  {
    ...{ id: 'announced', name: 'Announced' },
    cell: ({ announcedInTime }) =>
      announcedInTime === null ? (
        'not yet'
      ) : announcedInTime ? (
        'in time'
      ) : (
        <State tone="loss" icon="alarm">
          late
        </State>
      ),
  },
  { id: 'mute', name: 'Mute?', cell: ({ mute }) => (mute ? 'yes' : 'no') },
  { id: 'off', name: 'Switch off?', cell: ({ switchOff }) => switchOff ?? <span className="muted">nothing</span> },
  { id: 'banner', name: 'Banner?', cell: ({ banner }) => banner ?? <span className="muted">none</span> },
  {
    ...{ id: 'state', name: 'State' },
    cell: ({ state, overrunMinutes }) => (
      <span className="stack">
        <State tone={states[state].tone} icon={states[state].icon}>
          {states[state].word}
        </State>
        {overrunMinutes > 0 && <small>by {countText(overrunMinutes)} min</small>}
      </span>
    ),
  },
];
