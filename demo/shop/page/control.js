const list = document.querySelector('#failures');
const rows = document.querySelector('#truth');
const status = document.querySelector('#status');
const buttons = new Map();

function element(name, text, properties = {}) {
  return Object.assign(document.createElement(name), { textContent: text, ...properties });
}

async function read(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

async function toggle(failure) {
  const on = buttons.get(failure.name).getAttribute('aria-checked') !== 'true';
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ on }) };
  show(await read(`/failures/${failure.name}`, options));
  status.textContent = `${failure.title}: ${on ? 'on' : 'off'}.`;
}

function build(failure) {
  const item = element('li', '');
  const words = element('div', '');
  const title = element('h3', failure.title, { id: `title-${failure.name}` });
  words.append(title, element('p', failure.does), element('p', failure.shows));
  const button = element('button', '', { type: 'button', id: `switch-${failure.name}`, role: 'switch' });
  button.setAttribute('aria-labelledby', `${title.id} ${button.id}`);
  button.addEventListener('click', () => toggle(failure).catch(trouble));
  item.append(words, button);
  list.append(item);
  buttons.set(failure.name, button);
}

function show(failure) {
  if (!buttons.has(failure.name)) build(failure);
  const button = buttons.get(failure.name);
  const since = failure.since ? ` since ${new Date(failure.since).toLocaleTimeString()}` : '';
  button.textContent = failure.on ? `On${since}` : 'Off';
  button.setAttribute('aria-checked', String(failure.on));
  button.closest('li').dataset.on = String(failure.on);
}

function showTruth({ from, to, processes }) {
  const time = (text) => new Date(text).toLocaleTimeString();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.querySelector('#truth-caption').textContent = `${time(from)} to ${time(to)}, ${zone}`;
  rows.replaceChildren(
    ...Object.entries(processes).map(([name, { expected, actual, lost }]) => {
      const row = element('tr', '');
      row.append(element('th', name, { scope: 'row' }));
      const money = name === 'payment' ? lost.money : '–';
      for (const text of [expected.count, actual.count, lost.count, money]) row.append(element('td', String(text)));
      return row;
    }),
  );
}

function showHealth({ waga, sender }) {
  document.querySelector('#waga').href = waga;
  const kept = `${sender.sent} events sent, ${sender.waiting} waiting`;
  document.querySelector('#sender').textContent = sender.trouble ? `${kept}. ${sender.trouble}` : `${kept}.`;
}

function trouble() {
  status.textContent = 'The shop does not answer.';
}

async function refresh() {
  try {
    const [found, truth, health] = await Promise.all([read('/failures'), read('/truth'), read('/healthz')]);
    found.failures.forEach(show);
    showTruth(truth);
    showHealth(health);
    if (status.textContent === 'The shop does not answer.') status.textContent = '';
  } catch {
    trouble();
  }
}

refresh();
setInterval(refresh, 3_000);
