import { mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ProductError } from '../errors.ts';
import { type Client, createClient, type ServerChoice } from './client.ts';

/** Every file of the status page, and what is asked of the server for it. */
const files: Readonly<Record<string, string>> = {
  // first, since its refusal says in words that there is no status page
  'api/v2/summary.json': '/api/v2/summary.json',
  'index.html': '/status?lang=en&links=files',
  'history.html': '/status/history?lang=en&links=files',
  'history.rss': '/status/history.rss?lang=en',
  'history.atom': '/status/history.atom?lang=en',
  'pl/index.html': '/status?lang=pl&links=files',
  'pl/history.html': '/status/history?lang=pl&links=files',
  'pl/history.rss': '/status/history.rss?lang=pl',
  'pl/history.atom': '/status/history.atom?lang=pl',
  'api/v2/status.json': '/api/v2/status.json',
  'api/v2/components.json': '/api/v2/components.json',
  'api/v2/incidents.json': '/api/v2/incidents.json',
  'api/v2/incidents/unresolved.json': '/api/v2/incidents/unresolved.json',
  'api/v2/scheduled-maintenances.json': '/api/v2/scheduled-maintenances.json',
};

export interface ExportedStatus {
  folder: string;
  files: string[];
}

/**
 * Asks a server for its status page and writes it into a folder, each file whole or not at all; nothing is written where any answer fails.
 * Throws ProductError `conflict` for a folder with other files in it without `force`, `bad_input` for one that cannot be written,
 * `not_found` where the server publishes none, `server_unreachable` where nobody answers.
 */
export async function exportStatus(
  folder: string,
  { force, ...choice }: ServerChoice & { force?: true },
): Promise<ExportedStatus> {
  const [foreign] = foreignFiles(folder);
  if (foreign !== undefined && !force) {
    const message = `${folder} holds files that are none of a status page, such as ${foreign}. Name another folder, or write beside them with --force.`;
    throw new ProductError('conflict', message);
  }
  const client = createClient(choice);
  const texts: [string, string][] = [];
  for (const [file, path] of Object.entries(files)) texts.push([file, await textOf(client, path)]);
  try {
    for (const [file, text] of texts) writeWhole(join(folder, file), text);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
  return { folder: resolve(folder), files: texts.map(([file]) => file) };
}

async function textOf(client: Client, path: string): Promise<string> {
  const { body } = await client.request({ method: 'GET', path });
  return typeof body === 'string' ? body : `${JSON.stringify(body, null, 2)}\n`;
}

/** Files in the folder that an export does not write. */
function foreignFiles(folder: string): string[] {
  try {
    if (!statSync(folder, { throwIfNoEntry: false })) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((file) => !Object.hasOwn(files, file.replace(/\.next$/, '')));
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Whoever serves the folder meanwhile sees the file before or after. */
function writeWhole(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.next`, text);
  renameSync(`${file}.next`, file);
}

function cannotWrite(folder: string, error: unknown): ProductError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return new ProductError('bad_input', `${folder} cannot be written (${reason}).`, {}, error);
}
