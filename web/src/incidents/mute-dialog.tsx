import { type FormEvent, type ReactNode, useState } from 'react';
import { type IncidentPage, NewMute } from '../../../src/features/unavailability/incident-contract.ts';
import { minute, toRfc3339 } from '../../../src/maths/instants.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { Choice, FieldGroup } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { mute } from '../api/incidents.ts';
import { durationText } from '../design/format/times.ts';
import { Time } from '../design/numbers.tsx';
import { ReasonLine } from './reason-line.tsx';
import type { TakeStep } from './use-incident.ts';

const lengths = [30, 60, 240, 480, 1_440];

/** Nobody is called until a time, with the reason. What happens is still seen and kept. */
export function MuteDialog({
  page,
  take,
  onClose,
}: {
  page: IncidentPage;
  take: TakeStep;
  onClose: () => void;
}): ReactNode {
  const [minutes, setMinutes] = useState(60);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | undefined>();
  const [failed, setFailed] = useState<string | null>(null);
  // By the clock of the server, which is the one that ends it.
  const now = Date.parse(page.asOf);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = NewMute.safeParse({ until: toRfc3339(now + minutes * minute), reason });
    setError(body.success ? undefined : 'Say it in a few words.');
    if (!body.success) return;
    const problem = await take((id) => mute(id, body.data));
    problem === null ? onClose() : setFailed(problem);
  };
  return (
    <DialogFrame title="Mute it" onClose={onClose}>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <FormProblem problem={failed} />
        <p>Nobody is called about it until then. It is still followed, shown and kept.</p>
        <FieldGroup label="For how long">
          {lengths.map((length) => (
            <Choice
              key={length}
              type="radio"
              name="minutes"
              value={String(length)}
              checked={minutes === length}
              onChange={() => setMinutes(length)}
              label={durationText(length * minute)}
            />
          ))}
        </FieldGroup>
        <p className="muted small" role="status">
          Until <Time at={now + minutes * minute} near={now} />
        </p>
        <ReasonLine label="Why" value={reason} error={error} onChange={setReason} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main">
            Mute it
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
