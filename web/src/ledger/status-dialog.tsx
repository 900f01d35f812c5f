import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { statusesOf } from '../../../src/features/agreements/status/post.ts';
import { statusWords } from '../../../src/features/agreements/status/status-words.ts';
import type { Posts } from '../../../src/features/agreements/status-contract.ts';
import type { OutagePage } from '../../../src/features/outages/outage-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FieldGroup, TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { ApiProblem } from '../api/problem.ts';
import { postsOf, tellCustomers } from '../api/status.ts';
import { type DraftProblems, newDraft, postOf } from './status-draft.ts';
import { StatusText } from './status-text.tsx';

/** A post for customers, in both languages, with how it will look. */
export function StatusDialog({
  page,
  told,
  onClose,
}: {
  page: OutagePage;
  told: Posts;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => newDraft(page, told));
  const [problems, setProblems] = useState<DraftProblems>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const set = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const made = postOf(draft, told);
    setProblems('problems' in made ? made.problems : {});
    if ('problems' in made) return;
    setBusy(true);
    try {
      client.setQueryData(postsOf(page.id).queryKey, await tellCustomers(page.id, made.post));
      onClose();
    } catch (problem) {
      setFailed(problem instanceof ApiProblem ? problem.detail : String(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <DialogFrame title="Tell customers" onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>
          Everyone reads it on the status page and in its feeds, without signing in. It cannot be taken back; write no
          names, causes or amounts that customers shall not know.
        </p>
        <FieldGroup label="How it stands">
          <div className="told-statuses">
            {statusesOf(page).map((status) => (
              <label key={status} className="choice">
                <input
                  type="radio"
                  name="status"
                  value={status}
                  checked={draft.status === status}
                  onChange={() => set({ status })}
                />
                <span>{statusWords.en.post[status]}</span>
              </label>
            ))}
          </div>
        </FieldGroup>
        <TextField
          label="Title"
          hint="What customers notice, such as: Card payments fail."
          name="titleEn"
          autoComplete="off"
          maxLength={200}
          value={draft.titleEn}
          error={problems.titleEn}
          onChange={(event) => set({ titleEn: event.currentTarget.value })}
        />
        <Writing
          label="Text"
          hint="**bold**, *italic*, [a link](https://…), lists and `code`. No HTML."
          value={draft.bodyEn}
          error={problems.bodyEn}
          onChange={(bodyEn) => set({ bodyEn })}
        />
        <TextField
          label="Title in Polish (not needed)"
          name="titlePl"
          lang="pl"
          autoComplete="off"
          maxLength={200}
          value={draft.titlePl}
          onChange={(event) => set({ titlePl: event.currentTarget.value })}
        />
        <Writing
          label="Text in Polish (not needed)"
          hint="Without it, Polish readers read the English text."
          isPolish
          value={draft.bodyPl}
          onChange={(bodyPl) => set({ bodyPl })}
        />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={isBusy}>
            {isBusy ? 'A moment…' : 'Publish it'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** A text with how customers will read it. */
function Writing({
  label,
  hint,
  isPolish = false,
  value,
  error,
  onChange,
}: {
  label: string;
  hint: string;
  isPolish?: boolean;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}): ReactNode {
  const id = useId();
  const lang = isPolish ? 'pl' : 'en';
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <p className="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
      <textarea
        id={id}
        lang={lang}
        rows={4}
        maxLength={5_000}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error !== undefined && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {value.trim() !== '' && (
        <section className="told-preview" lang={lang} aria-label={`${label}: as customers read it`}>
          <StatusText text={value} />
        </section>
      )}
    </div>
  );
}
