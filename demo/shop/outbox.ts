/** A batch that goes out as it is until it is answered: a resend has the same key and the same text. */
export interface OutgoingBatch {
  key: string;
  text: string;
  size: number;
  /** All events before this instant have been sent with this batch; null while more wait behind it. */
  completeUntil: number | null;
}

/** Events that wait to be sent, oldest first. What is taken stays until it is confirmed. */
export interface Outbox {
  add(line: string): void;
  /** The batch to send at `now`: the unconfirmed one again, or up to `most` new lines (none is a batch too: it proves life). */
  batch(now: number, newKey: () => string, most: number): OutgoingBatch;
  confirm(): void;
  waiting(): number;
}

export function outbox(): Outbox {
  let lines: string[] = [];
  let current: OutgoingBatch | null = null;
  return {
    add(line) {
      lines.push(line);
    },
    batch(now, newKey, most) {
      if (!current) {
        const taken = lines.slice(0, most);
        lines = lines.slice(most);
        const completeUntil = lines.length === 0 ? now : null;
        current = { key: newKey(), text: taken.join('\n'), size: taken.length, completeUntil };
      }
      return current;
    },
    confirm() {
      current = null;
    },
    waiting: () => lines.length + (current?.size ?? 0),
  };
}
