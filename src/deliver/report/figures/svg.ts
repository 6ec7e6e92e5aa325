/** A picture as plain data: a page makes elements of it, a report and a test make text of it. */
export type SvgNode = readonly [
  tag: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (SvgNode | string)[],
]

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? '&quot;')

/** The node as SVG text, every text and attribute escaped. */
export const svgText = (node: SvgNode | string): string => {
  if (typeof node === 'string') return escape(node)
  const [tag, attributes, ...children] = node
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escape(String(value))}"`)
    .join('')
  return children.length === 0 ? `<${tag}${written}/>` : `<${tag}${written}>${children.map(svgText).join('')}</${tag}>`
}
