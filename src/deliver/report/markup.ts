/** HTML that is safe to write: only `html` makes it, and every other text that goes in is escaped. */
export type Markup = { readonly html: string }

export type Child = Markup | string | number | undefined | false | readonly Child[]

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for content and for quoted attributes. Characters that no HTML document may hold are dropped. */
export const escapeText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"']/g, (c) => marks[c] ?? c)

const write = (child: Child): string => {
  if (child === undefined || child === false) return ''
  if (typeof child === 'string') return escapeText(child)
  if (typeof child === 'number') return String(child)
  return 'html' in child ? child.html : child.map(write).join('')
}

/** A template whose values are escaped, lists joined, `undefined` and `false` left out. Attributes must be quoted. @example html`<b>${'<'}</b>`.html // '<b>&lt;</b>' */
export const html = (parts: TemplateStringsArray, ...values: readonly Child[]): Markup => ({
  html: parts.reduce((text, part, i) => text + part + (i < values.length ? write(values[i]) : ''), ''),
})

/** Text that this product itself wrote and that must not be escaped: a style sheet, a script, a figure. Never data. */
export const trusted = (text: string): Markup => ({ html: text })

/** Children with a text between them. */
export const joined = (items: readonly Child[], between: Child = ', '): readonly Child[] =>
  items.flatMap((item, i) => (i === 0 ? [item] : [between, item]))

/** A text as part of an `id`. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
