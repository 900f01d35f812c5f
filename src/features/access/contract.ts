import { z } from 'zod';
import { rights, roles, scopes } from './rights.ts';

const Name = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9._@+-]{0,126}[a-z0-9])?$/,
    'expected lower-case letters, digits and . _ @ + - (as in an e-mail address)',
  );
const Instant = z.iso.datetime();

export const Role = z.enum(roles);
export const Scope = z.enum(scopes);
/** `all`, or the names of the products whose money is shown; an empty list shows none. */
export const Money = z.union([z.literal('all'), z.array(z.string().min(1).max(256)).max(1_000)]);
/** What NIST SP 800-63B asks of a password: length, nothing about kinds of characters. */
export const Password = z
  .string()
  .min(12, 'expected at least 12 characters')
  .max(256, 'expected at most 256 characters');

/** GET /api/v1/me: who the server takes the caller for. */
export const Me = z.object({
  kind: z.enum(['person', 'token', 'machine']),
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  roles: z.array(Role),
  rights: z.array(z.enum(rights)),
  money: Money,
});
export type Me = z.infer<typeof Me>;

/** GET /api/v1/sign-in: how one may come in. `first`: nobody is an administrator yet. */
export const SignInOptions = z.object({
  first: z.boolean(),
  password: z.boolean(),
  openid: z.object({ label: z.string(), path: z.string() }).nullable(),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

/** POST /api/v1/sign-in → Me with a cookie. */
export const SignIn = z.object({ name: z.string().min(1).max(128), password: z.string().min(1).max(256) });
/** POST /api/v1/first-administrator → 201 Me with a cookie. The secret comes from the link, `/welcome#SECRET`. */
export const FirstAdministrator = z.object({
  secret: z.string().max(128),
  name: Name,
  displayName: z.string().min(1).max(128),
  password: Password,
});
/** POST /api/v1/invitations/look → whose it is. The secret comes from the link, `/invitation#SECRET`. */
export const InvitationLook = z.object({ secret: z.string().max(128) });
export const InvitationFor = z.object({ name: z.string(), displayName: z.string(), expiresAt: Instant });
/** POST /api/v1/invitations/accept → Me with a cookie. */
export const InvitationAccept = z.object({ secret: z.string().max(128), password: Password });
/** PUT /api/v1/me/password → 204; every other session of the person ends. */
export const PasswordChange = z.object({ current: z.string().min(1).max(256), next: Password });

export const PersonRow = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  roles: z.array(Role),
  money: Money,
  state: z.enum(['active', 'invited', 'disabled']),
  signsInBy: z.enum(['password', 'openid', 'nothing yet']),
  createdAt: Instant,
  lastSeenAt: Instant.nullable(),
  /** The ETag of PATCH /api/v1/people/:id, as a number. */
  version: z.number().int(),
});
export type PersonRow = z.infer<typeof PersonRow>;
/** GET /api/v1/people */
export const PeopleAnswer = z.object({ people: z.array(PersonRow) });
/** POST /api/v1/people → 201 Invited. */
export const NewPerson = z.object({
  name: Name,
  displayName: z.string().min(1).max(128),
  email: z.email().max(254).nullish(),
  roles: z.array(Role).min(1),
  money: Money.default([]),
});
export const Invitation = z.object({
  /** Shown once. */
  secret: z.string(),
  /** The page, `/invitation`; the link to send is the server's address, this path, `#` and the secret. */
  path: z.string(),
  expiresAt: Instant,
});
export const Invited = z.object({ person: PersonRow, invitation: Invitation });
/** POST /api/v1/first-administrator/link → 201; the link is `origin` (null: where the server was asked), `path`, `#`, `secret`. */
export const AdministratorLink = Invitation.extend({ origin: z.string().nullable() });
/** PATCH /api/v1/people/:id with If-Match → PersonRow. POST …/:id/invitation → Invitation, POST …/:id/sign-out → 204. */
export const PersonEdit = z.object({
  displayName: z.string().min(1).max(128).optional(),
  email: z.email().max(254).nullish(),
  roles: z.array(Role).min(1).optional(),
  money: Money.optional(),
  disabled: z.boolean().optional(),
});

const Names = z.array(z.string().min(1).max(256)).max(1_000);
export const TokenRow = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  sources: Names,
  /** Null: no further limit than that of the sources. */
  processes: Names.nullable(),
  components: Names.nullable(),
  environments: Names.nullable(),
  money: Money,
  state: z.enum(['active', 'expired', 'revoked']),
  createdBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  rotatedAt: Instant.nullable(),
  /** After a rotation the previous secret holds until then. */
  previousUntil: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
export type TokenRow = z.infer<typeof TokenRow>;
/** GET /api/v1/tokens */
export const TokensAnswer = z.object({ tokens: z.array(TokenRow) });
/** POST /api/v1/tokens → 201 TokenMade. `ingest` needs at least one source. */
export const NewToken = z.object({
  name: Name,
  scopes: z.array(Scope).min(1),
  sources: Names.default([]),
  processes: Names.nullable().default(null),
  components: Names.nullable().default(null),
  environments: Names.nullable().default(null),
  money: Money.default([]),
  expiresInDays: z.number().int().min(1).max(3_660).default(365),
});
/** `secret` is shown this once. POST /api/v1/tokens/:id/rotate → TokenMade, DELETE /api/v1/tokens/:id → 204. */
export const TokenMade = z.object({ token: TokenRow, secret: z.string() });
export const TokenRotate = z.object({ graceMinutes: z.number().int().min(0).max(43_200).default(60) });

export const AuditEntry = z.object({
  id: z.string(),
  at: Instant,
  who: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  outcome: z.enum(['done', 'refused']),
  address: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
/** GET /api/v1/audit, newest first; GET /api/v1/audit/export?format=csv|ndjson takes the same filters. */
export const AuditQuery = z.object({
  from: Instant.optional(),
  to: Instant.optional(),
  who: z.string().max(128).optional(),
  action: z.string().max(128).optional(),
  outcome: z.enum(['done', 'refused']).optional(),
  /** Looked for in name, action, subject and details, whatever its case. */
  text: z.string().max(256).optional(),
  cursor: z.string().max(256).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const AuditExportQuery = AuditQuery.omit({ cursor: true, limit: true }).extend({
  format: z.enum(['csv', 'ndjson']).default('csv'),
});
export const AuditAnswer = z.object({ entries: z.array(AuditEntry), next: z.string().nullable() });
