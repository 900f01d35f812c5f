const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character]!);

/** What a person reads who could not sign in; it needs no script and no style. */
export function refusalPage(message: string, code: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Not signed in · Waga</title></head>
<body>
<main>
<h1>Not signed in</h1>
<p>${escaped(message)}</p>
<p><a href="/sign-in">Back to the sign-in</a></p>
<p><small>${escaped(code)}</small></p>
</main>
</body>
</html>
`;
}
