import {
  ErrorCode,
  type EvaluationContext,
  type JsonValue,
  OpenFeature,
  type Provider,
  type ResolutionDetails,
} from '@openfeature/server-sdk';
import { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import type { Looked } from '../switches/judge-check.ts';
import type { SwitchSpec } from '../switches/switch.ts';

type FlagCheck = Extract<SwitchSpec['verify'][number], { by: 'flag' }>;

export interface FlagDeps {
  outgoing: Outgoing;
  /** The secret of a name as it may go to an address. Throws ProductError `bad_config`. */
  secret(name: string, url: string): string;
}

const timeoutMs = 3_000;
const mostBytes = 65_536;
const Evaluation = z.object({ value: z.unknown(), variant: z.string().optional(), reason: z.string().optional() });

/**
 * What a flag reads now, through the OpenFeature SDK. Never throws: why it cannot be read is the answer then, without anything of what
 * the provider wrote.
 */
export async function readFlag(deps: FlagDeps, check: FlagCheck): Promise<Looked<boolean | string | number>> {
  const domain = `${check.provider} ${check.tokenFrom ?? ''}`;
  await OpenFeature.setProviderAndWait(domain, ofrepProvider(deps, check));
  const client = OpenFeature.getClient(domain);
  const context = { targetingKey: 'waga' };
  const { off, flag } = check;
  const { value, errorCode, errorMessage } =
    typeof off === 'boolean'
      ? await client.getBooleanDetails(flag, off, context)
      : typeof off === 'string'
        ? await client.getStringDetails(flag, off, context)
        : await client.getNumberDetails(flag, off, context);
  if (errorCode === undefined) return { saw: value };
  return { problem: words[errorCode] ?? errorMessage ?? 'The flag could not be read.' };
}

const words: Partial<Record<string, string>> = {
  [ErrorCode.FLAG_NOT_FOUND]: 'The provider knows no such flag.',
  [ErrorCode.TYPE_MISMATCH]: 'The flag is of another type than its value when it is off.',
  [ErrorCode.PARSE_ERROR]: 'The provider answered with something that is no flag.',
};

/**
 * A provider over OFREP, the OpenFeature Remote Evaluation Protocol, whose requests go through the guarded way out.
 * https://github.com/open-feature/protocol: POST /ofrep/v1/evaluate/flags/{key}
 */
export function ofrepProvider({ outgoing, secret }: FlagDeps, { provider, tokenFrom }: FlagCheck): Provider {
  async function evaluate(key: string, context: EvaluationContext): Promise<Evaluated> {
    const url = `${provider.replace(/\/+$/, '')}/ofrep/v1/evaluate/flags/${encodeURIComponent(key)}`;
    try {
      const token = tokenFrom === undefined ? {} : { authorization: `Bearer ${secret(tokenFrom, url)}` };
      const answer = await outgoing.request({
        ...{ purpose: 'flag', method: 'POST', url, redirect: 'manual', timeoutMs, maxBytes: mostBytes },
        headers: { 'content-type': 'application/json', accept: 'application/json', ...token },
        body: JSON.stringify({ context }),
      });
      if (answer.status === 404) return { errorCode: ErrorCode.FLAG_NOT_FOUND };
      if (answer.status !== 200) return failure(`The provider answers ${answer.status}.`);
      return Evaluation.parse(JSON.parse(answer.body.toString('utf8')));
    } catch (error) {
      if (error instanceof ProductError) return failure(error.message);
      return { errorCode: ErrorCode.PARSE_ERROR };
    }
  }

  async function resolve<T extends JsonValue>(
    key: string,
    fallback: T,
    context: EvaluationContext,
  ): Promise<ResolutionDetails<T>> {
    const found = await evaluate(key, context);
    if ('errorCode' in found) return { value: fallback, ...found };
    const { value, variant, reason } = found;
    if (typeof value !== typeof fallback) return { value: fallback, errorCode: ErrorCode.TYPE_MISMATCH };
    return {
      value: value as T,
      ...(variant === undefined ? {} : { variant }),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  return {
    metadata: { name: 'ofrep' },
    runsOn: 'server',
    resolveBooleanEvaluation: resolve,
    resolveStringEvaluation: resolve,
    resolveNumberEvaluation: resolve,
    resolveObjectEvaluation: resolve,
  };
}

type Evaluated = z.infer<typeof Evaluation> | { errorCode: ErrorCode; errorMessage?: string };

const failure = (errorMessage: string): Evaluated => ({ errorCode: ErrorCode.GENERAL, errorMessage });
