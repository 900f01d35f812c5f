const [esc, bell] = [String.fromCharCode(0x1b), String.fromCharCode(0x07)];
/** Sequences that move the cursor, colour, or name the window of a terminal (ECMA-48). */
const escapes = new RegExp(
  `${esc}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?|[@-Z\\\\-_])`,
  'g',
);
/** All control characters but new line and tab, and those that turn the direction of a text round. */
const controls = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/gu;

/**
 * What a command wrote as text that may be shown: without control characters, and without the given secrets, which it may have found
 * in a file of its own. `isCut`: what was written before is left out, so that a secret may be there in part.
 */
export function cleanOutput(written: string, secrets: readonly string[], { isCut }: { isCut: boolean }): string {
  const known = secrets.flatMap(spellings).sort((a, b) => b.length - a.length);
  const hidden = known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), written);
  const longest = known[0]?.length ?? 0;
  const whole = isCut ? hidden.slice(longest) : hidden;
  const plain = whole
    .replace(/\r\n?/g, '\n')
    .replace(escapes, '')
    .replace(controls, (one) => (one === '\n' || one === '\t' ? one : ''));
  // what was written between the characters of a secret does not hide it
  const again = known.reduce((text, secret) => text.replaceAll(secret, '[secret]'), plain);
  return again.toWellFormed().trim();
}

/** As it is, and as programs print it in headers and addresses. */
function spellings(secret: string): string[] {
  if (secret === '') return [];
  const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(secret)));
  return [...new Set([secret, encodeURIComponent(secret), base64, base64.replace(/=+$/, '')])];
}
