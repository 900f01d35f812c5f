import '../access/form/form.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { CloseWorkshop, type Workshop } from '../../../src/features/criticality/workshop/workshop-contract.ts';
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
    const refused = await act((shown) => closeWorkshop(shown, body));
    if (refused !== null) throw new Error(refused);
    void client.invalidateQueries({ queryKey: ['live', 'decisions'] });
    onClose();
  });
  const held = useQuery(decisionsNow).data?.processes.filter(({ inForce }) => inForce !== null);
  const signed = new Set(held?.map(({ process }) => process));
  const placed = workshop.processes.filter((process) => levelOf(process) !== null);
  const proposed = placed.filter((process) => isNew(process, signed));
  const confirmed = placed.length - proposed.length;
  const left = workshop.processes.length - placed.length;
  return (
    <DialogFrame title="Close the workshop" onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <p>
          Each level that differs, or that nobody has signed yet, becomes a proposed decision. It holds once the product
          manager and somebody for technology have signed it. The answers can then no longer be changed.
          {confirmed > 0 && ` ${plural(confirmed, 'level is', 'levels are')} confirmed as signed before.`}
          {left > 0 && ` ${plural(left, 'process has', 'processes have')} no level yet and stay as they are.`}
        </p>
        {proposed.length > 0 && (
          <ul className="close-list">
            {proposed.map((process) => (
              <li key={process.name}>
                {process.displayName}: <strong>{levelName(levelOf(process)).toLowerCase()}</strong>
                {process.currentLevel === null
                  ? ' (new)'
                  : process.currentLevel !== levelOf(process) && ` (was ${process.currentLevel})`}
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
