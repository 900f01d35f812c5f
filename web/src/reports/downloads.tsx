import { type ReactNode, useState } from 'react';
import { downloadPath, evidencePath, type ReportAsked } from '../api/agreements.ts';
import { Choice } from '../design/choice.tsx';

const languages = [
  { id: 'en', name: 'English' },
  { id: 'pl', name: 'Polski' },
] as const;
const formats = [
  { id: 'pdf', name: 'PDF' },
  { id: 'html', name: 'HTML' },
  { id: 'xlsx', name: 'Excel' },
  { id: 'csv', name: 'CSV' },
  { id: 'json', name: 'JSON' },
] as const;

/** The same report as files, in either language, and everything to check it elsewhere. */
export function Downloads({ asked }: { asked: ReportAsked }): ReactNode {
  const [language, setLanguage] = useState<(typeof languages)[number]>(languages[0]);
  return (
    <section className="thing-money downloads" aria-label="Download">
      <div className="downloads-head">
        <h2>Download</h2>
        <Choice label="Language" choices={languages} chosen={language} onChoose={setLanguage} />
      </div>
      <ul>
        {formats.map(({ id, name }) => (
          <li key={id}>
            <a className="button" href={downloadPath(asked, id, language.id)} download>
              {name}
            </a>
          </li>
        ))}
      </ul>
      <p className="small muted">
        <a href={evidencePath(asked)} download>
          Evidence pack
        </a>
        : the ledger, counts, policy and trail, to reckon it again without Waga.
      </p>
    </section>
  );
}
