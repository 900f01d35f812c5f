const longest = 120;

/**
 * Whom an event of a calendar means. In this order: a word of the summary or a name or mail of an attendee that `people` knows, whatever
 * the case, the longest first (`On call: Anna Nowak` where `Anna Nowak` is known); a summary that is a person itself (`user:anna`). Else
 * `who` is what it says, for somebody to put right.
 */
export function personIn(
  summary: string,
  attendees: readonly { name: string; mail: string }[],
  people: Readonly<Record<string, string>>,
): { person: string } | { who: string } {
  const known = Object.entries(people).toSorted(([a], [b]) => b.length - a.length);
  const said = [summary, ...attendees.flatMap(({ name, mail }) => [name, mail])].filter((text) => text.trim() !== '');
  for (const text of said) {
    const found = known.find(([called]) => names(text, called));
    if (found) return { person: found[1] };
  }
  const itself = /^\s*(user:[a-z0-9](?:[a-z0-9._/-]*[a-z0-9])?)\s*$/.exec(summary);
  if (itself) return { person: itself[1]! };
  return { who: (said[0] ?? 'an event without a name').trim().slice(0, longest) };
}

/** Whether the text holds the name by itself, not as a part of a longer word. */
function names(text: string, called: string): boolean {
  const [whole, part] = [folded(text), folded(called)];
  for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + 1)) {
    const [before, after] = [whole[at - 1] ?? ' ', whole[at + part.length] ?? ' '];
    if (!isLetter.test(before) && !isLetter.test(after)) return true;
  }
  return false;
}

const folded = (text: string): string => text.normalize('NFC').toLowerCase();
const isLetter = /[\p{L}\p{N}]/u;
