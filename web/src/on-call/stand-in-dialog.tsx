import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { NewOverride, type RotationShown } from '../../../src/features/duty/contract.ts';
import { bucketStart, day, hour, toRfc3339 } from '../../../src/maths/instants.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { TextField } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { dutyNow, makeOverride } from '../api/duty.ts';
import { clockFieldText, instantOnClock, zoneText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { personText } from './shift-words.ts';

/** Somebody stands in: who, from when until when, and why. */
export function StandInDialog({
  rotation,
  asOf,
  onClose,
}: {
  rotation: RotationShown;
  asOf: number;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const zone = useZone();
  const listId = useId();
  const [person, setPerson] = useState('');
  const nextHour = bucketStart(asOf, hour) + hour;
  const [from, setFrom] = useState(() => clockFieldText(nextHour, zone));
  const [to, setTo] = useState(() => clockFieldText(nextHour + day, zone));
  const [reason, setReason] = useState('');
  const instant = (text: string): string => {
    const at = instantOnClock(text, zone);
    return at === null ? '' : toRfc3339(at);
  };
  const name = person.trim();
  const body = {
    rotation: rotation.name,
    person: name === '' ? '' : name.startsWith('user:') ? name : `user:${name}`,
    from: instant(from),
    to: instant(to),
    reason,
  };
  const form = useForm(NewOverride, body, async (wanted) => {
    await makeOverride(wanted);
    await client.invalidateQueries({ queryKey: dutyNow.queryKey });
    onClose();
  });
  const { fields } = form.errors;
  return (
    <DialogFrame title={`Stand in: ${rotation.displayName}`} onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <TextField
          label="Who"
          hint="The name in the catalogue, as in user:anna."
          name="person"
          list={listId}
          autoComplete="off"
          value={person}
          error={fields.person}
          onChange={(event) => setPerson(event.currentTarget.value)}
        />
        <datalist id={listId}>
          {rotation.people.map((one) => (
            <option key={one} value={personText(one)} />
          ))}
        </datalist>
        <TextField
          label="From"
          hint={`Times in ${zoneText(asOf, zone)}.`}
          type="datetime-local"
          name="from"
          value={from}
          error={fields.from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          label="To"
          type="datetime-local"
          name="to"
          value={to}
          error={fields.to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <TextField
          label="Why (may be left empty)"
          name="reason"
          autoComplete="off"
          maxLength={500}
          value={reason}
          error={fields.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not now
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'A moment…' : 'Stand in'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
