import type { ReactNode } from 'react';
import type { Review, ReviewText } from '../../../src/features/reviews/review-contract.ts';
import { TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { AreaField } from '../alerts/area-field.tsx';
import { ActionFields } from './action-fields.tsx';
import { LinesField } from './lines-field.tsx';
import { ReviewConflict } from './review-conflict.tsx';
import type { Field } from './review-draft.ts';

/** The fields of the text, with a bar to save them once something was written. */
export function ReviewForm({
  page,
  text,
  saw,
  clashes,
  errors,
  failed,
  isMerged,
  isChanged,
  isBusy,
  onChange,
  onMine,
  onDrop,
  onSave,
}: {
  page: Review;
  text: ReviewText;
  saw: ReviewText;
  /** Fields that somebody else changed as well. */
  clashes: { clashes: Field[] } | null;
  errors: Record<string, string>;
  failed: string | null;
  isMerged: boolean;
  isChanged: boolean;
  isBusy: boolean;
  onChange: (text: ReviewText) => void;
  onMine: () => void;
  onDrop: () => void;
  onSave: (form: HTMLFormElement) => void;
}): ReactNode {
  const set = (changed: Partial<ReviewText>): void => onChange({ ...text, ...changed });
  return (
    <form
      className="form panel-body review-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave(event.currentTarget);
      }}
    >
      <FormProblem problem={failed} />
      {clashes !== null && (
        <ReviewConflict page={page} saw={saw} mine={text} clashes={clashes.clashes} onMine={onMine} onTheirs={onDrop} />
      )}
      {isMerged && clashes === null && (
        <p className="review-merged small" role="status">
          {page.editedBy ?? 'Somebody'} saved other parts meanwhile. They are in; what you wrote stands beside them.
        </p>
      )}
      <TextField
        {...{ label: 'Title', name: 'title', maxLength: 300, autoComplete: 'off' }}
        value={text.title}
        error={errors.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <AreaField
        label="Summary"
        hint="For somebody who was not there: what happened, for whom, how it ended."
        rows={6}
        maxLength={20_000}
        value={text.summary}
        error={errors.summary}
        onChange={(summary) => set({ summary })}
      />
      <LinesField
        label="Causes"
        hint="What led to it, the deepest first."
        value={text.causes}
        error={errors.causes}
        onChange={(causes) => set({ causes })}
      />
      <LinesField
        label="What helped"
        value={text.helped}
        error={errors.helped}
        onChange={(helped) => set({ helped })}
      />
      <LinesField
        label="What hindered"
        value={text.hindered}
        error={errors.hindered}
        onChange={(hindered) => set({ hindered })}
      />
      <ActionFields value={text.actions} errors={errors} onChange={(actions) => set({ actions })} />
      {text.actions.length === 0 && (
        <AreaField
          label="Why nothing is to be done"
          hint="A review is whole with an action, or with a word why there is none."
          rows={2}
          maxLength={2_000}
          value={text.noActions ?? ''}
          error={errors.noActions}
          onChange={(noActions) => set({ noActions })}
        />
      )}
      {isChanged && (
        <div className="form-ways save-bar">
          <span className="muted small review-unsaved" role="status">
            Not saved yet
          </span>
          <button type="button" className="button" onClick={onDrop}>
            Leave it as it was
          </button>
          <button type="submit" className="button main" disabled={isBusy || clashes !== null}>
            {isBusy ? 'Saving…' : 'Save what you wrote'}
          </button>
        </div>
      )}
    </form>
  );
}
