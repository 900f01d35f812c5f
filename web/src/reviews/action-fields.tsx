import type { ReactNode } from 'react';
import type { ReviewAction } from '../../../src/features/reviews/review-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { TextField } from '../access/form/field.tsx';
import { AreaField } from '../alerts/area-field.tsx';

/** What follows: an owner and a day each. */
export function ActionFields({
  value,
  errors,
  onChange,
}: {
  value: readonly ReviewAction[];
  errors: Record<string, string>;
  onChange: (value: ReviewAction[]) => void;
}): ReactNode {
  const set = (index: number, changed: Partial<ReviewAction>): void =>
    onChange(value.map((one, at) => (at === index ? { ...one, ...changed } : one)));
  return (
    <fieldset className="form-field action-fields">
      <legend>Actions</legend>
      <p className="field-hint">What will be done so that it does not come again, by whom, until when.</p>
      {value.map((action, index) => {
        const number = index + 1;
        const error = (part: string): string | undefined => errors[`actions.${index}.${part}`];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an action is known by its number
          <fieldset className="action" key={index}>
            <legend className="visually-hidden">Action {number}</legend>
            <AreaField
              label="What"
              rows={2}
              maxLength={1_000}
              value={action.what}
              error={error('what')}
              onChange={(what) => set(index, { what })}
            />
            <div className="action-line">
              <TextField
                {...{
                  label: 'Owner',
                  name: `owner-${number}`,
                  autoComplete: 'off',
                  placeholder: 'anna, or group:payments',
                }}
                value={action.owner}
                error={error('owner')}
                onChange={(event) => set(index, { owner: event.currentTarget.value })}
              />
              <TextField
                {...{ label: 'Until', name: `due-${number}`, type: 'date' }}
                value={action.due}
                error={error('due')}
                onChange={(event) => set(index, { due: event.currentTarget.value })}
              />
              <label className="tick">
                <input
                  type="checkbox"
                  checked={action.doneAt !== null}
                  onChange={(event) =>
                    set(index, { doneAt: event.currentTarget.checked ? toRfc3339(Date.now()) : null })
                  }
                />
                Done
              </label>
              <button
                type="button"
                className="button quiet"
                onClick={() => onChange(value.filter((_, at) => at !== index))}
              >
                Leave out<span className="visually-hidden"> action {number}</span>
              </button>
            </div>
          </fieldset>
        );
      })}
      {value.length < 100 && (
        <div>
          <button
            type="button"
            className="button"
            onClick={() => onChange([...value, { what: '', owner: '', due: '', doneAt: null }])}
          >
            Add an action
          </button>
        </div>
      )}
    </fieldset>
  );
}
