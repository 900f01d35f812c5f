import '../access/form/form.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import type { DecisionsAnswer } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { NewWorkshop } from '../../../src/features/criticality/workshop/workshop-contract.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { NamesField } from '../access/form/names-field.tsx';
import { useForm } from '../access/form/use-form.ts';
import { decisionsNow } from '../api/decisions.ts';
import { startWorkshop, workshopNamed } from '../api/workshops.ts';
import { ownerText } from '../component/owner-text.ts';
import { plural } from '../design/format/numbers.ts';
import { ProblemNote } from '../design/problem-note.tsx';
import { dueBecause } from './due.ts';
import { ProcessChoice } from './process-choice.tsx';

/** A new workshop: what it is called, who takes part, which processes it is about. */
export function StartDialog({ onClose }: { onClose: () => void }): ReactNode {
  const answer = useQuery(decisionsNow);
  return (
    <DialogFrame title="Start a workshop" onClose={onClose}>
      {answer.data ? (
        <StartForm known={answer.data} onClose={onClose} />
      ) : answer.error ? (
        <ProblemNote problem={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <div className="skeleton list-skeleton" />
      )}
    </DialogFrame>
  );
}

function StartForm({ known, onClose }: { known: DecisionsAnswer; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const [, go] = useLocation();
  const now = Date.parse(known.asOf);
  const [title, setTitle] = useState('');
  const [participants, setParticipants] = useState<string[]>([]);
  const [processes, setProcesses] = useState<string[]>(() =>
    known.processes.filter((one) => dueBecause(one, now) !== null).map(({ process }) => process),
  );
  const managers = [...new Set(known.processes.flatMap(({ productManager }) => productManager ?? []))].map(ownerText);
  const form = useForm(NewWorkshop, { title, participants, processes }, async (body) => {
    const started = await startWorkshop(body);
    client.setQueryData(workshopNamed(started.id).queryKey, started);
    onClose();
    go(`/workshops/${encodeURIComponent(started.id)}`);
  });
  const { fields } = form.errors;
  return (
    <form className="form" onSubmit={form.submit} noValidate>
      <FormProblem problem={form.errors.form} />
      <TextField
        label="What it is called"
        hint="It stands on the printed sheet and beside every decision: Shop and pay, autumn 2026."
        name="title"
        autoComplete="off"
        value={title}
        error={fields.title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <NamesField
        label="Who takes part"
        known={managers}
        value={participants}
        error={fields.participants}
        onChange={setParticipants}
      />
      <ProcessChoice
        processes={known.processes}
        now={now}
        value={processes}
        error={fields.processes === undefined ? undefined : 'Choose at least one process.'}
        onChange={setProcesses}
      />
      <div className="form-ways sticky-ways">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="button main" disabled={form.isSending}>
          {form.isSending ? 'Starting…' : `Start with ${plural(processes.length, 'process', 'processes')}`}
        </button>
      </div>
    </form>
  );
}
