import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useLocation } from 'wouter';
import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import type { Fault, OutageKind } from '../../../src/features/outages/outage.ts';
import { NewOutage, type SubjectShown } from '../../../src/features/outages/outage-contract.ts';
import { type EpochMs, hour, toRfc3339 } from '../../../src/maths/instants.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { Choice } from '../access/form/field.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { addOutage } from '../api/ledger.ts';
import { zoneText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { FaultFields } from './fault-fields.tsx';
import { SubjectOptions } from './subject-choice.tsx';
import { outagePath, subjectOf, subjectText } from './subject-text.ts';
import { TimeField } from './time-field.tsx';
import { type ReadTime, readTime, typedOf } from './typed-time.ts';

/** One that nobody saw by itself, or planned work. It is a draft until somebody confirms it. */
export function AddOutageDialog({
  balance,
  subject: first,
  now,
  onClose,
}: {
  balance: Pick<BalanceNow, 'processes' | 'components'>;
  subject: SubjectShown | null;
  now: EpochMs;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const [, go] = useLocation();
  const zone = useZone();
  const id = useId();
  const [subject, setSubject] = useState(first === null ? '' : subjectText(first));
  const [kind, setKind] = useState<OutageKind>('unplanned');
  const [fault, setFault] = useState<Fault>('own');
  const [vendor, setVendor] = useState('');
  const [cause, setCause] = useState('');
  const [lasts, setLasts] = useState(false);
  const [from, setFrom] = useState(() => typedOf(now - hour, zone));
  const [to, setTo] = useState(() => typedOf(now, zone));
  const [start, end] = [readTime(from, zone), readTime(to, zone)];
  const values = {
    ...{
      subject: subjectOf(subject) ?? undefined,
      kind,
      fault,
      cause,
      vendor: fault === 'own' || vendor.trim() === '' ? null : vendor.trim(),
    },
    from: sent(start),
    to: lasts ? null : sent(end),
  };
  const form = useForm(NewOutage, values, async (body) => {
    const made = await addOutage(body);
    void client.invalidateQueries({ queryKey: ['live'] });
    onClose();
    go(outagePath(made.id));
  });
  const { fields } = form.errors;
  const order =
    'at' in start && 'at' in end && !lasts && end.at <= start.at ? 'The end must come after the beginning.' : undefined;
  return (
    <DialogFrame title="Add an outage" onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <div className="form-field">
          <label htmlFor={id}>Process or component</label>
          <select
            id={id}
            value={subject}
            aria-invalid={fields.subject !== undefined}
            onChange={(event) => setSubject(event.currentTarget.value)}
          >
            <option value="">Choose one</option>
            <SubjectOptions processes={balance.processes} components={balance.components} />
          </select>
          {fields.subject !== undefined && <p className="field-error">Choose a process or a component.</p>}
        </div>
        <p className="field-hint">Times in {zoneText(now, zone)}.</p>
        <TimeField
          legend="Beginning"
          typed={from}
          read={start}
          zone={zone}
          error={shownError(fields.from, start)}
          onChange={setFrom}
        />
        <TimeField
          legend="End"
          typed={to}
          read={end}
          zone={zone}
          isDisabled={lasts}
          error={lasts ? undefined : (shownError(fields.to, end) ?? order)}
          onChange={setTo}
        />
        <Choice type="checkbox" name="lasts" value="lasts" label="It lasts still" checked={lasts} onChange={setLasts} />
        <FaultFields
          kind={kind}
          fault={fault}
          vendor={vendor}
          error={fields.vendor}
          onKind={setKind}
          onFault={setFault}
          onVendor={setVendor}
        />
        <div className="form-field">
          <label htmlFor={`${id}-cause`}>Cause (not needed yet)</label>
          <textarea
            id={`${id}-cause`}
            rows={2}
            maxLength={5_000}
            value={cause}
            onChange={(event) => setCause(event.currentTarget.value)}
          />
        </div>
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button main" disabled={form.isSending || order !== undefined}>
            {form.isSending ? 'A moment…' : 'Add it as a draft'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}

/** What cannot be read is sent to nobody: the form refuses it. */
const sent = (read: ReadTime): string => ('at' in read ? toRfc3339(read.at) : 'no time');
const shownError = (refused: string | undefined, read: ReadTime): string | undefined =>
  refused === undefined ? undefined : 'wrong' in read ? read.wrong : refused;
