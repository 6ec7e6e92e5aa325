import { createHash } from 'node:crypto'
import { type Child, html, trusted } from '../../deliver/report/index.ts'

/** The colours and faces of `web/src/tokens.css`, for pages that must work without the application and without script. */
const style = `
:root { color-scheme: light dark; --ground: light-dark(#ffffff, #14181b); --wash: light-dark(#f4f6f7, #1c2226);
  --ink: light-dark(#15191c, #e8ecee); --quiet: light-dark(#525c64, #a7b1b8); --line: light-dark(#d7dde1, #353e44);
  --edge: light-dark(#78838b, #77838b); --accent: light-dark(#0b5a5e, #74c9c7); --accent-wash: light-dark(#e8f2f2, #17302f);
  --on-accent: light-dark(#ffffff, #0d1516); --act: light-dark(#ad1f17, #ff958b) }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif }
main { max-width: 30rem; margin: 0 auto; padding: 48px 16px }
.name { margin: 0 0 24px; font-weight: 650; letter-spacing: .01em; color: var(--accent) }
h1 { margin: 0 0 16px; font-size: 24px; line-height: 1.25; font-weight: 600 }
h2 { margin: 32px 0 8px; font-size: 16px; font-weight: 600 }
p { margin: 0 0 12px }
.quiet { color: var(--quiet) }
.fault { padding: 8px 12px; border-left: 3px solid var(--act); color: var(--act) }
.note { padding: 8px 12px; background: var(--wash); border-left: 3px solid var(--edge) }
form { margin: 0 0 12px }
label { display: block; margin: 0 0 4px; font-weight: 500 }
input[type=text], input[type=password], input[type=search] { width: 100%; margin: 0 0 16px; padding: 10px 12px; font: inherit;
  color: inherit; background: var(--ground); border: 1px solid var(--edge); border-radius: 4px }
button { min-height: 44px; padding: 10px 18px; font: inherit; font-weight: 550; border: 1px solid var(--accent); border-radius: 4px;
  background: var(--accent); color: var(--on-accent); cursor: pointer }
button.second { background: transparent; color: var(--accent) }
button.wide { width: 100%; margin: 0 0 8px; text-align: left }
button small { display: block; font-weight: 400 }
.row { display: flex; gap: 12px; flex-wrap: wrap; margin-top: 24px }
ul.choices { list-style: none; margin: 0 0 8px; padding: 0; border-top: 1px solid var(--line) }
ul.choices li { border-bottom: 1px solid var(--line) }
ul.choices label { display: flex; gap: 12px; align-items: baseline; margin: 0; padding: 10px 4px; font-weight: 400; min-height: 44px }
ul.choices input { flex: none; accent-color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
`

const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

/**
 * The policy of these pages: their own style, no script at all. Browsers hold `form-action` against the redirects that follow a form too, so
 * the application to which consent leads must be named.
 */
export const pagePolicy = (leadsTo?: string): string => {
  const target = leadsTo === undefined ? undefined : URL.parse(leadsTo)
  const there =
    target === null || target === undefined ? '' : ` ${target.origin === 'null' ? target.protocol : target.origin}`
  return `default-src 'none'; style-src ${styleHash}; img-src 'self'; base-uri 'none'; form-action 'self'${there}; frame-ancestors 'none'`
}

/** One page as text. */
export const page = (title: string, ...children: readonly Child[]): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Attune</title>
<style>${trusted(style)}</style>
</head>
<body>
<main>
<p class="name">Attune</p>
<h1>${title}</h1>
${children}
</main>
</body>
</html>
`.html

export const messagePage = (title: string, sentences: readonly string[]): string =>
  page(
    title,
    sentences.map((s) => html`<p>${s}</p>`),
  )
