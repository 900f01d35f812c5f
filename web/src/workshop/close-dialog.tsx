import '../access/form/form.css';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { CloseWorkshop, type Workshop } from '../../../src/features/criticality/workshop-contract.ts';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { DialogFrame } from '../access/form/dialog-frame.tsx';
import { FormProblem } from '../access/form/form-problem.tsx';
import { useForm } from '../access/form/use-form.ts';
import { closeWorkshop } from '../api/workshops.ts';
import { levelName } from '../decisions/level-words.ts';
import { dayOf, ValidFromField } from '../decisions/valid-from-field.tsx';
import { useZone } from '../shell/zones.tsx';
import { changed, levelOf } from './order.ts';
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
  const differing = changed(workshop.processes);
  return (
    <DialogFrame title="Close the workshop" onClose={onClose}>
      <form className="form" onSubmit={form.submit} noValidate>
        <FormProblem problem={form.errors.form} />
        <p>
          Each level that is new or differs from a decision becomes a proposed decision. It holds once the product
          manager and somebody for technology have signed it. The answers can then no longer be changed.
        </p>
        {differing.length === 0 ? (
          <p>No level differs from the one that holds now.</p>
        ) : (
          <ul className="close-list">
            {differing.map((process) => (
              <li key={process.name}>
                {process.displayName}: {levelName(process.currentLevel).toLowerCase()} →{' '}
                <strong>{levelName(levelOf(process)).toLowerCase()}</strong>
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
