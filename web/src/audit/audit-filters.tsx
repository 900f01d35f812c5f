import { type FormEvent, type ReactNode, useState } from 'react';
import { toRfc3339 } from '../../../src/maths/instants.ts';
import { fieldsOf, readFields } from '../balance/period.ts';
import { zoneText } from '../design/format/times.ts';
import { useZone } from '../shell/zones.tsx';
import { type AuditAsked, auditActions, auditPeriods } from './audit-question.ts';

/** Words and names are asked for by Enter or the button, choices at once. */
export function AuditFilters({
  asked,
  onAsk,
}: {
  asked: AuditAsked;
  onAsk: (changed: Partial<Record<keyof AuditAsked, string>>) => void;
}): ReactNode {
  const [text, setText] = useState(asked.text);
  const [who, setWho] = useState(asked.who);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onAsk({ text: text.trim(), who: who.trim() });
  };
  const isKnown = asked.action === '' || asked.action in auditActions;
  return (
    <form className="audit-filters" onSubmit={submit}>
      <label className="field wide">
        <span>Text</span>
        <input
          type="search"
          value={text}
          placeholder="Anything that an entry says"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <span>By whom</span>
        <input
          type="search"
          value={who}
          autoComplete="off"
          autoCapitalize="none"
          placeholder="A name, whole"
          onChange={(event) => setWho(event.currentTarget.value)}
        />
      </label>
      <label className="field">
        <span>What</span>
        <select value={asked.action} onChange={(event) => onAsk({ action: event.currentTarget.value })}>
          <option value="">Anything</option>
          {Object.entries(auditActions).map(([noun, words]) => (
            <option key={noun} value={noun}>
              {words}
            </option>
          ))}
          {!isKnown && <option value={asked.action}>{asked.action}</option>}
        </select>
      </label>
      <label className="field">
        <span>Outcome</span>
        <select value={asked.outcome} onChange={(event) => onAsk({ outcome: event.currentTarget.value })}>
          <option value="">Any</option>
          <option value="done">Done</option>
          <option value="refused">Refused</option>
        </select>
      </label>
      <label className="field">
        <span>When</span>
        <select value={asked.period} onChange={(event) => onAsk({ period: event.currentTarget.value })}>
          {auditPeriods.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button">
        Search
      </button>
      {asked.period === 'custom' && <Between asked={asked} onAsk={onAsk} />}
    </form>
  );
}

function Between({
  asked,
  onAsk,
}: {
  asked: AuditAsked;
  onAsk: (changed: { from: string; to: string }) => void;
}): ReactNode {
  const zone = useZone();
  const now = Date.now();
  const first = fieldsOf({ from: asked.from ?? now - 86_400_000, to: asked.to ?? now }, zone);
  const [from, setFrom] = useState(first.from);
  const [to, setTo] = useState(first.to);
  const [wrong, setWrong] = useState<string | null>(null);
  const show = (): void => {
    const interval = readFields(from, to, zone);
    setWrong(typeof interval === 'string' ? interval : null);
    if (typeof interval !== 'string') onAsk({ from: toRfc3339(interval.from), to: toRfc3339(interval.to) });
  };
  return (
    <div className="audit-between">
      <label className="field">
        <span>From</span>
        <input type="datetime-local" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label className="field">
        <span>To</span>
        <input type="datetime-local" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </label>
      <button type="button" className="button" onClick={show}>
        Show this time
      </button>
      <p className="muted small">{zoneText(now, zone)}</p>
      {wrong !== null && (
        <p role="alert" className="field-error">
          {wrong}
        </p>
      )}
    </div>
  );
}
