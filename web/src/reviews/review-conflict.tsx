import type { ReactNode } from 'react';
import type { Review, ReviewText } from '../../../src/features/reviews/review-contract.ts';
import { DayTime } from '../ledger/day-time.tsx';
import { type Field, fields, fieldText } from './review-draft.ts';

/** Both wrote the same field: the three versions side by side, and which shall stand. */
export function ReviewConflict({
  page,
  saw,
  mine,
  clashes,
  onMine,
  onTheirs,
}: {
  page: Review;
  saw: ReviewText;
  mine: ReviewText;
  clashes: readonly Field[];
  onMine: () => void;
  onTheirs: () => void;
}): ReactNode {
  return (
    <section className="conflict" role="alert">
      <h3>Somebody changed the same meanwhile</h3>
      <p>
        By {page.editedBy ?? 'somebody else'}
        {page.editedAt !== null && (
          <>
            , <DayTime at={Date.parse(page.editedAt)} />
          </>
        )}
        . Nothing of yours is lost: choose what shall stand. Fields that only one of you changed are kept either way.
      </p>
      <table className="versions review-versions">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">When you began</th>
            <th scope="col">Now</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          {fields
            .filter(({ id }) => clashes.includes(id))
            .map(({ id, name }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                <td data-name="When you began">{fieldText(saw, id)}</td>
                <td data-name="Now">{fieldText(page.text, id)}</td>
                <td data-name="Yours">{fieldText(mine, id)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <div className="form-ways">
        <button type="button" className="button" onClick={onTheirs}>
          Drop mine, take theirs
        </button>
        <button type="button" className="button" onClick={onMine}>
          Go on with mine
        </button>
      </div>
    </section>
  );
}
