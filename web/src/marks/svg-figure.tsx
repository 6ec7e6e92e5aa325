import { createElement, type ReactElement } from 'react'
import type { SvgNode } from '../../../src/deliver/report/figures/svg.ts'

const reactName = (name: string): string =>
  name === 'class'
    ? 'className'
    : name.startsWith('aria-') || name.startsWith('data-')
      ? name
      : name.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase())

/** A figure's plain data as React elements. */
export const SvgFigure = ({ node }: { readonly node: SvgNode }): ReactElement => {
  const [tag, attributes, ...children] = node
  const props = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [reactName(name), value]))
  return createElement(
    tag,
    props,
    ...children.map((child, i) => (typeof child === 'string' ? child : <SvgFigure key={i} node={child} />)),
  )
}
