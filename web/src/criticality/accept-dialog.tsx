import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { NewAcceptance, type ServedFinding } from '../../../src/features/criticality/findings/finding-contract.ts';
import { day, toRfc3339 } from '../../../src/maths/instants.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import '../access/form/form.css';
import { TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { acceptFinding } from '../api/criticality.ts';
import { clockFieldText, instantOnClock } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { findingWords } from './finding-words.ts';

const usualDays = 90;

/** Lives with a finding, for a reason and until a day: it leaves the list, and comes back by itself. */
export function AcceptDialog({ finding, onClose }: { finding: ServedFinding; onClose: () => void }): ReactNode {
  const client = useQueryClient();
  const zone = useZone();
  const [now] = useState(() => Date.now());
  const dayOf = (days: number): string => clockFieldText(now + days * day, zone).slice(0, 10);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(dayOf(usualDays));
  const instant = instantOnClock(`${until}T00:00`, zone);
  const values = { reason, until: instant === null ? '' : toRfc3339(instant) };
  const form = useForm(NewAcceptance, values, async (body) => {
    await acceptFinding(finding.id, body);
    await client.invalidateQueries({ queryKey: ['criticality'] });
    onClose();
  });
  const { fields } = form.errors;
  return (
    <DialogFrame title={`Accept: ${finding.subject}, ${findingWords[finding.code]}`} onClose={onClose}>
      <p>
        <strong>{finding.subject}</strong> {finding.why}.
      </p>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <TextField
          label="Why it may stay so"
          hint="Others read this, and so will you when it comes back."
          name="reason"
          autoComplete="off"
          value={reason}
          error={fields.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <TextField
          label="Until"
          hint="The day it counts again, a year from now at most."
          name="until"
          type="date"
          min={dayOf(1)}
          max={dayOf(365)}
          value={until}
          error={fields.until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Accepting…' : 'Accept it'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
