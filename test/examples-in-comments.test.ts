import { globSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { quantity } from '../src/shared/quantity.ts'

type Example = { readonly file: string; readonly line: number; readonly call: string; readonly value: string }

/** `@example call(…) // value` in a doc comment of the product. */
const examples: readonly Example[] = globSync('src/**/*.ts')
  .filter((f) => !f.endsWith('.test.ts'))
  .sort()
  .flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((text, i): readonly Example[] => {
        const found = /@example\s+(.+?)\s+\/\/\s+(.+?)\s*(?:\*\/)?$/.exec(text)
        return found ? [{ file, line: i + 1, call: found[1] as string, value: found[2] as string }] : []
      }),
  )

const evaluate = (code: string, scope: Readonly<Record<string, unknown>>): unknown => {
  const plain = code.replaceAll(/ as [A-Z]\w+/g, '').replaceAll(/<'[^']+'>/g, '')
  return new Function(...Object.keys(scope), `return (${plain})`)(...Object.values(scope))
}

describe('the examples in the comments', () => {
  test('are there', () => expect(examples.length).toBeGreaterThan(15))

  test.each(examples.map((e) => [`${e.file}:${e.line} ${e.call}`, e] as const))('%s', async (_, e) => {
    const scope = { quantity, ...((await import(pathToFileURL(e.file).href)) as Readonly<Record<string, unknown>>) }
    const got = evaluate(e.call, scope)
    // A figure is given to so many decimals as the comment shows.
    const decimals = /^-?\d+\.(\d+)$/.exec(e.value)?.[1]?.length
    if (decimals !== undefined) expect(Number((got as number).toFixed(decimals))).toBe(Number(e.value))
    else expect(got).toEqual(evaluate(e.value, {}))
  })
})
