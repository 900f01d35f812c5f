import { z } from 'zod';

const HttpUrl = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return;
  context.addIssue({
    code: 'custom',
    message: 'expected the address to call, such as https://hc.example.com/ping/waga',
  });
});

/**
 * The address that is called after each completed tick, for a service outside that pages when the calls stop. `secret` names
 * one of `secrets` that holds the whole address, where whoever knows it could call in Waga's place.
 */
export const HeartbeatConfig = z
  .strictObject({
    url: HttpUrl.nullable().default(null),
    secret: z.string().min(1).max(63).nullable().default(null),
    everySeconds: z.number().int().min(5).max(3_600).default(60),
  })
  .superRefine(({ url, secret }, context) => {
    if ((url === null) !== (secret === null)) return;
    context.addIssue({ code: 'custom', message: 'expected url, or the name of the secret that holds it' });
  });
