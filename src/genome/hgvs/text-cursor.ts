import type { Problem } from '../../shared/problem.ts'

/** Thrown inside the parser where the text cannot go on; `parseHgvs` turns it into a Problem. */
export class HgvsSyntaxError extends Error {
  readonly column: number
  readonly supported: boolean
  constructor(column: number, message: string, supported = true) {
    super(message)
    this.column = column
    this.supported = supported
  }
}

/** Reads a text from left to right. Columns are 1-based. */
export type TextCursor = {
  readonly text: string
  at(): number
  rest(): string
  done(): boolean
  peek(literal: string): boolean
  /** Takes a literal when it stands there. */
  take(literal: string): boolean
  /** Takes what a sticky pattern matches there. */
  match(pattern: RegExp): RegExpExecArray | undefined
  expect(literal: string): void
  back(to: number): void
  fail(message: string): never
  /** The text is right but what it says is not supported. */
  refuse(message: string): never
}

export const textCursor = (text: string, start = 0): TextCursor => {
  let at = start
  const shown = () => (at >= text.length ? 'the end' : `'${text.slice(at, at + 12)}'`)
  const cursor: TextCursor = {
    text,
    at: () => at,
    rest: () => text.slice(at),
    done: () => at >= text.length,
    peek: (literal) => text.startsWith(literal, at),
    take: (literal) => {
      if (!text.startsWith(literal, at)) return false
      at += literal.length
      return true
    },
    match: (pattern) => {
      pattern.lastIndex = at
      const found = pattern.exec(text)
      if (found === null) return undefined
      at += found[0].length
      return found
    },
    expect: (literal) => {
      if (!cursor.take(literal)) cursor.fail(`'${literal}' expected, found ${shown()}`)
    },
    back: (to) => {
      at = to
    },
    fail: (message) => {
      throw new HgvsSyntaxError(at + 1, message.replace('%', shown()))
    },
    refuse: (message) => {
      throw new HgvsSyntaxError(at + 1, message, false)
    },
  }
  return cursor
}

/** The problem that a syntax error is told as. */
export const syntaxProblem = (error: HgvsSyntaxError, text: string): Problem => ({
  code: error.supported ? 'HGVS_SYNTAX' : 'HGVS_NOT_SUPPORTED',
  severity: 'error',
  at: { source: text, column: error.column },
  message: error.supported
    ? `This is not an HGVS description: ${error.message} (character ${error.column}).`
    : `This HGVS description is not supported: ${error.message} (character ${error.column}).`,
  remedy: error.supported
    ? 'Write it like NM_000059.4:c.1813dup, NC_000017.11:g.43057062_43057063del or NP_000050.3:p.(Lys607Ter).'
    : 'Describe each change by itself, with positions and bases.',
})
