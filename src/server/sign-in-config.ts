import { z } from 'zod';
import { Role } from '../features/access/contract.ts';
import { isLoopback } from './listen-config.ts';
import { SecretFrom } from './secret.ts';

const Issuer = z.string().superRefine((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (plain && safe) return;
  context.addIssue({
    code: 'custom',
    message: 'expected the https address of the issuer, such as https://id.example.com/realms/shop',
  });
});

const Claim = z.string().min(1).max(128);
const OneOrMore = z.union([Role.transform((role) => [role]), z.array(Role).min(1)]);

const OpenId = z.strictObject({
  issuer: Issuer,
  clientId: z.string().min(1).max(512),
  /** Left out for a public client, which proves itself by PKCE alone. */
  clientSecret: SecretFrom.nullable().default(null),
  label: z.string().min(1).max(64).default('Sign in with single sign-on'),
  scopes: z
    .array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'expected a scope, without spaces'))
    .default(['openid', 'profile', 'email'])
    .refine((scopes) => scopes.includes('openid'), 'expected openid among the scopes'),
  nameClaim: Claim.default('preferred_username'),
  rolesClaim: Claim.default('groups'),
  roles: z
    .record(z.string().min(1).max(512), OneOrMore)
    .refine((roles) => Object.keys(roles).length > 0, 'expected at least one group with its role'),
  moneyClaim: Claim.nullable().default(null),
  create: z.boolean().default(true),
});

/** The part `signIn` of the configuration: by password, elsewhere, or both. */
export const SignInConfig = z
  .strictObject({ password: z.boolean().default(true), openid: OpenId.optional() })
  .superRefine(({ password, openid }, context) => {
    if (password || openid !== undefined) return;
    const message = 'nobody could sign in: leave it true, or configure openid';
    context.addIssue({ code: 'custom', path: ['password'], message });
  });
