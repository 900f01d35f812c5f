import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ProductError } from '../errors.ts';
import { CommandsConfig } from './commands-config.ts';
import { HeartbeatConfig } from './heartbeat-config.ts';
import { Listen } from './listen-config.ts';
import { OutboundConfig, SecretsConfig } from './outgoing/settings.ts';
import { Secret } from './secret.ts';
import { SignInConfig } from './sign-in-config.ts';

/** The server's own configuration: the file given by --config, then the command line. Every field has a default. */
export const Config = z.strictObject({
  listen: Listen.prefault({}),
  access: z
    .strictObject({
      /** A session ends so long after it was last used, and so long after it began at the latest. */
      session: z
        .strictObject({
          idleHours: z.number().min(0.05).max(720).default(12),
          days: z.number().min(0.01).max(366).default(30),
        })
        .prefault({}),
    })
    .prefault({}),
  signIn: SignInConfig.prefault({}),
  outbound: OutboundConfig.prefault({}),
  secrets: SecretsConfig.default({}),
  commands: CommandsConfig.default([]),
  heartbeat: HeartbeatConfig.optional(),
  data: z.string().min(1).default('waga-data'),
  environment: z.string().min(1).max(64).default('production'),
  records: z
    .strictObject({
      url: z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'expected postgres://user:password@host:port/database')
        .transform((url) => new Secret(url))
        .optional(),
    })
    .prefault({}),
  measurements: z
    .strictObject({
      /** Of the engine, beside what the server itself remembers. */
      memoryLimitMb: z.number().int().min(128).max(1_048_576).default(256),
      threads: z.number().int().min(1).max(256).default(2),
      maxQueuedRows: z.number().int().min(1_000).max(100_000_000).default(2_000_000),
      retentionDays: z.number().int().min(36).max(3_660).default(400),
      /** Pseudonymous rows of who did what; counts outlive them. */
      peopleRetentionDays: z.number().int().min(1).max(3_660).default(14),
      /** What was counted by the hour, from which years of reports are made; whole months go. */
      hoursRetentionDays: z.number().int().min(36).max(36_600).default(3_660),
    })
    .prefault({}),
  clock: z.strictObject({ everySeconds: z.number().int().min(1).max(60).default(5) }).prefault({}),
  ingest: z
    .strictObject({
      maxBodyBytes: z.number().int().min(1_024).max(1_073_741_824).default(16_777_216),
      maxExpandedBytes: z.number().int().min(1_024).max(1_073_741_824).default(67_108_864),
      /** How long a request may take to arrive whole; a sender that never finishes is cut off then. */
      requestSeconds: z.number().int().min(1).max(3_600).default(60),
      /** Threads that read large bodies of events; null: one less than there are processors, one at least and four at most. */
      threads: z.number().int().min(0).max(64).nullable().default(null),
    })
    .prefault({}),
  /** Below this much free space the health page warns; below a sixteenth of it the state is failing. */
  disk: z.strictObject({ lowMb: z.number().int().min(1).max(1_048_576).default(1_024) }).prefault({}),
  /** How long a stop waits for requests under way before it cuts them off. */
  stop: z.strictObject({ drainSeconds: z.number().int().min(0).max(600).default(20) }).prefault({}),
  /** Key of the pseudonyms of users; lies outside the data folder and its backups. Default: `<data>.key`. */
  pseudonymKeyFile: z.string().min(1).optional(),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
});
export type Config = z.infer<typeof Config>;

/** What the command line may say; it outranks the file. */
export interface ConfigFlags {
  data?: string | undefined;
  port?: number | undefined;
}

/**
 * Reads the configuration once. All problems are reported together as ProductError `bad_config`, each with its path,
 * what was found (secrets excepted) and what is expected.
 */
export function readConfig(file: string | undefined, flags: ConfigFlags): Config {
  const given = file === undefined ? {} : readFile(file);
  const listen = { ...section(given, 'listen'), ...(flags.port === undefined ? {} : { port: flags.port }) };
  const merged = { ...given, listen, ...(flags.data === undefined ? {} : { data: flags.data }) };
  const result = Config.safeParse(merged);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
    throw new ProductError('bad_config', `${file ?? 'command line'}: ${lines.length} problem(s)\n${lines.join('\n')}`);
  }
  const data = resolve(result.data.data);
  return { ...result.data, data, pseudonymKeyFile: resolve(result.data.pseudonymKeyFile ?? `${data}.key`) };
}

function section(given: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = given[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function readFile(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ProductError('bad_config', `${file}: cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
  let value: unknown;
  try {
    value = parse(text) ?? {};
  } catch (cause) {
    throw new ProductError('bad_config', `${file}: not valid YAML: ${(cause as Error).message.split('\n')[0]}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProductError('bad_config', `${file}: expected a mapping of settings, found ${JSON.stringify(value)}`);
  }
  return value as Record<string, unknown>;
}
