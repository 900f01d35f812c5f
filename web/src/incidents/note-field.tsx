import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

/** A note written in place; it takes the focus, Enter sends it, Escape leaves it. */
export function NoteField({
  label,
  isBusy,
  onSend,
  onClose,
}: {
  label: string;
  isBusy: boolean;
  onSend: (note: string) => Promise<boolean>;
  onClose: () => void;
}): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState('');
  useEffect(() => input.current?.focus(), []);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    void onSend(note.trim());
  };
  return (
    <form className="note-field" onSubmit={send}>
      <label htmlFor={id} className="small">
        {label}
      </label>
      <input
        ref={input}
        id={id}
        type="text"
        maxLength={2_000}
        autoComplete="off"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      />
      <div className="note-ways">
        <button type="submit" className="button main" disabled={isBusy}>
          Write it down
        </button>
        <button type="button" className="button quiet" onClick={onClose}>
          Leave it
        </button>
      </div>
    </form>
  );
}
