import { type ReactNode, useState } from 'react';
import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import type { VendorCall } from '../../../src/features/unavailability/vendors/vendor-contract.ts';
import { useActing } from '../api/acting.ts';
import { useMe } from '../api/me.ts';
import { actOnCall, startCall } from '../api/vendors.ts';
import { Time } from '../design/numbers.tsx';
import { ContactWays } from '../vendors/contact-ways.tsx';
import { SilenceClock } from '../vendors/silence-clock.tsx';
import { isClosed } from './incident-words.ts';
import { NoteField } from './note-field.tsx';

type Contact = Pick<VendorCall['contacts'][number], 'number' | 'name' | 'role' | 'email' | 'phone' | 'url'>;

/** Whom to ask in their order: the clock of their silence, who was asked and when, and what they answered. */
export function VendorAsking({
  page,
  vendor,
  contacts,
  call,
  isKnown = true,
}: {
  page: IncidentPage;
  vendor: string;
  contacts: readonly Contact[];
  /** The newest; null: nobody was asked yet. */
  call: VendorCall | null;
  /** Whether who was asked could be read. */
  isKnown?: boolean;
}): ReactNode {
  const { act, isBusy } = useActing<VendorCall>(null);
  const mayRespond = useMe()?.rights.includes('respond') ?? false;
  const [answering, setAnswering] = useState<number | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const isOver = call === null || call.state === 'ended' || call.state === 'answered';
  const mayAsk = isKnown && mayRespond && !isClosed(page) && (isOver || call.may.includes('asked'));
  const ask = async (contact: number): Promise<void> =>
    setFailed(
      await act(() => (isOver ? startCall(page.id, vendor, contact) : actOnCall(call.id, { act: 'asked', contact }))),
    );
  const answer = async (contact: number, words: string): Promise<boolean> => {
    if (words === '') return false;
    const problem = await act(() => actOnCall(call!.id, { act: 'answered', contact, words }));
    setFailed(problem);
    if (problem === null) setAnswering(null);
    return problem === null;
  };
  const asked = (number: number) => call?.contacts.find((one) => one.number === number && one.askedAt !== null);
  return (
    <>
      {call !== null && (
        <div className="vendor-clock">
          <SilenceClock call={call} near={Date.parse(page.asOf)} />
        </div>
      )}
      {failed !== null && (
        <p role="alert" className="field-error small vendor-clock">
          {failed}
        </p>
      )}
      <ol className="incident-lines vendor-contacts" aria-label="Whom to ask">
        {contacts.map((contact) => {
          const was = asked(contact.number);
          const named = <span className="visually-hidden">: {contact.name}</span>;
          return (
            <li key={contact.number}>
              <span className="vendor-who">
                <strong>{contact.name}</strong>
                {contact.role !== null && contact.role.toLowerCase() !== contact.name.toLowerCase() && (
                  <span className="muted small">{contact.role}</span>
                )}
                {was && (
                  <span className="small">
                    asked at <Time at={Date.parse(was.askedAt!)} near={Date.parse(page.asOf)} /> by{' '}
                    {was.askedBy ?? 'Waga'}
                  </span>
                )}
              </span>
              <span className="vendor-ways">
                <ContactWays contact={contact} />
                {mayAsk && was === undefined && (
                  <button type="button" className="button" disabled={isBusy} onClick={() => void ask(contact.number)}>
                    Asked{named}
                  </button>
                )}
                {was && mayRespond && !isOver && call.may.includes('answered') && answering !== contact.number && (
                  <button type="button" className="button" onClick={() => setAnswering(contact.number)}>
                    Answered…{named}
                  </button>
                )}
              </span>
              {answering === contact.number && (
                <div className="vendor-answer">
                  <NoteField
                    label={`What ${contact.name} said`}
                    isBusy={isBusy}
                    onSend={(words) => answer(contact.number, words)}
                    onClose={() => setAnswering(null)}
                  />
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}
