import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import type { NewReplay, ReplayChange } from '../../../src/features/balance/replay-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { FormProblem } from '../access/form/form-problem.tsx';
import { Choice } from '../design/choice.tsx';
import { Panel } from '../design/panel.tsx';
import { useZone } from '../shell/zones.tsx';
import { type ChangeDraft, changeOfDraft, type DraftErrors, draftOf, newDraft } from './change-draft.ts';
import { ChangeRow, type Named } from './change-row.tsx';
import { type Days, intervalOf, lastDays, mostDays } from './period.ts';

const spans = [7, 30, 90].map((days) => ({ id: String(days), name: `${days} days` }));

/** Which days, and what shall be otherwise in them. */
export function ReplayForm({
  asked,
  processes,
  measures,
  problem,
  isRunning,
  onRun,
}: {
  /** What the address asks for. */
  asked: { changes: readonly ReplayChange[]; days: Days | null };
  processes: readonly Named[];
  measures: readonly Named[];
  /** Why the server did not begin. */
  problem: string | null;
  isRunning: boolean;
  onRun: (body: NewReplay, days: Days) => void;
}): ReactNode {
  const zone = useZone();
  const nextKey = useRef(asked.changes.length);
  const [days, setDays] = useState<Days>(() => asked.days ?? lastDays(30, Date.now(), zone));
  const [drafts, setDrafts] = useState<ChangeDraft[]>(() =>
    asked.changes.length === 0 ? [newDraft(-1)] : asked.changes.map(draftOf),
  );
  const [errors, setErrors] = useState<Record<number, DraftErrors>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const interval = intervalOf(days, Date.now(), zone);
    const read = drafts.map((draft) => ({ key: draft.key, ...changeOfDraft(draft) }));
    const bad = Object.fromEntries(read.flatMap((one) => ('errors' in one ? [[one.key, one.errors]] : [])));
    setErrors(bad);
    setWrong(
      typeof interval === 'string'
        ? interval
        : drafts.length === 0
          ? 'Change something, else both sides are the same.'
          : null,
    );
    if (typeof interval === 'string' || drafts.length === 0 || Object.keys(bad).length > 0) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"], .form-problem')?.focus());
      return;
    }
    const changes = read.flatMap((one) => ('change' in one ? [one.change] : []));
    onRun({ from: toRfc3339(interval.from), to: toRfc3339(interval.to), changes }, days);
  };
  const span = spans.find(({ id }) => sameDays(lastDays(Number(id), Date.now(), zone), days));
  return (
    <Panel
      title="What to try"
      note="The same code that watches now reads the past again, once by the rules that hold and once with these changes."
    >
      <form className="form panel-body replay-form" onSubmit={submit} noValidate>
        <FormProblem problem={wrong ?? problem} />
        <div className="replay-days">
          <Choice
            label="Days to replay"
            choices={spans}
            chosen={span ?? { id: '', name: '' }}
            onChoose={({ id }) => setDays(lastDays(Number(id), Date.now(), zone))}
          />
          <label className="field">
            <span>First day</span>
            <input
              type="date"
              value={days.first}
              onChange={({ currentTarget: { value } }) => setDays({ ...days, first: value })}
            />
          </label>
          <label className="field">
            <span>Last day</span>
            <input
              type="date"
              value={days.last}
              onChange={({ currentTarget: { value } }) => setDays({ ...days, last: value })}
            />
          </label>
          <span className="muted small">at most {mostDays} days</span>
        </div>
        {drafts.map((draft, index) => (
          <ChangeRow
            key={draft.key}
            draft={draft}
            number={index + 1}
            errors={errors[draft.key] ?? {}}
            processes={processes}
            measures={measures}
            onChange={(next) => setDrafts(drafts.map((one) => (one.key === draft.key ? next : one)))}
            onRemove={() => setDrafts(drafts.filter((one) => one.key !== draft.key))}
          />
        ))}
        <div className="form-ways replay-ways">
          <button
            type="button"
            className="button"
            onClick={() => {
              nextKey.current += 1;
              setDrafts([...drafts, newDraft(nextKey.current)]);
            }}
          >
            Another change
          </button>
          <button type="submit" className="button main" disabled={isRunning}>
            {isRunning ? 'Replaying…' : 'Replay'}
          </button>
        </div>
      </form>
    </Panel>
  );
}

const sameDays = (one: Days, other: Days): boolean => one.first === other.first && one.last === other.last;
