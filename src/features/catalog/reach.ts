import { z } from 'zod';

/** The fields of documents by which the server reaches out. */

/** The name of a secret in the configuration of the server; a secret never stands in the catalogue. */
export const SecretName = z.string().regex(
  /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  // says "found" by itself, so that what stands there, which may be a secret, is not repeated
  'expected the name of a secret in the configuration of the server; the secret itself must not be found here',
);

/** An address without user, password or fragment; `expected` finishes the sentence that refuses another. */
export const bareAddress = (protocols: RegExp, expected: string) =>
  z
    .string()
    .max(2_000)
    .superRefine((text, context) => {
      const url = URL.canParse(text) ? new URL(text) : null;
      const bare = url !== null && url.username === '' && url.password === '' && url.hash === '' && url.hostname !== '';
      if (bare && protocols.test(url.protocol)) return;
      // a password in it is not repeated
      const found = url !== null && url.password !== '' ? '; a password must not be found here' : '';
      context.addIssue({ code: 'custom', message: `expected ${expected}${found}` });
    });

export const httpAddress = (example: string) =>
  bareAddress(/^https?:$/, `an address such as ${example}, without user or password`);
