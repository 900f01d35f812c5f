import '../access/form/form.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { CloseWorkshop, type Workshop } from '../../../src/features/criticality/workshop-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { decisionsNow } from '../api/decisions.ts';
import { closeWorkshop } from '../api/workshops.ts';
import { levelName } from '../decisions/level-words.ts';
import { dayOf, ValidFromField } from '../decisions/valid-from-field.tsx';
import { plural } from '../design/format/numbers.ts';
import { useZone } from '../shell/zones.tsx';
import { isNew, levelOf } from './order.ts';
import type { Act } from './use-workshop.ts';

const notClosed = 'It could not be closed: somebody else went on meanwhile. Look at the result once more.';

/** Ends the asking: the levels become proposed decisions. */
export function CloseDialog({
  workshop,
  act,
  onClose,
}: {
  workshop: Workshop;
  act: Act;
  onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const zone = useZone();
  const [day, setDay] = useState('');
  const from = dayOf(day, zone);
  const values = day === '' ? {} : { validFrom: from === null ? 'no day' : toRfc3339(from) };
  const form = useForm(CloseWorkshop, values, async (body) => {
    if (!(await act((shown) => closeWorkshop(shown, body)))) throw new Error(notClosed);
    void client.invalidateQueries({ queryKey: ['live', 'decisions'] });
    onClose();
  });
  const held = useQuery(decisionsNow).data?.processes.filter(({ inForce }) => inForce !== null);
  const signed = new Set(held?.map(({ process }) => process));
  const proposed = workshop.processes.filter((process) => levelOf(process) !== null && isNew(process, signed));
  const confirmed = workshop.processes.length - proposed.length;
  return (
    <DialogFrame title="Close the workshop" onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <p>
          Each level that differs, or that nobody has signed yet, becomes a proposed decision. It holds once the product
          manager and somebody for technology have signed it. The answers can then no longer be changed.
          {confirmed > 0 && ` ${plural(confirmed, 'level is', 'levels are')} confirmed as signed before.`}
        </p>
        {proposed.length > 0 && (
          <ul className="close-list">
            {proposed.map((process) => (
              <li key={process.name}>
                {process.displayName}: <strong>{levelName(levelOf(process)).toLowerCase()}</strong>
                {process.currentLevel !== levelOf(process) && ` (was ${levelName(process.currentLevel).toLowerCase()})`}
              </li>
            ))}
          </ul>
        )}
        <ValidFromField day={day} error={form.errors.fields.validFrom} onChange={setDay} />
        <div className="form-ways">
          <button type="button" className="button" onClick={onClose}>
            Not yet
          </button>
          <button type="submit" className="button main" disabled={form.isSending}>
            {form.isSending ? 'Closing…' : 'Close and propose'}
          </button>
        </div>
      </form>
    </DialogFrame>
  );
}
