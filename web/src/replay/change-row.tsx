import { type ReactNode, useId } from 'react';
import { TextField } from '../access/form/field.tsx';
import { Icon } from '../design/icons.tsx';
import { type ChangeDraft, type DraftErrors, draftKinds } from './change-draft.ts';

export interface Named {
  name: string;
  word: string;
  /** The rule in force, in words. */
  rule: string | null;
}

/** One change: of what, and what it shall be. What is left empty stays as it is. */
export function ChangeRow({
  draft,
  errors,
  number,
  processes,
  measures,
  onChange,
  onRemove,
}: {
  draft: ChangeDraft;
  errors: DraftErrors;
  number: number;
  processes: readonly Named[];
  measures: readonly Named[];
  onChange: (draft: ChangeDraft) => void;
  onRemove: () => void;
}): ReactNode {
  const id = useId();
  const set = (changed: Partial<ChangeDraft>): void => onChange({ ...draft, ...changed });
  const known = draft.kind === 'process' ? processes : measures;
  const all =
    draft.name === '' || known.some(({ name }) => name === draft.name)
      ? known
      : [...known, { name: draft.name, word: draft.name, rule: null }];
  const rule = known.find(({ name }) => name === draft.name)?.rule ?? null;
  const field = (name: keyof DraftErrors, label: string, hint?: string): ReactNode => (
    <TextField
      {...{ label, hint, name, inputMode: 'decimal', autoComplete: 'off', placeholder: 'as it is' }}
      value={draft[name]}
      error={errors[name]}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <fieldset className="change-row">
      <legend>Change {number}</legend>
      <button
        type="button"
        className="button quiet icon change-remove"
        aria-label={`Leave out change ${number}`}
        onClick={onRemove}
      >
        <Icon name="close" />
      </button>
      <div className="form-field">
        <label htmlFor={`${id}-kind`}>What</label>
        <select
          id={`${id}-kind`}
          value={draft.kind}
          onChange={({ currentTarget: { value } }) => {
            const kind = (Object.keys(draftKinds) as ChangeDraft['kind'][]).find((one) => one === value) ?? 'measure';
            // The name of a measure is none of a process.
            set({ kind, ...((kind === 'process') === (draft.kind === 'process') ? {} : { name: '' }) });
          }}
        >
          {Object.entries(draftKinds).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <div className="form-field change-name">
        <label htmlFor={`${id}-name`}>{draft.kind === 'process' ? 'Process' : 'Measure'}</label>
        <select
          id={`${id}-name`}
          value={draft.name}
          aria-invalid={errors.name !== undefined}
          aria-describedby={
            `${errors.name === undefined ? '' : `${id}-error`} ${rule === null ? '' : `${id}-rule`}`.trim() || undefined
          }
          onChange={(event) => set({ name: event.currentTarget.value })}
        >
          <option value="">Choose one</option>
          {all.map(({ name, word }) => (
            <option key={name} value={name}>
              {word}
            </option>
          ))}
        </select>
        {rule !== null && (
          <p className="field-hint" id={`${id}-rule`}>
            Now: {rule}
          </p>
        )}
        {errors.name !== undefined && (
          <p className="field-error" id={`${id}-error`}>
            {errors.name}
          </p>
        )}
      </div>
      {draft.kind === 'process' && (
        <>
          {field('partial', 'P2 from, in percent')}
          {field('total', 'P1 from, in percent')}
        </>
      )}
      {draft.kind === 'measure' && (
        <>
          {field('atLeast', 'At least, in percent')}
          {field('overMinutes', 'Over minutes')}
          {field('floor', 'Floor')}
        </>
      )}
    </fieldset>
  );
}
