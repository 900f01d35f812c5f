import { STATUS_CODES } from 'node:http';
import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { type ErrorCode, errorCodes } from '../errors.ts';
import '../features/access/request-who.ts';
import { honoursKey, onceHeader } from './once.ts';
import { exampleOf, type JsonSchema } from './openapi-example.ts';

interface Media {
  schema?: JsonSchema;
  example?: unknown;
}
interface Content {
  description?: string;
  required?: boolean;
  content?: Record<string, Media>;
}
interface Operation {
  tags?: string[];
  parameters?: { in: string; name: string }[];
  requestBody?: Content;
  responses?: Record<string, Content>;
  'x-waga-right'?: string;
  'x-waga-takes'?: Record<string, { description: string; example: string }>;
}

/** What an operation may be refused with, by what it is: it asks for a right, has parameters, a body, an ETag, is an entrance. */
function refusals(operation: Operation): ErrorCode[] {
  const parameters = operation.parameters ?? [];
  const has = (place: string, name?: string): boolean =>
    parameters.some((one) => one.in === place && (name === undefined || one.name === name));
  const takesData = operation['x-waga-right'] === 'ingest';
  const body = operation.requestBody !== undefined;
  return [
    ...(operation['x-waga-right'] === undefined ? [] : (['not_signed_in', 'not_allowed'] as const)),
    ...(body || has('query') || has('path') ? (['bad_input'] as const) : []),
    ...(has('path') ? (['not_found'] as const) : []),
    ...(has('header', 'if-match') ? (['conflict', 'precondition_failed'] as const) : []),
    ...(has('header', 'idempotency-key') ? (['conflict'] as const) : []),
    ...(body ? (['too_large', 'unsupported_media'] as const) : []),
    ...(takesData ? (['busy'] as const) : []),
    'store_unavailable',
    'internal',
  ];
}

/** The problem document of a code, as docs/errors.md explains it. */
function problemExample(code: ErrorCode, path: string): unknown {
  const { status } = errorCodes[code];
  return {
    type: `urn:waga:error:${code}`,
    title: STATUS_CODES[status],
    status,
    code,
    detail: 'What is wrong, in words.',
    instance: path,
  };
}

function completeOperation(operation: Operation, path: string): void {
  const takes = operation['x-waga-takes'];
  delete operation['x-waga-takes'];
  if (takes !== undefined) {
    const content = Object.entries(takes).map(([type, { example, description }]): [string, Media] => [
      type,
      { schema: { type: 'string', description } as JsonSchema, example },
    ]);
    operation.requestBody = { required: true, content: Object.fromEntries(content) };
  }
  const bodies = [operation.requestBody, ...Object.values(operation.responses ?? {})];
  for (const media of bodies.flatMap((one) => Object.values(one?.content ?? {}))) {
    if (media.example === undefined && media.schema !== undefined) media.example = exampleOf(media.schema);
  }
  operation.responses ??= {};
  for (const [status, response] of Object.entries(operation.responses)) {
    if (response.description === 'Default Response') response.description = STATUS_CODES[status] ?? 'Done';
  }
  for (const code of refusals(operation)) {
    const status = String(errorCodes[code].status);
    const problem = {
      schema: { $ref: '#/components/schemas/Problem' } as JsonSchema,
      example: problemExample(code, path),
    };
    operation.responses[status] ??= {
      description: STATUS_CODES[status]!,
      content: { 'application/problem+json': problem },
    };
  }
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457; further members say more, such as `findings` or `rejected`',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errorCodes) },
    detail: { type: 'string' },
    instance: { type: 'string' },
  },
};

/** The two ways of saying who asks; over https the cookie is called `__Host-waga-session`. */
export const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'waga-session-PORT', description: 'a person who signed in' },
  token: { type: 'http', scheme: 'bearer', description: 'a program; `waga token create` makes one' },
} as const;

/** The headers of a write that is done once, whatever others it has. */
const withKey = (headers: JsonSchema | undefined): JsonSchema => ({
  type: 'object',
  ...headers,
  properties: { ...headers?.properties, 'idempotency-key': onceHeader },
});

/** How the OpenAPI document is made from the routes: their own schemas, who may come in, what they are refused with, examples. */
export const openApiTransforms: Pick<FastifyDynamicSwaggerOptions, 'transform' | 'transformObject'> = {
  transform(given) {
    const { schema, url } = jsonSchemaTransform(given as never);
    const { access, takes } = given.route.config ?? {};
    const right = access !== undefined && 'right' in access ? access.right : undefined;
    const security = right === undefined ? [] : [{ session: [] }, { token: [] }];
    const extra = { ...(right && { 'x-waga-right': right }), ...(takes && { 'x-waga-takes': takes }) };
    const described = { ...(schema as { headers?: JsonSchema }), security, ...extra };
    if (honoursKey(given.route.method, access)) described.headers = withKey(described.headers);
    return { schema: described as typeof schema, url };
  },
  transformObject(given) {
    const document = ('openapiObject' in given ? given.openapiObject : given.swaggerObject) as {
      paths?: Record<string, Record<string, Operation>>;
      components?: Record<string, Record<string, unknown>>;
    };
    for (const [path, operations] of Object.entries(document.paths ?? {})) {
      for (const operation of Object.values(operations)) completeOperation(operation, path);
    }
    document.components ??= {};
    document.components.schemas = { ...document.components.schemas, Problem: problemSchema };
    return document as never;
  },
};
